"""Which reports are of one body."""

import pytest
from msgspec.structs import replace
from reading import report_of

from indexer.corpus import body_key
from indexer.model import Body, BodyKind, Fact, Place, RegionOfReport, Report, Scope

LIAONING, PANJIN = Place("210000", "辽宁省"), Place("211100", "盘锦市")
DAWA_COUNTY, DAWA = Place("211122", "大洼县"), Place("211104", "大洼区")
OF_2015 = RegionOfReport((LIAONING, PANJIN, DAWA_COUNTY), (DAWA,))
OF_2018 = RegionOfReport((LIAONING, PANJIN, DAWA), (DAWA,))
OF_THE_CITY = RegionOfReport((LIAONING, PANJIN), (PANJIN,))


@pytest.fixture(scope="module")
def plain() -> Report:
    """A report of which nothing is known."""
    return report_of("")


def key(plain: Report, name: str | None, region: RegionOfReport | None) -> str:
    """The key of a report of such a body."""
    body = Body(name, BodyKind.UNKNOWN, Scope.UNKNOWN) if name else None
    return body_key(replace(plain, body=Fact(value=body), region=Fact(value=region)))


def test_one_body(plain: Report) -> None:
    """The name with and without the places above, and before and after the county became a district."""
    names = {
        key(plain, "大洼县人民政府", OF_2015),
        key(plain, "盘锦市大洼县人民政府", OF_2015),
        key(plain, "大洼区人民政府", OF_2018),
        key(plain, "辽宁省盘锦市大洼区人民政府", OF_2018),
    }
    assert 1 == len(names)


def test_other_bodies(plain: Report) -> None:
    """A government and its office, its neighbours and those of the same name elsewhere are others."""
    names = [
        key(plain, "大洼区人民政府", OF_2018),
        key(plain, "大洼区人民政府办公室", OF_2018),
        key(plain, "盘锦市人民政府", OF_THE_CITY),
        key(plain, "民政局", OF_THE_CITY),
        key(plain, "民政局", OF_2018),
        key(plain, "民政局", None),
    ]
    assert len(names) == len(set(names))
    assert all(names)


def test_unknown_body(plain: Report) -> None:
    """An unknown body is not one body."""
    assert "" == key(plain, None, OF_2018) == key(plain, None, None)
