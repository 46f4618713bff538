"""The tree of the region facet against plain loops, also where a unit changed hands."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from region_paths import PATHS

from indexer.search.facets.region_tree import Region, RegionTree
from indexer.search.region_paths import RegionPaths

if TYPE_CHECKING:
    from collections.abc import Iterator


def nested(regions: tuple[Region, ...], above: str = "") -> Iterator[tuple[str, str]]:
    """Every region of the tree behind the one above it."""
    for region in regions:
        yield above, region.value
        yield from nested(region.below, region.value)


@given(st.lists(st.sampled_from(PATHS), max_size=30), st.data())
def test_like_loops(paths: list[tuple[int, int, int]], data: st.DataObject) -> None:
    """Each region counts the reports whose path has it, and stands once below each one that it was ever under."""
    tree = RegionTree(RegionPaths.of(np.array(paths, np.int32).reshape(-1, 3)))
    kept = data.draw(st.lists(st.booleans(), min_size=len(paths), max_size=len(paths)))
    counts = tree.counts(np.array(kept, np.bool_))
    named = [[f"{code:06d}" for code in path if code] for path in paths]

    assert {code for path in named for code in path} == set(tree.values)
    for value, place in tree.values.items():
        assert sum(value in path for path, is_kept in zip(named, kept, strict=True) if is_kept) == counts[place]
    pairs = {(above, code) for path in named for above, code in zip(["", *path], path, strict=False)}
    assert sorted(pairs) == sorted(nested(tree.top))
    assert [not path for path in named] == tree.unknown.tolist()
    assert_flat(tree.top)


def assert_flat(regions: tuple[Region, ...]) -> None:
    """What is called flat is so."""
    for region in regions:
        if region.flat:
            assert [*range(region.place + 1, region.place + 1 + len(region.below))] == [r.place for r in region.below]
            assert not any(under.below for under in region.below)
        assert_flat(region.below)
