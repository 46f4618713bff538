"""Text from reports made fit for a terminal."""

from __future__ import annotations

import unicodedata

__all__ = ["harmless", "one_line"]

# Characters that could move the cursor, change the title or reverse the direction of what is printed.
_DANGEROUS = {"Cc", "Cf", "Cs", "Co", "Cn"}


def harmless(text: str) -> str:
    """Replace control and direction characters, line ends and tabs excepted."""
    return "".join(
        character if character in "\n\t" or unicodedata.category(character) not in _DANGEROUS else "\ufffd"
        for character in text
    )


def one_line(text: str) -> str:
    """Collapse every run of blanks and line ends into one blank, and make the rest harmless."""
    return harmless(" ".join(text.split()))
