"""Characters that Unicode takes for one."""

import sys
import unicodedata

from indexer.analysis import equivalents


def test_all_code_points() -> None:
    """The characters that NFC replaces by a single other one are the equivalents of that one, and no others are."""
    for code in range(sys.maxunicode + 1):
        composed = unicodedata.normalize("NFC", chr(code))
        if composed == chr(code):
            assert equivalents(composed)[0] == code
            assert all(unicodedata.normalize("NFC", chr(other)) == composed for other in equivalents(composed))
        elif len(composed) == 1:
            assert code in equivalents(composed)
