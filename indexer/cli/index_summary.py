"""What an update did, or would do, in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from indexer.cli.text import counted, harmless

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from indexer.build import BuildSummary, Changes, UpdatePlan
    from indexer.corpus import PassedOver
    from indexer.errors import UnreadableFile

__all__ = ["print_plan", "print_summary"]

_NAMED = 5


def print_summary(summary: BuildSummary) -> None:
    """Name what could not be read, and say what stands now."""
    _print_failures(summary.failures)
    reports = counted(summary.reports, "report")
    if not summary.committed:
        click.echo(f"nothing to change; the live index is unchanged: {reports} in {summary.generation}")
        return
    if summary.changes is not None:
        click.echo(f"updated: {_counts(summary.changes) or 'no report changed'}")
    click.echo(
        f"indexed {reports} ({counted(summary.sections, 'section')}, {counted(summary.characters, 'character')}) "
        f"in {summary.seconds:.1f} s -> {summary.generation}"
    )
    if summary.passed_over:
        click.echo(_passed_over(summary.passed_over))


def print_plan(plan: UpdatePlan) -> None:
    """Name each report that would change, one a line: + added, ~ changed, > renamed, - removed."""
    for line in _lines(plan.changes):
        click.echo(harmless(line))
    _print_failures(plan.failures)
    click.echo(f"would change: {_counts(plan.changes)}" if plan.changes else "nothing would change")


def _lines(changes: Changes) -> Iterator[str]:
    former = {new: old for old, new in changes.moved}
    for source in changes.added:
        old = former.get(source.report_id)
        yield f"> {old} -> {source.report_id}" if old else f"+ {source.name}"
    for source in changes.changed:
        yield f"~ {source.name}"
    for entry in changes.removed:
        yield f"- {entry.source}  {entry.title}"


def _counts(changes: Changes) -> str:
    counts = {
        "added": len(changes.added) - len(changes.moved),
        "changed": len(changes.changed),
        "renamed": len(changes.moved),
        "removed": len(changes.removed),
    }
    return ", ".join(f"{count:,} {name}" for name, count in counts.items() if count)


def _print_failures(failures: Sequence[UnreadableFile]) -> None:
    for failure in failures:
        click.echo(f"not indexed: {harmless(str(failure))}", err=True)


def _passed_over(others: Sequence[PassedOver]) -> str:
    """Name what no report was looked for in, so that nothing is left out unseen."""
    named = [f"{other.path.name} ({other.reason})" for other in others[:_NAMED]]
    more = [f"{len(others) - _NAMED} more"] if len(others) > _NAMED else []
    return harmless(f"passed over {len(others)}: {', '.join(named + more)}")
