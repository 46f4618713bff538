"""The page that tells what went wrong."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from webapp.views.frame import Frame, Link, SearchBox, full_title

if TYPE_CHECKING:
    from webapp.problems import Problem

__all__ = ["ProblemPage", "problem_page"]

_HOME = Link("回到首页", "/")
_HELP = Link("检索语法", "/help")


@dataclass(frozen=True, slots=True, kw_only=True)
class ProblemPage:
    """What went wrong.

    Attributes:
        frame: What the layout prints; its search box holds what was asked.
        status: HTTP status code.
        title: Headline.
        message: What happened.
        hint: What to do next; may be empty.
        detail: What the operator must know, in English; may be empty.
        links: Ways out.
    """

    template: ClassVar[str] = "problem.html"

    frame: Frame
    status: int
    title: str
    message: str
    hint: str
    detail: str
    links: tuple[Link, ...]


def problem_page(problem: Problem, search_box: SearchBox, *ways_out: Link) -> ProblemPage:
    """Make the page of a problem; `ways_out` come before the home page."""
    return ProblemPage(
        frame=Frame(title=full_title(problem.title), search_box=search_box),
        status=problem.status,
        title=problem.title,
        message=problem.message,
        hint=problem.hint,
        detail=problem.detail,
        links=(*ways_out, _HOME, _HELP),
    )
