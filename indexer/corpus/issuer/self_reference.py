"""How does a text speak of itself: 我市, 全市 (a government), or 我局, 本厅 (an organ)?"""

from __future__ import annotations

import re
from collections import Counter
from typing import NamedTuple

__all__ = ["SelfReference", "speaks_of"]

_TEXT = 20_000  # characters that are read; what follows repeats
_PLACE = re.compile(r"[我全本]([省市州盟县区旗])(?!级)")
_AUTHORITY = re.compile(r"([省市州盟县区旗])(?<![我全国各本].)(?:人民)?(?:委|政府)(?![员托办]|信息)")
_ORGAN = re.compile(
    r"[我本全](?:(?<=[我本])(?:[局厅委部署院办处所站队馆社行校][^分门]|中心|公司|机关|单位|部门|系统|会)"
    r"|(?<=全)(?:[局厅委署院]|机关|系统))"
)
_TOWNSHIP = re.compile(r"[我全本](?:镇|乡|街道|办事处|街)")
_FEWEST = 2
_SHARE = 0.1  # of the times that the most frequent level is spoken of
_SHARE_OF_ORGAN = 0.3  # of the times that a place is spoken of: an organ speaks of 我局 again and again
_LEVELS = {"省": 0, "市": 1, "州": 1, "盟": 1, "县": 2, "区": 2, "旗": 2}


class SelfReference(NamedTuple):
    """How a text speaks of itself.

    Attributes:
        place: The suffix of its own unit, such as 市; empty when it says none or several as often.
        organ: Whether it speaks as an organ and not as a government.
        township: Whether it speaks as a township or street office.
        authority: The suffix of the government and Party committee it names most, where `place` is empty.
    """

    place: str
    organ: bool
    township: bool
    authority: str


def speaks_of(plain: str) -> SelfReference:
    """Tell how a text in plain form speaks of itself."""
    text = plain[:_TEXT]
    places = Counter(_PLACE.findall(text))
    authorities = Counter(_AUTHORITY.findall(text))
    if text.count("自治区") >= _FEWEST:
        del places["区"], authorities["区"]
    organ, township = len(_ORGAN.findall(text)), len(_TOWNSHIP.findall(text))
    return SelfReference(
        place=_lowest(places),
        organ=organ >= max(_FEWEST, _SHARE_OF_ORGAN * places.total()) and organ > township,
        township=township >= _FEWEST and township >= organ,
        authority=_lowest(authorities),
    )


def _lowest(counts: Counter[str]) -> str:
    """The suffix of the lowest level that is not rare; empty when there is none.

    A county speaks of 全市 and 全省 as well, to tell its rank among others; a province has no reason to speak of 全县.
    In autonomous regions 全区 may mean the region or a district, so that it says nothing.
    """
    enough = max(_FEWEST, _SHARE * max(counts.values(), default=0))
    often = [suffix for suffix, times in counts.items() if times >= enough]
    return max(often, key=lambda suffix: (_LEVELS[suffix], counts[suffix]), default="")
