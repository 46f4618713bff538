"""What a build or an update did, and what an update would do."""

from __future__ import annotations

from pathlib import Path

import msgspec

from indexer.build.changes import Changes
from indexer.corpus import PassedOver
from indexer.errors import UnreadableFile

__all__ = ["BuildSummary", "UpdatePlan"]


class BuildSummary(msgspec.Struct, frozen=True, kw_only=True):
    """What a build or an update did.

    Attributes:
        generation: Folder of the generation that is live now.
        reports: Reports in it.
        sections: Their sections.
        characters: Code points of their texts.
        seconds: Wall time of it all.
        failures: Files that could not be read, in order.
        passed_over: Files and folders inside the given folders that by rule are no reports, in order.
        changes: What was changed; None when everything was read anew.
        committed: Whether there is a new generation; False when there was nothing to change.
    """

    generation: Path
    reports: int
    sections: int
    characters: int
    seconds: float
    failures: tuple[UnreadableFile, ...]
    passed_over: tuple[PassedOver, ...]
    changes: Changes | None = None
    committed: bool = True


class UpdatePlan(msgspec.Struct, frozen=True):
    """What an update would do.

    Attributes:
        changes: What it would change.
        failures: Files that cannot be read; more may turn out so when they are.
    """

    changes: Changes
    failures: tuple[UnreadableFile, ...]
