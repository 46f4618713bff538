"""A pattern that is looked for from its tail finds what it finds from its head."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st

from indexer.analysis import default_analysis
from indexer.corpus.issuer.issuers import TAILED
from indexer.corpus.source_text import SourceText

if TYPE_CHECKING:
    from pathlib import Path

PIECES = (
    *(
        "某县财政局",
        "市政府办公室",
        "(乙",
        "(某办)",
        "根据",
        "按照",
        "有关规定",
        "组织",
        "认真",
        "编制",
        "编写",
        "而成",
    ),
    *(
        "了",
        "并",
        "《",
        "本",
        "2015年",
        "2015-2016学年",
        "二〇一五年",
        "以来",
        "共",
        "主动",
        ",",
        "。",
        ";",
        " ",
        "\n",
        "1",
    ),
)


def spans(matches: object) -> list[tuple[tuple[int, int], tuple[int, int]]]:
    """Where matches and the names in them stand."""
    return [(match.span(), match.span("name")) for match in matches]  # type: ignore[attr-defined]  # an iterator


def assert_same(text: str) -> None:
    """Compare every such pattern."""
    for pattern in TAILED:
        assert spans(pattern.whole.finditer(text)) == spans(pattern.finditer(text))


@given(st.lists(st.sampled_from(PIECES), max_size=16).map("".join))
def test_made_sentences(text: str) -> None:
    """Sentences of the words that the patterns are made of, in any order."""
    assert_same(text)


def test_seeds(seeds_dir: Path) -> None:
    """Whole reports."""
    for path in seeds_dir.glob("*.txt"):
        assert_same(SourceText.of(path.read_text("utf-8"), default_analysis().simplify).plain)
