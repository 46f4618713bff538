"""`nianbao export` and `nianbao links`: the same files and links as the pages'."""

from __future__ import annotations

import csv
import io
import json
from typing import TYPE_CHECKING

import pytest

from indexer.export import FORMATS
from indexer.search import open_searcher
from indexer.settings import Settings, WebSettings
from webapp import create_app

if TYPE_CHECKING:
    from pathlib import Path

    from in_process import Nianbao

ADD = ("links", "add", "liaoning", "依申请公开", "--region", "辽宁省", "--title", "辽宁省", "--min-reports", "2")


@pytest.fixture
def links(nianbao: Nianbao, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Nianbao:
    """Runs commands over an empty file of links."""
    monkeypatch.setenv("NIANBAO_LINKS_FILE", str(tmp_path / "links"))
    return nianbao


@pytest.mark.parametrize("form", FORMATS)
def test_the_same_file_as_the_page(nianbao: Nianbao, seeds_index: Path, form: str) -> None:
    """Command line and page write the same bytes."""
    settings = Settings(index_dir=seeds_index, web=WebSettings(public_url="https://reports.example"))
    client = create_app(open_searcher(settings), settings).test_client()
    query = [("q", "依申请公开"), ("region", "210000")]
    words = ("export", "依申请公开", "--region", "辽宁省", "--format", form, "--base-url", "https://reports.example/")

    assert client.get(f"/search.{form}", query_string=query).text == nianbao(*words).out


def test_export_to_a_file(nianbao: Nianbao, tmp_path: Path) -> None:
    """The ending decides the format; the file is whole and nothing else is left beside it."""
    answer = nianbao("export", "公开", "-o", str(tmp_path / "年报.jsonl"))
    lines = (tmp_path / "年报.jsonl").read_text("utf-8").splitlines()

    assert (0, "", f"wrote 5 reports to {tmp_path / '年报.jsonl'}\n") == (answer.code, answer.out, answer.err)
    assert [1, 2, 3, 4, 5] == [json.loads(line)["rank"] for line in lines]
    assert ["年报.jsonl"] == [path.name for path in tmp_path.iterdir()]


def test_export_that_cannot_be_written(nianbao: Nianbao, tmp_path: Path) -> None:
    """The file is named, with what to check."""
    answer = nianbao("export", "公开", "-o", str(tmp_path / "nowhere" / "x.csv"))
    assert 2 == answer.code
    assert "x.csv cannot be written (No such file or directory)" in answer.err


def test_export_of_nothing(nianbao: Nianbao) -> None:
    """Exit code 1, and a file with headers all the same."""
    answer = nianbao("export", "没有这样的话呀")
    assert (1, 1) == (answer.code, len(list(csv.reader(io.StringIO(answer.out)))))


def test_byte_order_mark(nianbao: Nianbao) -> None:
    """For CSV only."""
    assert nianbao("export", "--bom").out.startswith("\ufeffrank,")
    assert 2 == nianbao("export", "--bom", "--format", "json").code


def test_a_named_link(links: Nianbao) -> None:
    """Added, listed with what it finds, shown, checked, removed."""
    assert "/v/liaoning\n" == links(*ADD).out
    listed = json.loads(links("links", "list", "--json", "--since", "2000-01-01").out)
    assert ("liaoning", 2, 2) == (listed["link"]["name"], listed["tally"]["total"], listed["tally"]["new"])
    assert 0 == json.loads(links("links", "list", "--json", "--since", "2999-01-01").out)["tally"]["new"]
    assert (
        "url: /search?q=%E4%BE%9D%E7%94%B3%E8%AF%B7%E5%85%AC%E5%BC%80&region=210000\n"
        in links("links", "show", "/v/liaoning").out
    )
    assert (0, "checked 1 named and 0 short links, 0 problems\n") == (
        links("links", "check").code,
        links("links", "check").out,
    )
    assert 2 == links(*ADD, "--note", "x").code
    assert 0 == links(*ADD, "--note", "x", "--replace").code
    assert 0 == links("links", "rm", "liaoning").code
    listed = links("links", "list")
    assert (1, "") == (listed.code, listed.out)
    assert "nianbao links add" in listed.err
    assert 2 == links("links", "rm", "liaoning").code


def test_a_short_link(links: Nianbao) -> None:
    """The one that is fixed; from then on answers carry it."""
    search = ("search", "依申请公开", "--region", "210000", "--json")
    assert json.loads(links(*search).out)["short_url"] is None
    assert "/l/7c4wyrpos5\n" == links("links", "short", "依申请公开", "--region", "辽宁省").out
    assert "/l/7c4wyrpos5" == json.loads(links(*search).out)["short_url"]
    assert "7c4wyrpos5" == json.loads(links("links", "show", "7c4wyrpos5", "--json").out)["name"]


def test_a_link_that_finds_too_little(links: Nianbao) -> None:
    """It is named with what is wrong, and the exit code says so."""
    links("links", "add", "many", "依申请公开", "--title", "t", "--min-reports", "99")
    answer = links("links", "check")
    assert (2, "/v/many finds 5 reports and must find 99\n") == (answer.code, answer.err)


def test_moving_links(links: Nianbao, tmp_path: Path) -> None:
    """What was exported is imported elsewhere, link for link; a file that breaks a rule changes nothing."""
    links(*ADD)
    links("links", "short", "公开")
    text = links("links", "export").out
    other = ("links", "--links-file", str(tmp_path / "other"))

    assert "read 1 named and 1 short links\n" == links(*other, "import", "-", stdin=text).out
    assert text == links(*other, "export").out
    assert 2 == links(*other, "import", "-", stdin=text.replace("辽宁省", "另一个")).code
    assert 2 == links(*other, "import", "-", stdin="[[link]]").code
    assert text == links(*other, "export").out
    assert "[[short]]" not in links(*other, "export", "--named").out


def test_links_without_an_index(links: Nianbao, tmp_path: Path) -> None:
    """Links are kept without an index; counting them needs one, and the exit code says so."""
    links(*ADD)
    nowhere = ("--index-dir", str(tmp_path / "nowhere"), "links")
    assert 0 == links(*nowhere, "show", "liaoning").code
    assert 3 == links(*nowhere, "list").code


def test_search_of_a_link(links: Nianbao) -> None:
    """The address of a saved link, its files or a page with a search runs that search, below a prefix too."""
    links(*ADD)
    short = links("links", "short", "依申请公开", "--region", "辽宁省").out.strip()
    asked = links("search", "依申请公开", "--region", "辽宁省", "-l").out
    query = "q=依申请公开&region=210000"

    for path in ("/v/liaoning", "/v/liaoning.csv", short, f"/search?{query}", f"/search.atom?{query}"):
        for url in (path, f"https://a.example{path}", f"https://a.example/nianbao{path}"):
            assert asked == links("search", "-l", "--from-url", url).out, url
    for url in (f"/doc/000_b2cd71d51ff83e88/s/requests?{query}#hit-2", f"?{query}"):
        assert asked == links("search", "-l", "--from-url", url).out, url


@pytest.mark.parametrize("url", ["/", "https://a.example/", "https://a.example/help?q=a", "公开", "/l/", "/links"])
def test_address_of_no_search(links: Nianbao, url: str) -> None:
    """Any other address is refused; it does not find every report."""
    answer = links("search", "--from-url", url)
    assert 2 == answer.code
    assert f"{url!r} is no link to a search" in answer.err


def test_search_of_a_link_that_nobody_saved(links: Nianbao) -> None:
    """A saved link of another machine is named."""
    answer = links("search", "--from-url", "https://a.example/l/7c4wyrpos5")
    assert 2 == answer.code
    assert "7c4wyrpos5" in answer.err
