"""Of which files and folders an archive is made."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from indexer.corpus.files.files import is_folder, is_there
from indexer.errors import CorpusError

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from indexer.corpus import Source

__all__ = ["check_not_empty", "places", "remembered"]


def places(known: Iterable[str], given: Iterable[Path]) -> list[Path]:
    """The known and the given paths, absolute, in this order; what lies inside another one is left out.

    Args:
        known: Absolute paths.
        given: Paths as a person gave them.
    """
    every = list(dict.fromkeys([*map(Path, known), *(Path(os.path.abspath(path)) for path in given)]))  # noqa: PTH100 - resolving links would tie the archive to where they lead today
    all_of_them = set(every)
    return [path for path in every if all_of_them.isdisjoint(path.parents)]


def remembered(known: Sequence[str], given: Sequence[Path] = ()) -> Sequence[str]:
    """The places that an archive remembers, if they are there: a disk that is not mounted loses no reports.

    Args:
        known: Absolute paths.
        given: Paths that a person gave besides.

    Raises:
        CorpusError: One of the known places is not there, or there are none of either kind.
    """
    if not known and not given:
        raise CorpusError("this archive remembers no files or folders; name them: nianbao index PATH...")
    for path in known:
        if not is_there(Path(path)):
            raise CorpusError(
                f"{path}, which the archive is made of, cannot be found; the live index is unchanged. Bring it back "
                "(is its disk mounted?), or leave it out with: nianbao index --rebuild PATH..., naming all the others"
            )
    return known


def check_not_empty(paths: Sequence[Path], sources: Iterable[Source]) -> None:
    """Refuse to take a folder that has lost every report for one that was given up: its disk may be gone.

    Raises:
        CorpusError: One of the folders holds no report.
    """
    holding = {folder for source in sources for folder in source.path.parents}
    for path in paths:
        if is_folder(path) and path not in holding:
            raise CorpusError(
                f"no report could be read from {path}; the live index is unchanged. If that folder is to be left out: "
                "nianbao index --rebuild PATH..., naming all the others"
            )
