"""Parts of an Office document as events, read in pieces, in bounded memory."""

from __future__ import annotations

import zlib
from typing import TYPE_CHECKING, Protocol
from xml.parsers import expat
from zipfile import BadZipFile, ZipFile

from indexer.corpus.formats.base import Unreadable

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["Handler", "damaged", "parse_part"]

MAX_XML = 64 * 1024 * 1024
"""Most bytes of one part when unpacked. The text of a report has 1 MB with its markup; a ZIP can say a thousand times
what it holds."""

_PIECE = 1 << 16  # bytes
_OFFICE = ("wordprocessingml/2006/main", "wordprocessingml/main", "markup-compatibility/2006")
"""Endings of the namespaces that matter: the text in both editions of the standard, and its alternatives."""


def damaged() -> Unreadable:
    """The error for a file that is no whole document."""
    return Unreadable("is a damaged DOCX document, perhaps cut off", "fetch it again, or save it anew with Word")


class Handler(Protocol):
    """Takes the events of a part; names come without their namespace."""

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        """An element begins."""

    def end(self, tag: str) -> None:
        """An element ends."""

    def data(self, text: str) -> None:
        """Text of the element that began last."""


def parse_part(archive: ZipFile, name: str, handler: Handler) -> None:
    """Hand the elements of a part to a handler; those of other namespaces are passed over, their content is not.

    Raises:
        Unreadable: The part is damaged, encrypted or too large.
    """
    # a document type, the one place for entities that expand, is refused: the standard forbids it
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    parser.StartElementHandler = lambda tag, attributes: _start(handler, tag, attributes)
    parser.EndElementHandler = lambda tag: _end(handler, tag)
    parser.CharacterDataHandler = handler.data
    parser.StartDoctypeDeclHandler = _refuse
    try:
        with archive.open(name) as part:
            size = 0
            while piece := part.read(_PIECE):
                size += len(piece)
                if size > MAX_XML:
                    raise Unreadable(
                        f"is a DOCX document that unpacks to more than {MAX_XML // 1024**2} MiB", "split it"
                    )
                parser.Parse(piece, False)  # noqa: FBT003 - expat takes no names
            parser.Parse(b"", True)  # noqa: FBT003 - see above
    except RuntimeError as error:  # what zipfile raises for a member with a password
        raise Unreadable("is an encrypted DOCX document", "save it without the password and index that") from error
    except (
        BadZipFile,
        KeyError,
        EOFError,
        NotImplementedError,
        OSError,
        ValueError,
        zlib.error,
        expat.ExpatError,
    ) as error:
        raise damaged() from error


def _start(handler: Handler, tag: str, attributes: Mapping[str, str]) -> None:
    space, _, name = tag.rpartition(" ")
    if space.endswith(_OFFICE):
        handler.start(name, {key.rpartition(" ")[2]: value for key, value in attributes.items()})


def _end(handler: Handler, tag: str) -> None:
    space, _, name = tag.rpartition(" ")
    if space.endswith(_OFFICE):
        handler.end(name)


def _refuse(*_declaration: object) -> None:
    raise Unreadable("is a DOCX document with a document type, which the standard forbids", "save it anew with Word")
