"""Cutting text at hits."""

import itertools

from hypothesis import given
from hypothesis import strategies as st

from indexer.model import Hit, Passage
from webapp.views.pieces import Piece, Pieces, passage_pieces

TEXT = "依法公开，公开。"
HITS = (Hit(1, 2, 4, synonym=False), Hit(2, 5, 7, synonym=True))

texts = st.text(st.sampled_from("公开政务<&>\"' \n\u3000　𠮷1"), max_size=60)


@st.composite
def texts_with_hits(draw: st.DrawFn) -> tuple[str, list[Hit]]:
    """A text and ascending, disjoint, possibly touching hits in it."""
    text = draw(texts)
    cuts = sorted(draw(st.sets(st.integers(0, len(text)), max_size=12)))
    pairs = [pair for pair in itertools.pairwise(cuts) if draw(st.booleans())]
    return text, [Hit(number, start, end, synonym=False) for number, (start, end) in enumerate(pairs, 1)]


def test_hits_are_pieces() -> None:
    """Text between hits is a piece, each hit is one, and only a hit has a number."""
    expected = (
        Piece("依法"),
        Piece("公开", 1, first=True),
        Piece("，"),
        Piece("公开", 2, first=True, synonym=True),
        Piece("。"),
    )
    assert Pieces(TEXT, HITS).between(0, len(TEXT)) == expected


def test_hit_over_a_border_is_numbered_once() -> None:
    """A hit that a border cuts keeps its number on both sides, and its element id only where it begins."""
    pieces = Pieces(TEXT, HITS)
    assert pieces.between(0, 3) == (Piece("依法"), Piece("公", 1, first=True))
    assert pieces.between(3, 5) == (Piece("开", 1, first=False), Piece("，"))


def test_touching_hits_stay_apart() -> None:
    """Hits side by side keep their own numbers."""
    hits = (Hit(1, 0, 2, synonym=False), Hit(2, 2, 4, synonym=False))
    assert Pieces(TEXT, hits).between(0, 4) == (Piece("依法", 1, first=True), Piece("公开", 2, first=True))


@given(texts_with_hits(), st.data())
def test_pieces_joined_are_the_text(case: tuple[str, list[Hit]], data: st.DataObject) -> None:
    """Nothing is lost, added or moved, wherever a range is cut; and exactly the characters in hits are marked."""
    text, hits = case
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    pieces = Pieces(text, hits).between(start, end)
    marked = [piece.marked for piece in pieces for _ in piece.text]
    assert "".join(piece.text for piece in pieces) == text[start:end]
    assert marked == [any(hit.start <= offset < hit.end for hit in hits) for offset in range(start, end)]
    assert all(piece.text for piece in pieces)


@given(texts_with_hits())
def test_every_hit_begins_once(case: tuple[str, list[Hit]]) -> None:
    """Over ranges that follow each other every hit has exactly one piece with its element id, in order."""
    text, hits = case
    cutter = Pieces(text, hits)
    pieces = [piece for start in range(0, len(text), 5) for piece in cutter.between(start, min(start + 5, len(text)))]
    assert [piece.hit for piece in pieces if piece.first] == [hit.number for hit in hits]


def test_holds_hit() -> None:
    """A range holds a hit when they share at least one character."""
    pieces = Pieces(TEXT, HITS)
    assert [pieces.holds_hit(start, start + 1) for start in range(len(TEXT))] == [
        any(hit.start <= offset < hit.end for hit in HITS) for offset in range(len(TEXT))
    ]
    assert not pieces.holds_hit(2, 2)


def made_passage(text: str, start: int, *marks: tuple[int, int], first_hit: int = 3) -> Passage:
    """A passage of a section without a heading."""
    return Passage("other", "", start, text, marks, first_hit, cut_before=False, cut_after=False, url="/doc/a")


def test_passage_counts_marks_from_the_report() -> None:
    """Marks of a passage are offsets in the report's text, and its hits are numbered from its first."""
    passage = made_passage("依法公开，公开。", 100, (102, 104), (105, 107))
    assert [(piece.text, piece.hit) for piece in passage_pieces(passage)] == [
        ("依法", 0),
        ("公开", 3),
        ("，", 0),
        ("公开", 4),
        ("。", 0),
    ]


def test_passage_blanks_collapse() -> None:
    """Line breaks and ideographic spaces inside a passage become one blank; marks stay on their words."""
    passage = made_passage("一、\n\n\u3000\u3000公 \u3000 开。", 0, (6, 11))
    assert [piece.text for piece in passage_pieces(passage)] == ["一、 ", "公 开", "。"]
