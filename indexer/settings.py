"""Every setting of the program in one frozen value; the environment is read here and nowhere else."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from indexer.errors import SettingsError

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["Settings"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """What can be set from outside.

    Attributes:
        index_dir: Folder of the index generations. ``NIANBAO_INDEX_DIR``, default ``index`` in the working directory.
        lock_timeout_s: Seconds that a writer waits for another one to finish. ``NIANBAO_LOCK_TIMEOUT_S``, default 30.
        cache_bytes: Upper bound of the memory that cached leaves and texts of one open index take, in bytes.
            ``NIANBAO_CACHE_BYTES``, default 64 MiB (ENGINE: with 64 MiB the warm median falls by ten).
        color: Whether the terminal gets colour; None means if it is one. False with ``NO_COLOR`` or ``TERM=dumb``, True
            with ``FORCE_COLOR``.
    """

    index_dir: Path = Path("index")
    lock_timeout_s: float = 30.0
    cache_bytes: int = 64 * 1024 * 1024
    color: bool | None = None

    @classmethod
    def from_environment(cls, environment: Mapping[str, str] = os.environ) -> Settings:
        """Read the settings that the environment gives.

        Raises:
            SettingsError: A variable that must be a number is none; the message names it.
        """
        default = cls()
        return cls(
            index_dir=Path(environment.get("NIANBAO_INDEX_DIR", default.index_dir)),
            lock_timeout_s=_number(environment, "NIANBAO_LOCK_TIMEOUT_S", default.lock_timeout_s),
            cache_bytes=int(_number(environment, "NIANBAO_CACHE_BYTES", default.cache_bytes)),
            color=_color(environment),
        )


def _number(environment: Mapping[str, str], name: str, default: float) -> float:
    raw = environment.get(name)
    if raw is None:
        return default
    try:
        return float(raw)
    except ValueError:
        raise SettingsError(f"the environment variable {name} must be a number, not {raw!r}") from None


def _color(environment: Mapping[str, str]) -> bool | None:
    if environment.get("NO_COLOR") or environment.get("TERM") == "dumb":
        return False
    return True if environment.get("FORCE_COLOR") else None
