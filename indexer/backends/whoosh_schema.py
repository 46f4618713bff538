"""The Whoosh schema. Whoosh stores a field type by its import path, so names and modules here stay as they are."""

from __future__ import annotations

from whoosh.fields import FieldType, Schema
from whoosh.formats import Existence

__all__ = ["Terms", "schema"]


class Terms(FieldType):  # type: ignore[misc]  # whoosh ships no types
    """A field of ready terms with frequencies.

    The frequency is the posting's weight, which Whoosh stores as one array a list; values of their own would cost
    several bytes a posting more. Field lengths are not kept here: Whoosh rounds them to one byte, ours are exact.
    """

    def __init__(self) -> None:
        super().__init__(Existence(), None)


def schema() -> Schema:
    """Make the schema: ``text`` and ``heading`` of a row, ``title`` of the shown title, on a report's first row."""
    return Schema(heading=Terms(), text=Terms(), title=Terms())
