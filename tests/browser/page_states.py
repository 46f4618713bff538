"""The states of the pages that every check of looks and manners visits, over the sample reports."""

from urllib.parse import quote

HANT = "003_07a482fc18ed2080"
HANS = "000_b2cd71d51ff83e88"


def search(q: str, more: str = "") -> str:
    """Path of a search."""
    return f"/search?q={quote(q)}{more}"


STATES: dict[str, str] = {
    "home": "/",
    "results": search("依申请公开"),
    "filtered": search("政务公开", "&region=210000&year=2008..2016&section=proactive"),
    "narrowed": search("政务公开", "&region=210100&-region=340000"),
    "everything": "/search",
    "empty": search("没有任何报告写过这一句", "&year=2015"),
    "notice": search('"依申请公开'),
    "unknown-value": search("公开", "&region=nowhere&x=1"),
    "choice": f"/search?region={quote('朝阳')}",
    "report": f"/doc/{HANS}",
    "report-hits": f"/doc/{HANS}?q={quote('政务公开')}",
    "report-hit": f"/doc/{HANT}?q={quote('依申請公開')}#hit-3",
    "help": "/help",
    "not-found": "/nothing",
    "page-too-far": search("公开", "&page=9"),
    "too-long": "/search?q=" + "x" * 501,
}

FAILING = {"not-found": 404, "page-too-far": 404, "too-long": 400}
"""Status of the states that are no 200."""
