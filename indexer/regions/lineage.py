"""What did a unit become? Rules that need nothing but the table."""

from __future__ import annotations

from typing import TYPE_CHECKING

from indexer.regions.names import stem

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from indexer.regions.table import Region

__all__ = ["derived_successors"]


def derived_successors(region: Region, rows: Iterable[Region]) -> tuple[str, ...]:
    """The code of the unit that a unit became: what the first rule says that fits exactly one; else empty.

    Only a unit of the same level in the same province that begins within a year of the end is considered. Without the
    level a county whose name its prefecture took (铜仁, 毕节, 哈密) would become the prefecture.
    """
    begun = [other for other in rows if _may_follow(region, other)]
    for rule in _RULES:
        if len(codes := {other.code for other in begun if rule(region, other)}) == 1:
            return tuple(codes)
    return ()


def _may_follow(old: Region, new: Region) -> bool:
    return (
        old.code[:2] == new.code[:2]
        and old.level is new.level
        and old.valid_to <= new.valid_from <= old.valid_to + 2
        and (old.code, old.name) != (new.code, new.name)
    )


def _same_code(old: Region, new: Region) -> bool:
    return old.code == new.code


def _same_name(old: Region, new: Region) -> bool:
    return old.name == new.name


def _same_stem(old: Region, new: Region) -> bool:
    """县 became 区 or 市; a name that has no stem of two characters is the matter of the next two rules."""
    return stem(old.name) != old.name and stem(old.name) == stem(new.name)


def _grown_name(old: Region, new: Region) -> bool:
    """梅县 became 梅县区."""
    return new.name in {f"{old.name}区", f"{old.name}市"}


def _stem_with_zhou(old: Region, new: Region) -> bool:
    """滦县 became 滦州市."""
    return new.name in {f"{old.name[:-1]}州市", f"{old.name[:-1]}州区"}


_RULES: tuple[Callable[[Region, Region], bool], ...] = (
    _same_code,
    _same_name,
    _same_stem,
    _grown_name,
    _stem_with_zhou,
)
