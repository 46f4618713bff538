"""A query ready to be executed: the analysed tree to match, its stricter readings to rank by, the pieces to mark."""

from __future__ import annotations

import msgspec

from indexer.analysis import Form
from indexer.model import Notice
from indexer.query.tree import DocumentNumberIs, Node

__all__ = ["Piece", "Plan"]


class Piece(msgspec.Struct, frozen=True):
    """A run or phrase that results should hold; the unit of tiers and marks.

    Attributes:
        is_phrase: Whether only the whole counts.
        forms: Its wordings, at least one.
        exact: The tree of "the whole piece stands in it".
        required: Whether every result has it; False where it is one of several alternatives.
    """

    is_phrase: bool
    forms: tuple[Form, ...]
    exact: Node
    required: bool


class Plan(msgspec.Struct, frozen=True):
    """A query ready to be executed.

    Attributes:
        tree: What matches.
        words: The same where every run has all its words as words; implies `tree`.
        exact: The same where every run stands as a whole; implies `tree`.
        pieces: What ranks and is marked.
        alternatives: The canonical forms of runs side by side in mode ``any``, joined in order; empty in other modes.
            Two characters of it that stand side by side in a report as well tell words that belong together.
        documents: Document numbers that are marked as well.
        by_section: Whether it names a section: then all of it has to be true of one section.
        notices: What could not be read as meant.
    """

    tree: Node
    words: Node
    exact: Node
    pieces: tuple[Piece, ...]
    alternatives: str
    documents: tuple[DocumentNumberIs, ...]
    by_section: bool
    notices: tuple[Notice, ...]

    @property
    def distinct_pieces(self) -> tuple[Piece, ...]:
        """Each piece once, in order: what is asked twice ranks higher, but is counted and marked once."""
        return tuple(dict.fromkeys(self.pieces))
