"""Every setting of the program in one frozen value; the environment is read here and nowhere else."""

from __future__ import annotations

import os
import re
from enum import StrEnum
from ipaddress import ip_network
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from indexer.errors import SettingsError

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["LinkCreation", "Settings", "WebSettings"]


class LinkCreation(StrEnum):
    """What visitors of the pages may save."""

    ALL = "all"
    SHORT = "short"
    OFF = "off"


class WebSettings(msgspec.Struct, frozen=True, kw_only=True):
    """What can be set of the pages.

    Attributes:
        link_creation: Which saved links visitors may make: ``all``, ``short`` links only, or ``off``.
            ``NIANBAO_LINK_CREATION``, default ``all``.
        public_url: Address under which the pages are known outside, such as ``https://reports.example/nianbao``; it
            stands in feeds, exports and the sitemap. ``NIANBAO_PUBLIC_URL``; empty takes what each request says.
        prefix: Path below which the pages are mounted, such as ``/nianbao``. ``NIANBAO_PREFIX``, default none.
        trusted_proxies: Addresses and networks whose ``X-Forwarded-*`` headers are believed.
            ``NIANBAO_TRUSTED_PROXIES``, comma-separated, default none.
        rate_limit: Searches that one client may make in a minute; exports, saved links and searches with three or more
            filter values count eight times. 0 is no limit. ``NIANBAO_RATE_LIMIT``, default 240.
        exports_at_once: Exports that are sent at the same time, each of which holds one of the server's threads until
            its reader has all of it. 0 is no limit. ``NIANBAO_EXPORTS_AT_ONCE``, default 2.
        access_log: Where a line of JSON for each request goes: a file, ``-`` for standard error, empty for nowhere.
            ``NIANBAO_ACCESS_LOG``.
        log_queries: Whether that line has the query string, and with it what people look for.
            ``NIANBAO_LOG_QUERIES``, 0 or 1, default 0.
        metrics: Whether ``/metrics`` answers. ``NIANBAO_METRICS``, 0 or 1, default 0.
        open_api: Whether pages of other sites may read the API in a visitor's browser (CORS). ``NIANBAO_OPEN_API``, 0
            or 1, default 0: on a closed network any site a visitor opens could read along.
    """

    link_creation: LinkCreation = LinkCreation.ALL
    public_url: str = ""
    prefix: str = ""
    trusted_proxies: tuple[str, ...] = ()
    rate_limit: int = 240
    exports_at_once: int = 2
    access_log: str = ""
    log_queries: bool = False
    metrics: bool = False
    open_api: bool = False

    def __post_init__(self) -> None:
        if self.public_url and not _PUBLIC_URL.fullmatch(self.public_url):
            raise SettingsError(
                f"the public address must look like https://reports.example/path without a slash at its end, not "
                f"{self.public_url!r}; check NIANBAO_PUBLIC_URL or --public-url"
            )
        if self.prefix and not _PREFIX.fullmatch(self.prefix):
            raise SettingsError(
                f"the prefix must look like /nianbao, without a slash at its end, not {self.prefix!r}; "
                "check NIANBAO_PREFIX or --prefix"
            )
        for network in self.trusted_proxies:
            try:
                ip_network(network)
            except ValueError:
                raise SettingsError(
                    f"{network!r} is no address or network; check NIANBAO_TRUSTED_PROXIES or --trusted-proxy"
                ) from None

    @classmethod
    def from_environment(cls, environment: Mapping[str, str]) -> WebSettings:
        """Read the settings that the environment gives.

        Raises:
            SettingsError: A variable has a value that cannot be used; the message names it.
        """
        default = cls()
        proxies = environment.get("NIANBAO_TRUSTED_PROXIES", "")
        creation = environment.get("NIANBAO_LINK_CREATION", default.link_creation.value)
        if creation not in set(LinkCreation):
            raise SettingsError(
                f"the environment variable NIANBAO_LINK_CREATION must be {', '.join(LinkCreation)}, not {creation!r}"
            )
        return cls(
            link_creation=LinkCreation(creation),
            public_url=environment.get("NIANBAO_PUBLIC_URL", default.public_url),
            prefix=environment.get("NIANBAO_PREFIX", default.prefix),
            trusted_proxies=tuple(filter(None, (part.strip() for part in proxies.split(",")))),
            rate_limit=_count(environment, "NIANBAO_RATE_LIMIT", default.rate_limit),
            exports_at_once=_count(environment, "NIANBAO_EXPORTS_AT_ONCE", default.exports_at_once),
            access_log=environment.get("NIANBAO_ACCESS_LOG", default.access_log),
            log_queries=_switch(environment, "NIANBAO_LOG_QUERIES"),
            metrics=_switch(environment, "NIANBAO_METRICS"),
            open_api=_switch(environment, "NIANBAO_OPEN_API"),
        )


_CACHE = "NIANBAO_CACHE_BYTES"
_LEAST_CACHE = 64 << 20
_CACHE_OF_REPORT = 2000

