"""Web pages: the text of the report, without the site around it; rows of tables as lines.

The rules are conservative on purpose: they drop what is never a report (scripts, what is marked as navigation, blocks
of links) and keep everything else, where an extractor that guesses the article may lose a table or the last section.
What stays of the site is furniture, which the outline folds away and which is still found.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from indexer.corpus.formats.base import Content, Extracted, Format, Given, Unreadable
from indexer.corpus.formats.encoding import cleaned, decode, marked
from indexer.corpus.formats.extras import parser_module
from indexer.corpus.formats.html_tree import dropped, linear
from indexer.corpus.formats.lines import Lines

if TYPE_CHECKING:
    from indexer.corpus.formats.html_tree import Item

__all__ = ["HTML", "text_of_html"]

_TAGS = (
    "html|head|body|meta|title|div|p|table|span|article|section|main|h[1-6]|[ou]l|center|font|style|script|br|strong"
)
_BEGINNING = re.compile(
    rf"\s*(?:<!--.*?-->\s*|<\?xml[^>]*>\s*)*<(?:!doctype\s+html|(?:{_TAGS})(?=[\s/>]))", re.IGNORECASE | re.DOTALL
)
_ANY_TAG = re.compile(r"</(?:p|div|td|span|body|html)>", re.IGNORECASE)
_HEAD = 4096  # bytes in which a page shows itself
_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([a-z0-9_-]{2,20})", re.IGNORECASE)
_WEB = re.compile(r"https?://[^\s]{1,2000}", re.IGNORECASE)
_ADVICE = "save the text of the page as a .txt file and index that"

_BLOCK = re.compile(
    "address|article|aside|blockquote|body|caption|center|d[dlt]|details|dialog|div|fieldset|figcaption|figure|footer|form"
    "|h[1-6r]|header|hgroup|html|legend|li|main|menu|nav|[ou]l|p|pre|section|summary|table|tbody|tfoot|thead"
)


def _matches(content: Content) -> bool:
    head = content.data[:_HEAD]
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        text = head.decode("utf-16", "replace")
    else:
        text = head.removeprefix(b"\xef\xbb\xbf").decode("latin-1")
    if _BEGINNING.match(text):
        return True
    return content.suffix in {".html", ".htm", ".xhtml", ".shtml"} and _ANY_TAG.search(text) is not None


def _extract(content: Content) -> Extracted:
    charset = _CHARSET.search(content.data[:_HEAD])
    decoded = decode(content.data, charset[1].decode("ascii") if charset else "")
    text, given = text_of_html(decoded.text)
    if not text.strip():
        raise Unreadable("is a web page without a text", _ADVICE)
    text = cleaned(text, decoded.encoding).text
    return Extracted(text=text, format="html", encoding=decoded.encoding, given=given, warnings=decoded.warnings)


def text_of_html(source: str) -> tuple[str, Given]:
    """The text of a page or a part of one, and what its head states.

    Raises:
        Unreadable: The parser is not installed.
    """
    parser = parser_module("selectolax.lexbor", "a web page").LexborHTMLParser(source)
    items = linear(parser.root)
    given = _given(items)
    text = _written(items, dropped(items))
    everything = _written(items, dropped(items, only_unreadable=True))
    if len(text) < _LEAST_SHARE * len(everything):  # the rules took a report for navigation
        text = everything
    return text, given


_LEAST_SHARE = 0.1


def _written(items: list[Item], without: list[bool]) -> str:
    lines = Lines()
    for item, drop in zip(items, without, strict=True):
        if not drop:
            _write(item, lines)
    return lines.text()


def _write(item: Item, lines: Lines) -> None:
    """Hand one opening tag, closing tag or text to the lines."""
    if item.tag == "-text":
        lines.add(item.text, keep_breaks=item.in_pre)
    elif item.tag == "br":
        lines.end_line()
    elif item.tag == "tr":
        lines.close_row() if item.closes else lines.open_row()
    elif item.tag in {"td", "th"}:
        if not item.closes:
            lines.open_cell()
    elif _BLOCK.fullmatch(item.tag):
        lines.end_line()


def _given(items: list[Item]) -> Given:
    """What the head of a page states in the names of 《政府网站发展指引》(国办发〔2017〕47号), and its own link."""
    meta = {item.attribute("name").lower(): item.attribute("content") for item in items if item.tag == "meta"}
    links = [item.attribute("href") for item in items if item.tag == "link" and item.attribute("rel") == "canonical"]
    url = next(filter(_WEB.fullmatch, [*links, meta.get("url", "")]), "")
    return Given(
        rule="html_meta",
        title=" ".join(marked(meta.get("articletitle", "")).split()),
        url=url,
        published=marked(meta.get("pubdate", "")).strip(),
    )


HTML = Format(name="html", matches=_matches, extract=_extract, isolated=True)
