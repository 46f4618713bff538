"""Everything that the indexer raises on purpose.

    IndexerError
    ├── CorpusError         UnreadableFile
    ├── SettingsError
    ├── OutputError
    ├── QueryError          InvalidRequest · PageOutOfRange · UnknownLink
    │                       UnknownReport (ReportMoved · ReportWithdrawn)
    ├── LinkStoreError      LinkExists · LinksClosed
    ├── IndexStoreError     IndexNotFound · NotAnIndex · IndexIncompatible · IndexLocked · IndexCorrupt · BuildFailed
    └── BackendError        SearchTimeout

A message says what happened, to what, and what to do next, in English, for the terminal and the log. Pages have their
own words, in Chinese; they show only the message of an `InvalidRequest` as it is, so that one is in Chinese, too.

The doors translate:

    command line   IndexStoreError 3 · BackendError 4 · all others 2
    web            InvalidRequest 400 · PageOutOfRange, UnknownReport, UnknownLink 404 · LinksClosed 403
                   ReportMoved 301 on pages · ReportWithdrawn 410
                   LinkExists 409 · other LinkStoreErrors, IndexStoreError 503
                   SearchTimeout 504 · else 500

Anything else that escapes is a bug.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

__all__ = [
    "REBUILD",
    "BackendError",
    "BuildFailed",
    "CorpusError",
    "IndexCorrupt",
    "IndexIncompatible",
    "IndexLocked",
    "IndexNotFound",
    "IndexStoreError",
    "IndexerError",
    "InvalidRequest",
    "LinkExists",
    "LinkStoreError",
    "LinksClosed",
    "NotAnIndex",
    "OutputError",
    "PageOutOfRange",
    "QueryError",
    "ReportMoved",
    "ReportWithdrawn",
    "SearchTimeout",
    "SettingsError",
    "UnknownLink",
    "UnknownReport",
    "UnreadableFile",
]


REBUILD = "rebuild it with: nianbao index PATH..."
"""What to do about an index that cannot be used as it is; the end of many messages."""


class IndexerError(Exception):
    """The root of the tree; its text is fit to be shown to a person."""


class SettingsError(IndexerError):
    """A setting from outside has a value that cannot be used."""


class CorpusError(IndexerError):
    """Something in the corpus could not be used."""


class UnreadableFile(CorpusError):
    """One file could not be read as a report.

    Attributes:
        path: The file.
        reason: Why, in a few words without the path.
        advice: What to do next.
    """

    def __init__(self, path: Path, reason: str, advice: str) -> None:
        super().__init__(f"{path}: {reason}; {advice}")
        self.path = path
        self.reason = reason
        self.advice = advice

    def __reduce__(self) -> tuple[type[UnreadableFile], tuple[Path, str, str]]:
        """Errors come back from other processes; by default they are made anew from their message alone."""
        return UnreadableFile, (self.path, self.reason, self.advice)


class OutputError(IndexerError):
    """A file that was asked for cannot be written."""


class QueryError(IndexerError):
    """The person's request cannot be answered as it stands."""


class InvalidRequest(QueryError):
    """A request breaks a limit or a rule of its form.

    Attributes:
        code: A stable machine-readable name, such as ``query_too_long``.
        message: For a person, in Simplified Chinese, because pages show it.
        hint: What to do next, in Simplified Chinese.
        column: Code-point offset into the query that the message is about, from 0; None when it is not about one place.
    """

    def __init__(self, code: str, message: str, hint: str, column: int | None = None) -> None:
        super().__init__(f"{message}；{hint}")
        self.code = code
        self.message = message
        self.hint = hint
        self.column = column


class PageOutOfRange(QueryError):
    """A page after the last one was asked for.

    Attributes:
        page: The page asked for, from 1.
        pages: How many pages there are, at least 1.
    """

    def __init__(self, page: int, pages: int) -> None:
        super().__init__(f"there is no page {page}; the last page of these results is {pages}")
        self.page = page
        self.pages = pages


class UnknownReport(QueryError):
    """No report of the live index has this id.

    Attributes:
        report_id: The id asked for.
    """

    def __init__(self, report_id: str, why: str = "nianbao search -l lists the ids of results") -> None:
        super().__init__(f"there is no report {report_id}; {why}")
        self.report_id = report_id


class ReportMoved(UnknownReport):
    """The report that had this id has another one now.

    Attributes:
        target: The id that it has.
    """

    def __init__(self, report_id: str, target: str) -> None:
        super().__init__(report_id, f"it is {target} now")
        self.target = target


class ReportWithdrawn(UnknownReport):
    """The report that had this id is no longer in the archive.

    Attributes:
        title: Its title.
        date: Day on which it was found gone, ISO 8601.
    """

    def __init__(self, report_id: str, title: str, date: str) -> None:
        super().__init__(report_id, f"“{title}” has not been in the archive since {date}")
        self.title = title
        self.date = date


class UnknownLink(QueryError):
    """No saved link has this name.

    Attributes:
        name: The name asked for.
    """

    def __init__(self, name: str) -> None:
        super().__init__(f"there is no link named {name:.70}; nianbao links list shows the named ones")
        self.name = name


class LinkStoreError(IndexerError):
    """The file of saved links cannot be used as asked; nothing in it was changed."""


class LinkExists(LinkStoreError):
    """Another search has this name already.

    Attributes:
        name: The name.
    """

    def __init__(self, name: str) -> None:
        super().__init__(f"there is a link named {name} already; choose another name, or replace it with --replace")
        self.name = name


class LinksClosed(LinkStoreError):
    """Links are not created here, or no more of them."""


class IndexStoreError(IndexerError):
    """The folder of indexes is not in a state to be used; nothing in it was changed."""


class IndexNotFound(IndexStoreError):
    """There is no live index yet."""


class NotAnIndex(IndexStoreError):
    """The folder holds something that is not an index of ours."""


class IndexIncompatible(IndexStoreError):
    """The live index was written under other rules than this program's."""


class IndexLocked(IndexStoreError):
    """Another process is writing."""


class BuildFailed(IndexStoreError):
    """A build could not go on; the index that was live is live."""


class IndexCorrupt(IndexStoreError):
    """The live index is damaged or incomplete."""


class BackendError(IndexerError):
    """The engine below failed in a way that is not the request's fault."""


class SearchTimeout(BackendError):
    """A search took longer than it may and was stopped.

    Attributes:
        seconds: What it may take.
    """

    def __init__(self, seconds: float) -> None:
        super().__init__(
            f"the search was stopped after {seconds:g} s; add a region, year or section, or use more specific words"
        )
        self.seconds = seconds