_PUBLIC_URL = re.compile(r"https?://[A-Za-z0-9.\-\[\]:]+(?:/[A-Za-z0-9._~-]+)*")
_PREFIX = re.compile(r"(?:/[A-Za-z0-9._~-]+)+")
_COUNT = re.compile(r"[0-9]{1,15}")
_SECONDS = re.compile(r"[0-9]{1,9}(?:\.[0-9]+)?")


class Settings(msgspec.Struct, frozen=True, kw_only=True):
    """What can be set from outside.

    Attributes:
        index_dir: Folder of the index generations. ``NIANBAO_INDEX_DIR``, default ``index`` in the working directory.
        lock_timeout_s: Seconds that a writer waits for another one to finish. ``NIANBAO_LOCK_TIMEOUT_S``, default 30.
        cache_bytes: Upper bound of the memory for what an open index remembers of answers and reports, in bytes.
            ``NIANBAO_CACHE_BYTES``; None, the default, goes by the archive (see `memory_for`).
        links_file: SQLite file of saved links; None is a file beside the index folder, named after it (see
            `links_path`). ``NIANBAO_LINKS_FILE``.
        most_short_links: Short links that the file takes. ``NIANBAO_MOST_SHORT_LINKS``, default 100,000 (about 20 MB).
        most_named_links: Named links that it takes. ``NIANBAO_MOST_NAMED_LINKS``, default 1,000: all are on one page.
        web: Settings of the pages.
        search_timeout_s: Seconds that one search may take. ``NIANBAO_SEARCH_TIMEOUT_S``, default 2.
        color: Whether the terminal gets colour; None means if it is one. False with ``NO_COLOR`` or ``TERM=dumb``, True
            with ``FORCE_COLOR``.
    """

    index_dir: Path = Path("index")
    lock_timeout_s: float = 30.0
    cache_bytes: int | None = None
    links_file: Path | None = None
    most_short_links: int = 100_000
    most_named_links: int = 1000
    web: WebSettings = WebSettings()
    search_timeout_s: float = 2.0
    color: bool | None = None

    @property
    def links_path(self) -> Path:
        """The file of saved links: beside the index folder and never inside of it, so that no rebuild can lose it."""
        if self.links_file is not None:
            return self.links_file
        folder = self.index_dir.absolute()
        return folder.with_name(f"{folder.name}-links.sqlite3")

    def memory_for(self, reports: int) -> int:
        """Bytes that an open index of this many reports may remember.

        What a query finds takes up to ten bytes a report, and what a common word does fifteen: an archive of any size
        has room for sixty of each.
        """
        return max(_LEAST_CACHE, _CACHE_OF_REPORT * reports) if self.cache_bytes is None else self.cache_bytes

    @classmethod
    def from_environment(cls, environment: Mapping[str, str] = os.environ) -> Settings:
        """Read the settings that the environment gives.

        Raises:
            SettingsError: A variable has a value that cannot be used; the message names it.
        """
        default = cls()
        return cls(
            index_dir=Path(environment.get("NIANBAO_INDEX_DIR") or default.index_dir),
            lock_timeout_s=_seconds(environment, "NIANBAO_LOCK_TIMEOUT_S", default.lock_timeout_s),
            cache_bytes=_count(environment, _CACHE, 0) if _CACHE in environment else None,
            links_file=Path(environment["NIANBAO_LINKS_FILE"]) if environment.get("NIANBAO_LINKS_FILE") else None,
            most_short_links=_count(environment, "NIANBAO_MOST_SHORT_LINKS", default.most_short_links),
            most_named_links=_count(environment, "NIANBAO_MOST_NAMED_LINKS", default.most_named_links),
            web=WebSettings.from_environment(environment),
            search_timeout_s=_seconds(environment, "NIANBAO_SEARCH_TIMEOUT_S", default.search_timeout_s),
            color=_color(environment),
        )


def _seconds(environment: Mapping[str, str], name: str, default: float) -> float:
    raw = environment.get(name)
    if raw is None:
        return default
    if not _SECONDS.fullmatch(raw):
        raise SettingsError(f"the environment variable {name} must be a number of seconds such as 2.5, not {raw!r:.40}")
    return float(raw)


def _count(environment: Mapping[str, str], name: str, default: int) -> int:
    raw = environment.get(name)
    if raw is None:
        return default
    if not _COUNT.fullmatch(raw):
        raise SettingsError(f"the environment variable {name} must be a whole number from 0, not {raw!r:.40}")
    return int(raw)


def _switch(environment: Mapping[str, str], name: str) -> bool:
    raw = environment.get(name, "0")
    if raw not in {"0", "1"}:
        raise SettingsError(f"the environment variable {name} must be 0 or 1, not {raw!r}")
    return raw == "1"


def _color(environment: Mapping[str, str]) -> bool | None:
    if environment.get("NO_COLOR") or environment.get("TERM") == "dumb":
        return False
    return True if environment.get("FORCE_COLOR") else None
