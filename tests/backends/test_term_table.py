"""A table of terms gives the postings that were put into it, and nothing for any other term."""

from __future__ import annotations

import io
import random
from itertools import chain

import numpy as np
import pytest

from indexer.analysis import TermCounts, Vocabulary
from indexer.backends.base import NO_POSTINGS
from indexer.backends.inversion import Inverter
from indexer.backends.terms.table import TermTable
from indexer.backends.terms.writer import write_terms
from indexer.backends.text.strays import Strays

Lists = dict[str, dict[str, list[tuple[int, int]]]]


def made(rng: random.Random, terms: int, rows: int, top: int) -> Lists:
    """Lists of any length for terms that look like words, with the shapes that a format may trip over."""
    characters = "政府信息公开年报0123a\0\x7f\ud800\U0010ffff"
    lists: Lists = {"heading": {}, "text": {}, "title": {}}
    for field, words in lists.items():
        for _ in range(terms if field == "text" else terms // 9):
            word = "".join(rng.choices(characters, k=rng.randint(1, 4)))
            count = min(rows, rng.choice([1, 1, 1, 2, 15, 16, 17, 300, rows]))
            words[word] = [(row, rng.choice([1, 1, top])) for row in sorted(rng.sample(range(rows), count))]
    return lists


def strays_of_some(rng: random.Random, terms: list[str]) -> dict[str, list[int] | None]:
    """Strays of words, or None where they are not known."""
    counts = (None, 0, 0, 1, 254, 255, 256, 3000)
    chosen = {term: rng.choice(counts) for term in terms}
    return {
        term: None if count is None else sorted(rng.sample(range(1, 10_000_000), count))
        for term, count in chosen.items()
    }


def table_of(lists: Lists, strays: dict[str, list[int] | None]) -> TermTable:
    """Write lists and open them."""
    inverters = {}
    vocabulary = Vocabulary(lambda word: [(word, 0, len(word))])
    for field, words in lists.items():
        inverters[field] = Inverter()
        by_row: dict[int, dict[str, int]] = {}
        for word, postings in words.items():
            for row, frequency in postings:
                by_row.setdefault(row, {})[word] = frequency
        for row in sorted(by_row):
            numbers = vocabulary.pieces(list(by_row[row]))
            order, counts = np.argsort(numbers), np.array(list(by_row[row].values()), np.int32)
            inverters[field].add(row, TermCounts(vocabulary, numbers[order], counts[order]))
    terms, postings = io.BytesIO(), io.BytesIO()
    fields = {field: inverter.inverted() for field, inverter in inverters.items()}
    of_terms = [strays[term.decode("utf-8", "surrogatepass")] for term in fields["text"].terms]
    some = [positions or [] for positions in of_terms]
    known = np.array([positions is not None for positions in of_terms], np.bool_)
    counts = np.array(list(map(len, some)), np.int32)
    positions = np.array(list(chain.from_iterable(some)), np.int32)
    write_terms(terms, postings, fields, "text", Strays(known, counts, positions))
    files = [file.getvalue() for file in (terms, postings)]
    read_terms, read_postings = (lambda start, size, data=data: data[start : start + size] for data in files)
    return TermTable(read_terms, len(files[0]), read_postings)


@pytest.mark.parametrize(
    ("terms", "rows", "top"), [(0, 1, 1), (1, 1, 1), (400, 900, 3), (60, 70_000, 300), (9, 5, 70_000)]
)
def test_lists_come_back(terms: int, rows: int, top: int) -> None:
    """Every term has its rows and frequencies in every field, and its strays; terms beside it have none."""
    rng = random.Random(f"{terms} {rows} {top}")
    lists = made(rng, terms, rows, top)
    strays = strays_of_some(rng, [*lists["text"]])
    table = table_of(lists, strays)

    for field, words in lists.items():
        for word, expected in words.items():
            found = table.of_field(field, word.encode("utf-8", "surrogatepass"))
            assert expected == list(zip(found.rows.tolist(), found.frequencies.tolist(), strict=True))
            assert (np.int32, np.int32) == (found.rows.dtype, found.frequencies.dtype)
            for other in {word + "a", word[:-1], word + "\0", chr(rng.randrange(0xD000)), ""} - words.keys():
                assert table.of_field(field, other.encode("utf-8", "surrogatepass")) is NO_POSTINGS
        assert table.of_field(field, b"\xff") is NO_POSTINGS
    for word, places in strays.items():
        kept = table.lists(word.encode("utf-8", "surrogatepass")).strays
        assert places == (None if kept is None else kept.tolist())


def test_terms_in_order() -> None:
    """Terms are given once, ascending, field by field, from any of them on."""
    lists = made(random.Random(1), 500, 40, 2)
    table = table_of(lists, {word: [] for word in lists["text"]})
    expected = [
        (field, term)
        for field, words in lists.items()
        for term in sorted(word.encode("utf-8", "surrogatepass") for word in words)
    ]

    assert expected == [(field, term) for field, term, _ in table]
    for field, term in expected[::7]:
        found = [(field, term) for field, term, _ in table.from_term(field, term)]
        assert expected[expected.index((field, term)) :] == found
        assert found[1:] == [(field, term) for field, term, _ in table.from_term(field, term + b"\0")]
