"""The values of the region facet against plain loops: counts, nesting, what is left out, ticks and exclusions."""

from __future__ import annotations

from types import SimpleNamespace
from typing import TYPE_CHECKING, NamedTuple, cast

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from region_paths import PATHS

from indexer.model import UNKNOWN, FacetValue, SearchRequest, to_json
from indexer.regions import region_name
from indexer.search.execute import Executor, Filters
from indexer.search.facets.region import RegionFacet

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from indexer.backends.base import Columns
    from indexer.backends.leaves import LeafReader

FEW = 5  # some of the drawn trees have fewer regions and some more
VALUES = sorted({f"{code:06d}" for path in PATHS for code in path if code} | {"990000"})


class Drawn(NamedTuple):
    """The regions of reports by level, which reports the query finds, and what is ticked and excluded."""

    levels: list[tuple[int, int, int]]
    base: list[bool]
    ticked: list[str]
    excluded: list[str]

    @property
    def paths(self) -> list[tuple[str, ...]]:
        """The values of each report, from the highest down."""
        return [tuple(f"{code:06d}" for code in level if code) for level in self.levels]

    def count(self, value: str) -> int:
        """Reports that have a value, those gone that other values exclude."""
        others = {other for other in self.excluded if other != value}
        return sum(
            is_found and (value in path or (value == UNKNOWN and not path)) and not others & ({*path} or {UNKNOWN})
            for path, is_found in zip(self.paths, self.base, strict=True)
        )


@st.composite
def drawn(draw: st.DrawFn) -> Drawn:
    """Any reports under any request."""
    levels = draw(st.lists(st.sampled_from(PATHS), max_size=30))
    base = draw(st.lists(st.booleans(), min_size=len(levels), max_size=len(levels)))
    chosen = draw(st.lists(st.sampled_from([*VALUES, UNKNOWN]), max_size=4, unique=True))
    cut = draw(st.integers(0, len(chosen)))
    return Drawn(levels, base, chosen[:cut], chosen[cut:])


def made(case: Drawn) -> tuple[FacetValue, ...]:
    """What the facet gives."""
    columns = SimpleNamespace(region=np.array(case.levels, np.int32).reshape(-1, 3), reports=len(case.levels))
    executor = Executor(cast("Columns", columns), cast("LeafReader", None))
    everything = np.ones(len(case.levels), np.bool_)
    excluded = {value: executor.region((value,)) for value in case.excluded}
    ticked = executor.region(case.ticked) if case.ticked else everything
    filters = Filters(ticked, everything, everything, excluded, None)
    request = SearchRequest(regions=tuple(case.ticked), not_regions=tuple(case.excluded))
    facet = RegionFacet(executor, FEW)
    return tuple(facet.values(request, np.array(case.base, np.bool_), filters))


def expected(case: Drawn) -> Iterator[FacetValue]:
    """The same by loops."""
    known = {code for path in case.paths for code in path}
    chosen = {*case.ticked, *case.excluded}
    pairs = {(above, code) for path in case.paths for above, code in zip(("", *path), path)}  # noqa: B905 - as long as the shorter

    def value(code: str, children: tuple[FacetValue, ...] = ()) -> FacetValue:
        name = region_name(code)
        return FacetValue(code, name, case.count(code), code in case.ticked, code in case.excluded, children)

    def below(above: str, *, touched: bool) -> Iterator[FacetValue]:
        """One level; zeros are shown on the way to what is chosen and inside of it, or where there are few regions."""
        for code in sorted(code for parent, code in pairs if parent == above):
            leads = touched and (len(known) < FEW or any(code in path and chosen & {*path} for path in case.paths))
            if leads or case.count(code):
                yield value(code, tuple(below(code, touched=leads)))

    yield from below("", touched=True)
    yield from (value(code) for code in sorted(chosen - known - {UNKNOWN}))
    if case.count(UNKNOWN) or UNKNOWN in chosen:
        yield value(UNKNOWN)


def everyone(values: Iterable[FacetValue]) -> Iterator[FacetValue]:
    """The values of all levels."""
    for value in values:
        yield value
        yield from everyone(value.children)


@given(drawn())
def test_what_leads_to_a_choice(case: Drawn) -> None:
    """A value leads to what is ticked or excluded if it is that or it stands below; nothing is made to tell."""
    values = made(case)
    told = [value.leads_to_choice for value in values]

    for value in everyone(values):
        below = any(under.selected or under.excluded for under in everyone(value.children))
        assert value.leads_to_choice == (value.selected or value.excluded or below)
    assert told == [value.leads_to_choice for value in values]


@given(drawn())
def test_length_of_a_lazy_sequence(case: Drawn) -> None:
    """How many values stand below one is told before they are made."""
    lengths = [len(value.children) for value in everyone(made(case))]

    assert lengths == [len(tuple(value.children)) for value in everyone(made(case))]


@given(drawn())
def test_like_loops(case: Drawn) -> None:
    """Values, counts and nesting are those of plain loops, also as JSON."""
    values = made(case)

    assert to_json(tuple(expected(case))) == to_json(values)
    assert tuple(expected(case)) == values
