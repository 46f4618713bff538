"""The codec by which Whoosh reads the posting lists of an index segment.

Whoosh keeps a term in eighty bytes and its own codec writes posting by posting; a third of an index was its table of
terms. So the lists stand in files of our own (`indexer.backends.terms.blocks`), and this is how any Whoosh reader,
searcher or query sees them. Whoosh stores the codec by its import path, so names and modules here stay as they are.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NoReturn

from whoosh.codec.base import FieldCursor, TermsReader
from whoosh.codec.whoosh3 import W3Codec, W3PerDocReader
from whoosh.matching import ListMatcher
from whoosh.reading import TermInfo, TermNotFound

from indexer.backends.base import NO_POSTINGS, Postings
from indexer.backends.files.joined_strings import decoded, encoded
from indexer.backends.terms.table import TermTable

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["PackedCodec"]


class PackedCodec(W3Codec):  # type: ignore[misc]  # whoosh ships no types
    """Reads the lists that `indexer.backends.terms.writer.write_terms` wrote."""

    def field_writer(self, _storage: object, segment: object) -> NoReturn:
        """Refuse: a segment is written at once, by `indexer.backends.whoosh_write.write_segment`."""
        raise NotImplementedError(f"{segment} is never added to")

    def terms_reader(self, storage: Any, segment: Any) -> PackedTerms:  # noqa: ANN401 - whoosh's own, without types
        """The terms of a segment."""
        return PackedTerms(*(storage.open_file(segment.make_filename(end)) for end in (self.TERMS_EXT, self.POSTS_EXT)))

    def per_document_reader(self, storage: object, segment: object) -> Rows:
        """The rows of a segment."""
        return Rows(storage, segment)


class Rows(W3PerDocReader):  # type: ignore[misc]  # whoosh ships no types
    """The rows of a segment, of which Whoosh keeps nothing but their number."""

    def stored_fields(self, _number: int) -> dict[str, object]:
        """What Whoosh has stored of a row."""
        return {}


class PackedTerms(TermsReader):  # type: ignore[misc]  # whoosh ships no types
    """The terms of a segment as Whoosh asks for them, each with its field.

    Args:
        terms: The file of terms.
        postings: The file of posting lists.
    """

    def __init__(self, terms: Any, postings: Any) -> None:  # noqa: ANN401 - whoosh's own, without types
        self._files = terms, postings
        terms.seek(0, 2)
        self._table = TermTable(terms.get, terms.tell(), postings.get)

    def __contains__(self, term: tuple[str, bytes]) -> bool:
        return bool(len(self._table.of_field(*term).rows))

    def indexed_field_names(self) -> tuple[str, ...]:
        """Names of the fields."""
        return self._table.fields

    def terms(self) -> Iterator[tuple[str, bytes]]:
        """Yield every term."""
        return ((field, term) for field, term, _ in self._table)

    def terms_from(self, field: str, prefix: bytes) -> Iterator[tuple[str, bytes]]:
        """Yield the terms from one on."""
        return ((found, term) for found, term, _ in self._table.from_term(field, prefix))

    def items(self) -> Iterator[tuple[tuple[str, bytes], TermInfo]]:
        """Yield every term with its figures."""
        return (((field, term), _figures(postings)) for field, term, postings in self._table)

    def items_from(self, field: str, prefix: bytes) -> Iterator[tuple[tuple[str, bytes], TermInfo]]:
        """Yield the terms from one on with their figures."""
        return (((found, term), _figures(postings)) for found, term, postings in self._table.from_term(field, prefix))

    def term_info(self, field: str, term: bytes) -> TermInfo:
        """The figures of a term."""
        return _figures(self._found(field, term))

    def frequency(self, field: str, term: bytes) -> float:
        """How often a term occurs."""
        weight: float = self.term_info(field, term).weight()
        return weight

    def doc_frequency(self, field: str, term: bytes) -> int:
        """How many rows hold a term."""
        return len(self._found(field, term).rows)

    def matcher(self, field: str, term: bytes, form: object, scorer: object = None) -> ListMatcher:
        """Steps through the rows of a term."""
        postings = self._found(field, term)
        return ListMatcher(
            postings.rows.tolist(),
            weights=postings.frequencies.astype(float).tolist(),
            format=form,
            scorer=scorer,
            term=(field, term),
            terminfo=_figures(postings),
        )

    def cursor(self, field: str, _form: object) -> PackedCursor:
        """Walks through the terms of a field."""
        return PackedCursor(self._table, field)

    def close(self) -> None:
        """Close the files."""
        for file in self._files:
            file.close()

    def _found(self, field: str, term: bytes) -> Postings:
        postings = self._table.of_field(field, term)
        if not len(postings.rows):
            raise TermNotFound(f"no term {term!r} in {field}")
        return postings


class PackedCursor(FieldCursor):  # type: ignore[misc]  # whoosh ships no types
    """Walks through the terms of a field in order; stands on None after the last one.

    Args:
        table: The terms.
        field: The field.
    """

    def __init__(self, table: TermTable, field: str) -> None:
        self._table, self._field = table, field
        self.first()

    def first(self) -> str | None:
        """Go to the first term."""
        return self.find("")

    def find(self, term: str | bytes) -> str | None:
        """Go to a term, or the next one after it."""
        key = encoded(term) if isinstance(term, str) else term
        self._coming = self._table.from_term(self._field, key)
        return self.next()

    def next(self) -> str | None:
        """Go to the next term."""
        field, term, postings = next(self._coming, (None, b"", NO_POSTINGS))
        self._text = decoded(term) if field == self._field else None
        self._postings = postings
        return self._text

    def text(self) -> str | None:
        """The term."""
        return self._text

    def term_info(self) -> TermInfo | None:
        """Its figures."""
        return _figures(self._postings) if self.is_valid() else None

    def is_valid(self) -> bool:
        """Whether it stands on a term."""
        return self._text is not None


def _figures(postings: Postings) -> TermInfo:
    rows, frequencies = postings.rows, postings.frequencies
    return TermInfo(
        weight=float(frequencies.sum()),
        df=len(rows),
        minlength=1,
        maxlength=1,
        maxweight=float(frequencies.max()),
        minid=int(rows[0]),
        maxid=int(rows[-1]),
    )
