"""What went wrong, told once: every failure as one value that pages and the API render."""

from __future__ import annotations

from dataclasses import dataclass
from functools import singledispatch

from werkzeug.exceptions import HTTPException

from indexer.errors import (
    IndexStoreError,
    InvalidRequest,
    LinkExists,
    LinksClosed,
    LinkStoreError,
    PageOutOfRange,
    ReportWithdrawn,
    SearchTimeout,
    UnknownLink,
    UnknownReport,
)

__all__ = ["RETRY_AFTER_S", "Problem", "problem_of"]

RETRY_AFTER_S = 60
"""Seconds after which a client may ask again while there is no index or too many requests came: a build of a small
collection takes about as long."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """A failure.

    Attributes:
        status: HTTP status code.
        code: Stable machine-readable name.
        title: Headline of the page, in Simplified Chinese.
        message: What happened, for a person, in Simplified Chinese.
        hint: What to do next, in Simplified Chinese; may be empty.
        column: Code-point offset into the query that it is about, from 0; None when not about one place.
        detail: What the operator must know, in English; may be empty.
    """

    status: int
    code: str
    title: str
    message: str
    hint: str = ""
    column: int | None = None
    detail: str = ""

    @property
    def retry_after_s(self) -> int | None:
        """Seconds to wait before the same request may succeed; None when waiting does not help."""
        return RETRY_AFTER_S if self.status in _TEMPORARY else None


_TEMPORARY = frozenset({429, 503})

_WAIT = "请稍等片刻再试。"

_HTTP_PROBLEMS: dict[int, tuple[str, str, str, str]] = {
    400: ("bad_request", "请求有误", "服务器看不懂这个请求。", "请检查网址，或重新输入检索词。"),
    403: ("forbidden", "不允许", "这里只接受本站页面上的表单，或者已经停用了保存链接。", "请从检索结果页操作。"),
    404: ("not_found", "没有这个页面", "这个网址没有对应的页面。", "请检查网址，或从检索开始。"),
    405: ("method_not_allowed", "不支持的请求方法", "这个网址不支持这种请求方法。", ""),
    413: ("body_too_large", "请求过大", "提交的内容超过了长度限制。", ""),
    414: ("url_too_long", "网址过长", "网址超过了长度限制。", "请缩短检索词或减少条件。"),
    415: ("not_a_form", "不支持的正文", "这里只接受表单。", ""),
    416: ("range_not_satisfiable", "没有这一段", "文件里没有所要求的这一段。", "请取回整个文件。"),
    429: ("too_many_requests", "请求过于频繁", "短时间内请求太多。", _WAIT),
    503: ("busy", "正忙", "同时导出的人太多。", _WAIT),
}

_FAULTS_OF_CLIENTS = range(400, 500)

_INTERNAL = Problem(
    status=500,
    code="internal_error",
    title="服务器出错",
    message="处理这个请求时出了错，已经记入日志。",
    hint="请稍后再试；如果一再出现，请告知网站管理者。",
)


@singledispatch
def problem_of(error: Exception) -> Problem:  # noqa: ARG001 - an unknown failure has one answer; its text is for the log
    """Translate an exception; any other one is an internal error whose text is not shown outside."""
    return _INTERNAL


@problem_of.register
def _(error: InvalidRequest) -> Problem:
    return Problem(
        status=400,
        code=error.code,
        title="检索条件有误",
        message=f"{error.message}。",
        hint=f"{error.hint}。",
        column=error.column,
    )


@problem_of.register
def _(error: PageOutOfRange) -> Problem:
    return Problem(
        status=404,
        code="page_out_of_range",
        title=f"没有第 {error.page} 页",
        message=f"只有 {error.pages} 页。",
        hint=f"请看第 {error.pages} 页，或放宽条件。",
    )


@problem_of.register
def _(error: ReportWithdrawn) -> Problem:
    return Problem(
        status=410,
        code="report_withdrawn",
        title="这份报告已经撤下",
        message=f"“{error.title}”原来的编号是“{error.report_id}”，{error.date} 起不在库中。",
        hint="可以检索它的标题，看看有没有别的版本。",
    )


@problem_of.register
def _(error: UnknownReport) -> Problem:
    return Problem(
        status=404,
        code="unknown_report",
        title="没有这份报告",
        message=f"没有编号为“{error.report_id}”的报告。",
        hint="请从检索结果打开报告。",
    )


@problem_of.register
def _(error: SearchTimeout) -> Problem:
    return Problem(
        status=504,
        code="timeout",
        title="检索超时",
        message=f"这次检索超过了 {error.seconds:g} 秒，已经停止。",
        hint="请加上地区、年度或章节，或用更具体的检索词。",
    )


@problem_of.register
def _(error: UnknownLink) -> Problem:
    return Problem(
        status=404,
        code="unknown_link",
        title="没有这个链接",
        message=f"没有名为“{error.name:.70}”的链接。",
        hint="请检查网址，或从保存的链接里找。",
    )


@problem_of.register
def _(error: LinkExists) -> Problem:
    return Problem(
        status=409,
        code="link_exists",
        title="链接名已被使用",
        message=f"已有名为“{error.name:.70}”的链接。",
        hint="请返回上一页，换一个链接名。",
    )


@problem_of.register
def _(_error: LinksClosed) -> Problem:
    return Problem(
        status=403,
        code="links_full",
        title="不能再保存链接",
        message="保存的链接已达到上限。",
        hint="请直接使用本页网址，它长期有效。",
    )


@problem_of.register
def _(_error: LinkStoreError) -> Problem:
    return Problem(
        status=503,
        code="links_unavailable",
        title="保存的链接暂时不能使用",
        message="存放链接的文件读写失败，已经记入日志。",
        hint="检索不受影响；请稍后再试，或告知网站管理者。",
    )


@problem_of.register
def _(error: IndexStoreError) -> Problem:
    return Problem(
        status=503,
        code="no_index",
        title="暂时不能检索",
        message="索引还没有准备好。",
        hint="网站管理者请看上面的说明；准备好以后本页自会恢复。",
        detail=str(error),
    )


@problem_of.register
def _(error: HTTPException) -> Problem:
    status = error.code or 500
    known = _HTTP_PROBLEMS.get(status)
    if known is None and status in _FAULTS_OF_CLIENTS:
        known = _HTTP_PROBLEMS[400]
    if known is None:
        return _INTERNAL
    code, title, message, hint = known
    return Problem(status=status, code=code, title=title, message=message, hint=hint)
