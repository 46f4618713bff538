"""A report as it was published."""

from __future__ import annotations

import msgspec

__all__ = ["Original"]


class Original(msgspec.Struct, frozen=True):
    """The bytes that a report was made of. They come from outside: never to be shown as a page of ours.

    Attributes:
        data: The bytes.
        media_type: Such as ``application/pdf``, with the character set of a text.
        file_name: The report's id with the ending of its format.
    """

    data: bytes
    media_type: str
    file_name: str
