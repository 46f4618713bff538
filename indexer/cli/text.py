"""Text from reports and searches made fit for a terminal."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

import click

from indexer.model import DamageKind

if TYPE_CHECKING:
    from collections.abc import Iterable

    from indexer.model import Damage, Notice

__all__ = ["counted", "damage_text", "harmless", "one_line", "tell"]

_DAMAGE = {
    DamageKind.LOST_CHARACTERS: "{count} characters were lost before the file was made (U+FFFD)",
    DamageKind.MOJIBAKE: "{count} lines were read in a wrong encoding and lost characters; fetch the original again",
    DamageKind.MENDED_MOJIBAKE: "{count} lines had been read in a wrong encoding; they were put right without a loss",
    DamageKind.SEVERAL_ENCODINGS: "its lines are in several encodings; each was read in its own",
    DamageKind.BROKEN_JSON: "begins like a JSON object but is none; read as plain text",
    DamageKind.PAGES_WITHOUT_TEXT: "{count} pages are pictures without a text layer; their text is not here",
    DamageKind.LOST_BRACKETS: "{count} closing brackets of document numbers are lost",
}

# Characters that could move the cursor, change the title or reverse the direction of what is printed.
_DANGEROUS = {"Cc", "Cf", "Cs", "Co", "Cn"}


def harmless(text: str) -> str:
    """Replace control and direction characters, line ends and tabs excepted."""
    if text.isprintable():  # as nearly all is; no such character is
        return text
    return "".join(
        character if character in "\n\t" or unicodedata.category(character) not in _DANGEROUS else "\ufffd"
        for character in text
    )


def one_line(text: str) -> str:
    """Collapse every run of blanks and line ends into one blank, and make the rest harmless."""
    return harmless(" ".join(text.split()))


def counted(number: int, noun: str) -> str:
    """A number with its noun, such as ``1 report`` and ``2,000 reports``."""
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"


def tell(notices: Iterable[Notice]) -> None:
    """Say on standard error how a search was read, where what is printed is for programs and has no place for it."""
    for notice in notices:
        click.echo(f"注意：{harmless(notice.text)}", err=True)


def damage_text(damage: Damage) -> str:
    """Word a damage for a person."""
    return _DAMAGE[damage.kind].format(count=damage.count)
