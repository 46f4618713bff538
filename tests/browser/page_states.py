"""The states of the pages that every check of looks and manners visits."""

from dataclasses import dataclass
from urllib.parse import quote

HANT = "003_07a482fc18ed2080"
HANS = "000_b2cd71d51ff83e88"


def search(q: str, more: str = "") -> str:
    """Path of a search."""
    return f"/search?q={quote(q)}{more}"


@dataclass(frozen=True)
class State:
    """One state: where it is, its status, and whether the server of made reports has it and not that of the seeds."""

    path: str
    status: int = 200
    made: bool = False


MAIN: dict[str, State] = {
    "home": State("/"),
    "results": State(search("依申请公开")),
    "filtered": State(search("政务公开", "&region=210000&year=2008..2016&section=proactive")),
    "empty": State(search("没有任何报告写过这一句", "&year=2015")),
    "notice": State(search('"依申请公开')),
    "page-2": State("/search?page=2", made=True),
    "report": State(f"/doc/{HANS}"),
    "report-hit": State(f"/doc/{HANT}?q={quote('依申請公開')}#hit-3"),
    "facet": State(f"/facet/region?q={quote('公开')}"),
    "links": State("/links"),
    "help": State("/help"),
    "not-found": State("/nothing", 404),
    "too-many": State("/too-many", 429, made=True),
}
"""Thirteen states, visited in every variant."""

MORE: dict[str, State] = {
    "narrowed": State(search("政务公开", "&region=210100&-region=340000")),
    "everything": State("/search"),
    "unknown-value": State(search("公开", "&region=nowhere&x=1")),
    "choice": State(f"/search?region={quote('朝阳')}"),
    "report-hits": State(f"/doc/{HANS}?q={quote('政务公开')}"),
    "report-turned": State(f"/doc/{HANT}?q={quote('依申請公開')}&view=hans&view=hits"),
    "report-section": State(f"/doc/{HANT}/s/requests?q={quote('依申請公開')}"),
    "years": State("/facet/year?year=1999..2010"),
    "page-too-far": State(search("公开", "&page=9"), 404),
    "too-long": State("/search?q=" + "x" * 501, 400),
    "no-index": State("/no-index", 503, made=True),
}
"""What else there is, visited at full and at the least width."""

STATES = MAIN | MORE
