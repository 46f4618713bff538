"""A page as a list of elements, read by the standard library and not by what wrote it."""

from dataclasses import dataclass, field
from html.parser import HTMLParser

from flask.testing import FlaskClient

VOID = frozenset(["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"])


@dataclass
class Element:
    """One element: its tag, its attributes, the text inside it (that of its children included)."""

    tag: str
    attributes: dict[str, str]
    text: str = ""
    path: tuple[str, ...] = ()


@dataclass
class Page(HTMLParser):
    """Every element of a page in document order."""

    elements: list[Element] = field(default_factory=list)
    open: list[Element] = field(default_factory=list)

    def __post_init__(self) -> None:
        super().__init__(convert_charrefs=True)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Opens an element."""
        path = tuple(element.tag for element in self.open)
        element = Element(tag, {name: value or "" for name, value in attrs}, path=path)
        self.elements.append(element)
        if tag not in VOID:
            self.open.append(element)

    def handle_endtag(self, tag: str) -> None:
        """Closes it; an end tag that closes nothing is a fault of the page."""
        assert self.open, f"</{tag}> closes nothing"
        assert self.open[-1].tag == tag, f"</{tag}> inside <{self.open[-1].tag}>"
        self.open.pop()

    def handle_data(self, data: str) -> None:
        """Gives the text to every open element."""
        for element in self.open:
            element.text += data

    def all(self, tag: str, **attributes: str) -> list[Element]:
        """The elements with this tag and these attributes; `class_` stands for class."""
        wanted = {name.rstrip("_").replace("_", "-"): value for name, value in attributes.items()}
        return [
            element for element in self.elements if element.tag == tag and wanted.items() <= element.attributes.items()
        ]

    def one(self, tag: str, **attributes: str) -> Element:
        """The only such element."""
        found = self.all(tag, **attributes)
        assert len(found) == 1, f"{len(found)} elements <{tag}> with {attributes}"
        return found[0]


def parse(html: str) -> Page:
    """Reads a page; every element that is opened must be closed."""
    page = Page()
    page.feed(html)
    page.close()
    assert page.open == []
    return page


def get(client: FlaskClient, url: str, status: int = 200) -> Page:
    """The page at a URL."""
    response = client.get(url)
    assert response.status_code == status, response.text
    assert response.mimetype == "text/html"
    return parse(response.text)


def links(page: Page) -> set[str]:
    """Where the page leads."""
    return {element.attributes["href"] for element in page.all("a")}
