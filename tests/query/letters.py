"""A made-up text layer in which every letter is a word, so that plans can be written down by hand."""

from __future__ import annotations

from array import array
from dataclasses import dataclass
from typing import TYPE_CHECKING

from indexer.analysis import Form, Reading
from indexer.model import Mode
from indexer.query.compiler import compile_query
from indexer.query.parser import parse

if TYPE_CHECKING:
    from indexer.query.plan import Plan


@dataclass(frozen=True)
class LetterAnalysis:
    """Words are single upper-case letters and digits; the canonical form is lower case; W is other wording for M."""

    def canon(self, text: str) -> str:
        """Lower case."""
        return text.lower()

    def simplify(self, text: str) -> str:
        """Nothing to simplify."""
        return text

    def normalise(self, text: str) -> tuple[Reading, ...]:
        """One reading, without the blanks around it."""
        shown = text.strip()
        first = text.index(shown)
        starts = range(first, first + len(shown))
        return (Reading(shown, array("I", starts), array("I", [start + 1 for start in starts]), ()),)

    def forms(self, piece: str) -> tuple[Form, ...]:
        """One form, or two where W stands."""
        text = "".join(piece.split())
        wordings = (text, text.replace("W", "M")) if "W" in text else (text,)
        return tuple(self._form(wording) for wording in wordings if wording)

    def _form(self, text: str) -> Form:
        words = [character for character in text if character.isalnum()]
        return Form(text, self.canon(text), tuple(dict.fromkeys(words)), words == [text])


LETTERS = LetterAnalysis()


def plan(text: str, mode: Mode = Mode.ALL) -> Plan:
    """Compile a query over letters."""
    return compile_query(parse(text), LETTERS, mode)  # type: ignore[arg-type]  # stands in for the text layer
