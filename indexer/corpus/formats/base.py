"""What a reader of a format is: from bytes to text, and what is stated beside it."""

from __future__ import annotations

from collections.abc import Callable

import msgspec

from indexer.model import Damage

__all__ = ["Content", "Extracted", "Format", "Given", "Unreadable"]


class Unreadable(Exception):
    """Bytes that cannot be read; `UnreadableFile` without the file, which readers do not know.

    Attributes:
        reason: Why, in a few words.
        advice: What to do next.
    """

    def __init__(self, reason: str, advice: str) -> None:
        super().__init__(f"{reason}; {advice}")
        self.reason = reason
        self.advice = advice


class Content(msgspec.Struct, frozen=True):
    """The bytes of one report and what is known of them.

    Attributes:
        data: All bytes.
        suffix: Of the file's name, lower case with the dot; a hint where the bytes leave a choice.
        is_part: Whether they are one of several JSON objects in a file, and so can be nothing else.
    """

    data: bytes
    suffix: str = ""
    is_part: bool = False


class Given(msgspec.Struct, frozen=True, kw_only=True):
    """What a collection or a page states beside the text of a report; empty where it states nothing.

    Attributes:
        rule: Where it is stated, for the evidence, such as ``json`` or ``html_meta``.
        title: The title.
        url: Where the report was published; http or https.
        published: Day of publication as written.
        year: The year reported on as written.
    """

    rule: str = ""
    title: str = ""
    url: str = ""
    published: str = ""
    year: str = ""


class Extracted(msgspec.Struct, frozen=True, kw_only=True):
    r"""What a reader gives.

    Attributes:
        text: With ``\n`` line ends.
        format: Name of the format, such as ``html``.
        encoding: How the bytes were decoded; empty where the format itself settles that.
        given: What is stated beside the text.
        warnings: Damage that shows in the bytes and not in the text.
    """

    text: str
    format: str
    encoding: str = ""
    given: Given = msgspec.field(default_factory=Given)
    warnings: tuple[Damage, ...] = ()


class Format(msgspec.Struct, frozen=True, kw_only=True):
    """One format.

    Attributes:
        name: Short name.
        matches: Whether content is of this format; looks at its bytes, and at the suffix only where they fit several.
        extract: Reads it; the same bytes give the same text. Raises `Unreadable`.
        isolated: Whether it is read in a process of its own, because the parser is not in Python and the bytes may be
            hostile.
    """

    name: str
    matches: Callable[[Content], bool]
    extract: Callable[[Content], Extracted]
    isolated: bool = False
