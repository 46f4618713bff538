"""Where does a text say who issues it? Every place that names the issuing organ, the most telling first."""

from __future__ import annotations

import re
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from indexer.corpus.issuer.organs import NAME, is_organ, kind_of
from indexer.corpus.issuer.tailed import TailedPattern
from indexer.corpus.numerals import DIGITS_HAN
from indexer.corpus.page_labels import label_pattern
from indexer.model import BodyKind
from indexer.regions import gazetteer

if TYPE_CHECKING:
    from collections.abc import Iterator

    from indexer.corpus.issuer.title import Title

__all__ = ["Issuer", "Issuers", "name_in_title", "without_inner_office"]

_OF_YEAR = " ?年?(?:度)?"
_YEARS = (
    ("20", r"[0-9]{2} ?年? ?[-—~至到]+ ?(?:20)?[0-9]{2} ?学年(?:度)?"),
    ("20", rf"[0-9]{{2}}{_OF_YEAR}"),
    ("19", rf"[0-9]{{2}}{_OF_YEAR}"),
    ("二", rf"[{DIGITS_HAN}]{{3}}{_OF_YEAR}"),
)
"""How years begin, and go on. A pattern of nothing but alternatives that begin with a character is looked for by these
characters alone, which takes half the time."""
_YEAR = f"(?:{'|'.join(begins + rest for begins, rest in _YEARS)})"
_YEAR_BEHIND_NO_DIGIT = f"(?:{'|'.join(f'{begins}(?<![0-9]{begins}){rest}' for begins, rest in _YEARS)})"
_SUBJECT = r"(?:本级)?(?:政府|政务|党务)?(?:信息|政务)公开"
_IN_TITLE = re.compile(rf"{_YEAR}? ?(?P<name>.*?)(?:关于)?(?:做好|开展|公布)?{_YEAR}?(?:的)?(?:年度)?{_SUBJECT}.*")

_AFTER_NAME = 30  # characters behind the name that evidence quotes
_OPENING = 3000  # characters in which a report says by whom and about whom it is
_ENDING = 500  # characters at the end in which it is signed
_DAY = r"[0-9一二三四五六七八九十]{1,3}"
_DATE = rf"(?:(?:19|20)[0-9]{{2}}|二[{DIGITS_HAN}]{{3}}) ?年 ?{_DAY} ?月 ?{_DAY} ?日"
_BEGINS = r"(?:(?<=[,。;:、\s(\]])|\A)"

_STATED = (
    (
        "announced",
        "preamble",
        re.compile(
            rf"(?:现将|现就|公布|编制|制作|发布){_YEAR}?(?P<name>{NAME}?)(?:关于)?{_YEAR}?(?:的|关于)?(?:年度)?{_SUBJECT}"
            r".{0,8}?(?:总结|报告|年报|情况)"
        ),
    ),
    (
        "compiled_by",
        "preamble",
        re.compile(
            rf"由(?P<name>{NAME}?)(?:负责|牵头|组织|汇总|统一)*"
            r"(?:编制|编写|起草|撰写|编辑|发布|(?:根据|按照|综合|汇总)[^。]{0,200}?(?:编制|编写|汇编|汇总|而成))"
        ),
    ),
    (
        "compiled_by",
        "preamble",
        TailedPattern(
            rf"{_BEGINS}(?P<name>{NAME}?)(?:组织|特|认真|(?:根据|按照|依据|依照|汇总|综合|结合)[^。]{{0,200}}?)?",
            rf"(?:编制|编写)(?:而成)?(?:了|完成|并|{_YEAR}|《|本)",
        ),
    ),
    (
        "compiled_by",
        "preamble",
        re.compile(rf"(?:根据|结合|汇总|综合){_YEAR}?(?P<name>{NAME}?){_YEAR}?{_SUBJECT}(?:工作)?(?:实际|情况)"),
    ),
    (
        "table",
        "table",
        re.compile(
            rf"(?:{label_pattern('issuer')}) {{0,3}}\]? {{0,3}}[:|]? {{0,3}}\|? {{0,3}}(?P<name>{NAME})(?=[\s|\]]|\Z)"
        ),
    ),
)
_SIGNED = re.compile(rf"{_BEGINS}(?P<name>{NAME})\s{{0,40}}{_DATE}\s*(?:\Z|\n|[\[(【])")
_SPEAKER = re.compile(
    rf"{_YEAR_BEHIND_NO_DIGIT}(?:以来)?,?(?P<name>{NAME}?)"
    r"(?=(?:(?:政府信息|政务|信息)公开工作)?(?:坚持|认真|深入|严格|高度|积极|全面|紧紧|紧扣|不断|持续|切实|进一步|始终|继续|牢|以|按照|根据|围绕|在|把|将|扎实|着力|大力|坚决"
    r"|主动|加强|通过|共|未|没有|受理|收到|立足|结合|贯彻|依法|制定|印发|组织|推进|强化|从))"
)
_SPEAKER_FIRST = TailedPattern(rf"{_BEGINS}(?P<name>{NAME}?)", rf"{_YEAR}(?:以来|累计|共|主动|全年|,)")
TAILED = [*(pattern for _, _, pattern in _STATED if isinstance(pattern, TailedPattern)), _SPEAKER_FIRST]
"""The patterns that are looked for from their ends."""

