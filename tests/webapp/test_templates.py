"""The contract between views and templates."""

import dataclasses
import gzip
import importlib
import pkgutil
import re
from pathlib import Path

import pytest

import webapp
import webapp.views

TEMPLATES = Path(webapp.__file__).parent / "templates"
VIEWS = [
    value
    for module in pkgutil.iter_modules(webapp.views.__path__, "webapp.views.")
    for value in vars(importlib.import_module(module.name)).values()
    if isinstance(value, type)
    and dataclasses.is_dataclass(value)
    and value.__module__ == module.name
    and not value.__name__.startswith("_")
]


def test_there_are_views() -> None:
    """The list of view models is not empty by accident."""
    assert len(VIEWS) > 20


@pytest.mark.parametrize("view", VIEWS, ids=lambda view: view.__name__)
def test_every_field_is_shown(view: type) -> None:
    """A page carries nothing that no template prints; a template that asks for more fails where it is rendered."""
    text = "".join(path.read_text(encoding="utf-8") for path in sorted(TEMPLATES.iterdir()))
    names = [field.name for field in dataclasses.fields(view)]
    unused = [name for name in names if not re.search(rf"\.{name}\b", text)]
    assert unused == []


@pytest.mark.parametrize("view", VIEWS, ids=lambda view: view.__name__)
def test_views_are_frozen_and_documented(view: type) -> None:
    """A view model cannot change, and its docstring names every field."""
    assert view.__dataclass_params__.frozen
    for field in dataclasses.fields(view):
        assert f"    {field.name}: " in (view.__doc__ or ""), field.name


@pytest.mark.parametrize("path", sorted(TEMPLATES.iterdir()), ids=lambda path: path.name)
def test_templates_escape(path: Path) -> None:
    """No template switches escaping off, and each has the ending for which Flask switches it on."""
    text = path.read_text(encoding="utf-8")
    assert path.suffix == ".html"
    assert not re.search(r"\|\s*safe|autoescape|Markup", text)


@pytest.mark.parametrize("path", sorted(TEMPLATES.iterdir()), ids=lambda path: path.name)
def test_attributes_are_quoted(path: Path) -> None:
    """Escaping protects only quoted attribute values, so every value that is printed stands in quotes."""
    text = path.read_text(encoding="utf-8")
    assert re.findall(r"=\{\{", text) == []


def test_styles_ask_for_nothing() -> None:
    """The style sheets are small, load nothing and import nothing."""
    sheets = sorted((TEMPLATES.parent / "static" / "css").iterdir())
    text = "".join(path.read_text(encoding="utf-8") for path in sheets)
    assert len(gzip.compress(text.encode())) < 12_000
    assert re.findall(r"url\(|@import|https?:", text) == []
