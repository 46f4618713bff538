"""What a terminal shows of facets with thousands of values."""

from __future__ import annotations

import io
import re
from typing import TYPE_CHECKING

from msgspec.structs import replace
from rich.console import Console

from indexer.cli.render import Printer
from indexer.model import Facets, FacetValue, SearchRequest
from indexer.search import open_searcher
from indexer.settings import Settings

if TYPE_CHECKING:
    from pathlib import Path


def _regions(many: int = 30, below: int = 30, *, ticked: str = "") -> tuple[FacetValue, ...]:
    """Regions with others below each, of which one may be ticked."""
    return tuple(
        FacetValue(
            f"{one}",
            f"省{one}",
            30,
            children=tuple(
                FacetValue(f"{one}-{two}", f"市{one}-{two}", 1, selected=f"{one}-{two}" == ticked)
                for two in range(below)
            ),
        )
        for one in range(many)
    )


def _shown(seeds_index: Path, regions: tuple[FacetValue, ...]) -> list[str]:
    """The lines of the facet, with two blanks before each count."""
    return [re.sub(r"(?<=\S) +(?=[0-9]+$)", "  ", line) for line in _printed(seeds_index, regions)]


def _printed(seeds_index: Path, regions: tuple[FacetValue, ...]) -> list[str]:
    response = open_searcher(Settings(index_dir=seeds_index)).search(SearchRequest())
    screen = Console(file=io.StringIO(), width=100)
    Printer(screen).response(replace(response, results=(), facets=Facets(regions, (), ())))
    assert isinstance(screen.file, io.StringIO)
    lines = [line.rstrip() for line in screen.file.getvalue().splitlines()]
    return lines[lines.index("地区") + 1 :]


def test_first_of_many(seeds_index: Path) -> None:
    """Of many values the first ones stand there, without what is below them, and how many there are beside."""
    assert [f"  省{one}  30" for one in range(12)] + ["  … 另有 18 项"] == _shown(seeds_index, _regions())


def test_ticked_value_is_shown_wherever_it_stands(seeds_index: Path) -> None:
    """A value that is ticked is shown with the one above it, however late it comes."""
    shown = _shown(seeds_index, _regions(ticked="20-25"))

    assert [f"    市20-{two}  1" for two in range(12)] == shown[13:25]
    assert ["  省20  30", "✓   市20-25  1", "    … 另有 17 项", "  … 另有 17 项"] == [shown[12], *shown[25:]]


def test_counts_stand_below_each_other(seeds_index: Path) -> None:
    """Counts end in one column behind the longest name, wide characters included."""
    values = (FacetValue("a", "省", 1204), FacetValue("b", "内蒙古自治区", 7), FacetValue("c", "Macao", 36))

    lines = ["  省            1,204", "  内蒙古自治区      7", "  Macao            36"]
    assert lines == _printed(seeds_index, values)[:3]


def test_few_values_are_shown_with_all_that_is_below(seeds_index: Path) -> None:
    """Where there is room for everything, everything is shown."""
    few = _regions(4, 2)

    assert ["  省0  30", "    市0-0  1", "    市0-1  1", "  省1  30"] == _shown(seeds_index, few)[:4]
    assert 12 == len(_shown(seeds_index, few))
