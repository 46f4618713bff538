"""Forms of a region's name."""

from __future__ import annotations

import re

__all__ = ["short_name", "stem"]

# Longest first where one ends with another. 林区 ends one name only; 万柏林区 and 碑林区 end with 区.
_SUFFIX = re.compile(
    r"(?P<stem>..+?)"
    r"(?:特别行政区|壮族自治区|回族自治区|维吾尔自治区|自治[区州县旗]|[地特新]区|(?<=神农架)林区|[省市盟州县旗区])"
)

# The nationalities whose names stand in names of autonomous units, the longer first where one begins with another.
_NATIONALITY = (
    "蒙古族?|回族|藏族|维吾尔|苗族|彝族|壮族|布依族|朝鲜族|满族|侗族|瑶族|白族|土家族|哈尼族|哈萨克族?|傣族|黎族|傈僳族|佤族|"
    "畲族|拉祜族|水族|东乡族|纳西族|景颇族|柯尔克孜|土族|达斡尔族?|仫佬族|羌族|布朗族|撒拉族|毛南族|仡佬族|锡伯|塔吉克|怒族|"
    "鄂温克族|鄂伦春|保安族|裕固族|独龙族|普米族|各族"
)
_ETHNIC = re.compile(rf"(?P<place>.{{1,6}}?)(?:{_NATIONALITY})+(?:自治)?(?P<kind>(?<=自治)[州县旗]|(?<!自治)区)")


def stem(name: str) -> str:
    """A name without its suffix: 沈阳 for 沈阳市; the name itself when less than two characters would be left.

    One character is no stem, because 沛 for 沛县 stands in any text.
    """
    match = _SUFFIX.fullmatch(short_name(name) or name)
    return match["stem"] if match else name


def short_name(name: str) -> str | None:
    """The name of an autonomous unit or ethnic district without the nationalities; None for any other name.

    恩施州 for 恩施土家族苗族自治州, 管城区 for 管城回族区. Nothing is left of 东乡族自治县, so it has none.
    """
    match = _ETHNIC.fullmatch(name)
    return match["place"] + match["kind"] if match else None
