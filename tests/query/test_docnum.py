"""Which texts are one document number."""

from __future__ import annotations

import pytest

from indexer.analysis import default_analysis
from indexer.query import document_number_leaf


@pytest.mark.parametrize(
    ("text", "year", "number"),
    [
        ("沈政办发〔2015〕15号", 2015, 15),
        ("沈政办发[2015]15号", 2015, 15),
        ("沈政办发【2015】15号", 2015, 15),
        ("沈政办发（2015）15号", 2015, 15),
        ("淮政办秘〔2018108号", 2018, 108),
        ("淮政办秘〔2018 108号", 2018, 108),
        ("沈政办发〔２０１５〕１５号", 2015, 15),
        ("沈政办发〔2015〕 15 号", 2015, 15),
        ("沈政办发〔2015〕第15号", 2015, 15),
        ("瀋政辦發〔2015〕15號", 2015, 15),
        ("国办发〔1999〕007号", 1999, 7),
    ],
)
def test_numbers(text: str, year: int, number: int) -> None:
    """Any brackets, a lost closing one, full width and Traditional characters make no difference."""
    leaf = document_number_leaf(text, default_analysis())

    assert leaf is not None
    assert (year, number) == (leaf.year, leaf.number)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "15号",
        "〔2015〕15号",
        "沈政办发〔15〕15号",
        "沈政办发〔3015〕15号",
        "沈政办发〔2015〕15",
        "沈政办发2015-15号",
        "沈政办发〔2015〕12345号",
        "根据沈政办发〔2015〕15号文件",
        "abc〔2015〕15号",
    ],
)
def test_other_texts(text: str) -> None:
    """A text that is more, less or other than one document number is none."""
    assert document_number_leaf(text, default_analysis()) is None


def test_same_prefix() -> None:
    """Spellings of one number give equal leaves, so that they are one key of the cache."""
    spellings = ["沈政办发〔2015〕15号", "瀋政辦發[2015]015號"]

    assert len({document_number_leaf(text, default_analysis()) for text in spellings}) == 1
