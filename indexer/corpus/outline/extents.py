"""Where does a heading end? At the end of its line, after its full stop, or where the report begins to speak.

Lengths are those of published headings. Where a page lost its line breaks a heading runs into the text
(一、总体情况2021年,我区…) and its end has to be told from the words.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from indexer.corpus.outline.tables import STATUTORY_TITLE

if TYPE_CHECKING:
    from indexer.corpus.outline.markers import Mark

__all__ = ["LONGEST_TITLE", "Extent", "extent"]

_OWN = 60  # characters of a line that is a heading
LONGEST_TITLE = 41
"""Characters from the marker to the full stop."""
_LEAD = 20  # characters of a lead before a colon
_SHORTEST = 2
_GUESSED = 24  # characters before a word that begins a sentence; farther on it stands inside one
_WINDOW = 64

_US = "我(?:[省市县区旗州盟镇乡厅局委办院部]|们|街道)"
_YEAR_SPEAKS = (
    rf"(?:19|20)[0-9]{{2}} ?年度?(?:,|以来|{_US}|全[年省市县区州]|本|共|累计|新增|制[作定]"
    r"|主动公开|受理|收到|未|没有|无)"
)
_NEXT_NUMBER = r"\(一\)|[㈠⑴⒈]|(?<![0-9.])1[.、](?![0-9])|(?<![统唯之同万])一是"
_STRONG_END = re.compile(rf"(?<=..)(?<![,、])(?:{_YEAR_SPEAKS}|{_NEXT_NUMBER})")
"""What never stands inside a heading: a year that begins a sentence, and the first number of the level below."""

_LIST_GOES_ON = re.compile(
    r"; {0,4}(?:[0-9]{1,2}[、.]|\([一二三四五六七八九十0-9]{1,2}\)|[㈡-㈩⑵-⒇⒉-⒛]|[二三四五六七八九十]是)"
)
"""The next item of a list whose items are parts of one sentence."""

_CLOSER = re.compile(
    r"(?:情况|概述|概况|事项|措施|打算|方面|意见)(?![及和与的、,说统概评通反汇情事打措方意报中下上之])"
)
"""Words that end headings, where nothing follows that goes on with them (情况及成效, 问题和意见建议)."""

_YEAR_AT_END = re.compile(r"(?:19|20)[0-9]{2} ?年\Z")  # 舆情回应2018年|围绕…: the year begins the sentence

_OPENER = re.compile(
    rf"(?<=....)(?:{_US}|本[省市县区州局厅委办机年]|各[级地省市县区乡镇部]"
    r"|根据|按照|依据|依照|围绕|坚持|通过|随着|由于|虽然|目前|截[至止]"
    r"|全年|今年|一年来|近年来|始终|严格|认真|着力|(?<![存正所现潜内外])在(?!线|编|职|岗|于))"
)
"""Words that begin sentences of reports; they count only where nothing else ends the heading."""


class Extent(NamedTuple):
    """The end of a heading.

    Attributes:
        end: Offset after it.
        style: ``own`` line, ``runin`` before text in the same line, or ``inline`` in a page without line breaks.
    """

    end: int
    style: str


def extent(plain: str, mark: Mark, speaker: str) -> Extent | None:
    """Find where the heading at a mark ends; None when it is none, because it is too long or an item of a list.

    Args:
        plain: The text in plain form.
        mark: Where the heading may begin.
        speaker: Name of the issuing body as its title has it, which begins sentences; empty when not known.
    """
    if statutory := STATUTORY_TITLE.match(plain, mark.start, mark.limit):
        return Extent(statutory.end(), _style(mark, whole=statutory.end() == mark.limit))
    window = plain[mark.title : min(mark.limit, mark.title + _WINDOW)]
    whole = mark.title + len(window) == mark.limit and mark.limit - mark.start <= _OWN
    length = _stated_end(window, mark, whole=whole) or _guessed_end(window, mark, speaker)
    if length < _SHORTEST or ";" in window[: length - 1] or window[length - 1] in ",、的":
        return None
    if window[length - 1] == ":" and _LIST_GOES_ON.search(plain, mark.title + length, mark.limit):
        return None
    return Extent(mark.title + length, _style(mark, whole=whole and length == len(window)))


def _style(mark: Mark, *, whole: bool) -> str:
    if mark.inside:
        return "inline"
    return "own" if whole else "runin"


def _stated_end(window: str, mark: Mark, *, whole: bool) -> int:
    """Length of the title as marks and layout give it; 0 when they do not."""
    stop, colon = window.find("。"), window.find(":")
    ends = [stop + 1] if 0 <= stop < LONGEST_TITLE else []
    if 0 < colon <= _LEAD and not (whole and stop < 0):
        ends.append(colon + 1)
    if strong := _STRONG_END.search(window):
        ends.append(strong.start())
    if mark.inside and (blank := _blank(window)):
        ends.append(blank)
    if whole and stop < 0:
        ends.append(len(window))
    return min(ends, default=0)


_TITLE_BLANK = re.compile(r"(?<=[^ ,、a-z0-9]) ", re.IGNORECASE)


def _blank(window: str) -> int:
    """Where a blank ends a title; none does behind digits and letters, which typists put blanks around."""
    blank = _TITLE_BLANK.search(window, _SHORTEST, LONGEST_TITLE)
    return blank.start() if blank else 0


def _guessed_end(window: str, mark: Mark, speaker: str) -> int:
    """Length of the title as its words give it; 0 when nothing tells."""
    if closer := _CLOSER.search(window, _SHORTEST, LONGEST_TITLE):
        return closer.end()
    if not mark.inside:
        return 0
    opener = _OPENER.search(window, _SHORTEST, LONGEST_TITLE)
    begins = [opener.start()] if opener else []
    if speaker and (said := window.find(speaker)) > 0:
        begins.append(said)
    end = min(begins) if begins and min(begins) <= _GUESSED else 0
    return len(_YEAR_AT_END.sub("", window[:end]))