_CONTACT = re.compile(rf"(?:请|可)(?:直接)?(?:与|联系:? ?|致电|向)(?P<name>{NAME}?)(?=联系|\(|,|咨询|反映)")
_TOLD_BY_OFFICE = frozenset({"contact", "compiled_by"})
_ABBREVIATED = re.compile(r"\(以下简称[^()]*\)")
_INNER_OFFICE = re.compile(
    r"(?<=.)(?:党政(?:综合)?|综合|(?:政府|政务)?信息(?:与政务)?公开(?:工作)?(?:领导小组)?|政务公开(?:领导小组)?|秘书|信息|新闻)?"
    r"(?:办公室|科|处|股|办|中心)\Z"
)
"""A part of an organ that answers the telephone for it."""


class Issuer(NamedTuple):
    """A place that names the issuing organ.

    Attributes:
        name: In plain form; as the text has it, perhaps short (市水利局).
        start: Offset of the words that tell, or of the title.
        end: Offset after them.
        zone: Where they stand, as `Evidence.source`.
        rule: Name of the rule.
        confidence: How surely this is the issuer.
    """

    name: str
    start: int
    end: int
    zone: str
    rule: str
    confidence: float


_CONFIDENCE = {"announced": 0.9, "compiled_by": 0.8, "table": 0.8, "signed": 0.8, "speaker": 0.7, "contact": 0.5}


class Issuers:
    """Every place that names the issuer, the most telling first; of most reports the title is all that is asked for.

    Args:
        plain: The text in plain form.
        title: Its title.
        named: The name that the title has, as `name_in_title` gives it.
    """

    def __init__(self, plain: str, title: Title | None, named: str) -> None:
        self._plain, self._title = plain, title
        self._in_title = Issuer(named, title.start, title.end, "title", "title_body", 1.0) if title and named else None

    def __iter__(self) -> Iterator[Issuer]:
        if self._in_title:
            yield self._in_title
        yield from self._below_title

    @property
    def first(self) -> Issuer | None:
        """The most telling one."""
        return next(iter(self), None)

    @cached_property
    def _below_title(self) -> tuple[Issuer, ...]:
        return tuple(_in_text(self._plain, self._title.end if self._title else 0))


def name_in_title(plain: str, title: Title) -> str:
    """The body's name as the title has it, in plain form; empty when it has none."""
    match = _IN_TITLE.fullmatch("".join(plain[title.start : title.end].split()))
    name = match["name"].strip("- —:") if match else ""
    name = re.split(rf"(?<=[\u3400-\u9fff]){_YEAR}", name)[0]  # 广州海关2015年海关政府信息公开
    name = _with_government(name)
    return "" if re.fullmatch(r"[我本].{1,2}|[省市县区]级?|关于", name) else name


def _with_government(name: str) -> str:
    """The whole name where 政府 belongs to it and to what is made public as well: 淮北市人民|政府信息公开工作."""
    return f"{name}政府" if name.endswith("人民") else name


def _in_text(plain: str, start: int) -> Iterator[Issuer]:
    opening = plain[: start + _OPENING]
    for rule, zone, pattern in _STATED:
        yield from _found(pattern, opening, rule, zone)
    ending = max(0, len(plain) - _ENDING)
    for issuer in _found(_SIGNED, plain[ending:], "signed", "dateline"):
        yield issuer._replace(start=issuer.start + ending, end=issuer.end + ending)
    yield from _found(_SPEAKER, opening, "speaker", "body")
    yield from _found(_SPEAKER_FIRST, opening, "speaker", "body")
    yield from _found(_CONTACT, opening, "contact", "preamble")


def _found(pattern: re.Pattern[str] | TailedPattern, text: str, rule: str, zone: str) -> Iterator[Issuer]:
    for match in pattern.finditer(text):
        name = _trimmed(_with_government(match["name"]))
        if rule in _TOLD_BY_OFFICE:
            name = without_inner_office(name)
        if is_organ(name) and _is_known_place(name) and f"以下简称{name})" not in text:
            end = min(match.end(), match.end("name") + _AFTER_NAME)
            yield Issuer(name, match.start(), end, zone, rule, _CONFIDENCE[rule])


def without_inner_office(name: str) -> str:
    """The organ that an office of its own answers or compiles for; an office of a government is an organ itself."""
    outer = _INNER_OFFICE.sub("", name)
    if outer == name or (kind_of(name) is BodyKind.GOVERNMENT_OFFICE and kind_of(outer) is not BodyKind.TOWNSHIP):
        return name
    return outer if is_organ(outer) else name


def _is_known_place(name: str) -> bool:
    """Whether a name that ends as places do ends in one; 湖州 ends in 州 and is short for 湖州市."""
    if name[-1] not in "省市县区旗盟州" or kind_of(name) is BodyKind.ZONE:
        return True
    return any(mention.end == len(name) for mention in gazetteer().iter_mentions(name))


def _trimmed(name: str) -> str:
    """A name without the words of a sentence that stand before the place it begins with (无|河北省财政厅)."""
    name = _ABBREVIATED.sub("", name)
    mention = next(gazetteer().iter_mentions(name), None)
    if (
        mention
        and mention.start > 0
        and not is_organ(name[: mention.start])
        and not name.startswith(("中共", "国家", "中国", "中华", "驻"))
    ):
        return name[mention.start :]
    return name
