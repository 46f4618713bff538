"""The Whoosh schema. Whoosh stores a field type by its import path, so names and modules here stay as they are."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from whoosh.fields import COLUMN, FieldType, Schema
from whoosh.formats import Existence

__all__ = ["Terms", "schema"]


class Terms(FieldType):  # type: ignore[misc]  # whoosh ships no types
    """A field that takes ready terms: a mapping from term to frequency, or terms that merely occur.

    The frequency travels as the posting's weight, which Whoosh stores as one array a block; values of their own would
    cost several bytes a posting more. Field lengths are not kept here: Whoosh rounds them to one byte, ours are exact.
    """

    def __init__(self) -> None:
        super().__init__(Existence(), None)

    def index(
        self, value: Mapping[str, int] | Iterable[str], **_kwargs: object
    ) -> Iterator[tuple[bytes, int, float, bytes]]:
        """Yield Whoosh's ``(term bytes, frequency, weight, value)`` for every term."""
        pairs = value.items() if isinstance(value, Mapping) else ((term, 1) for term in value)
        for term, frequency in pairs:
            yield term.encode("utf-8", "surrogatepass"), frequency, float(frequency), b""


def schema() -> Schema:
    """Make the schema.

    ``text``, ``heading``: words of a row. ``title``, ``grams``: words of the shown title and grams of the whole text,
    on the first row of a report. ``entry``, ``verify``, ``display``: bytes of `ReportEntry`, `StoredText` and
    `StoredReport`, likewise.
    """
    return Schema(
        text=Terms(),
        heading=Terms(),
        title=Terms(),
        grams=Terms(),
        entry=COLUMN(),
        verify=COLUMN(),
        display=COLUMN(),
    )
