"""What the commands that ask the index print, for people and for programs."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from in_process import Nianbao

SHENYANG = "000_b2cd71d51ff83e88"


def test_result_lines(nianbao: Nianbao) -> None:
    """--jsonl prints the results of --json, one a line; -l their ids; --count the total."""
    whole = json.loads(nianbao("search", "依申请公开", "--json").out)
    lines = nianbao("search", "依申请公开", "--jsonl").out.splitlines()

    assert whole["results"] == [json.loads(line) for line in lines]
    assert [result["id"] for result in whole["results"]] == nianbao("search", "依申请公开", "-l").out.splitlines()
    assert f"{whole['total_reports']}\n" == nianbao("search", "依申请公开", "--count").out


def test_nul_after_each_id(nianbao: Nianbao) -> None:
    """-l -0 is made for xargs -0; -0 alone means nothing and is refused."""
    ids = nianbao("search", "三公", "-l").out.split()

    assert "".join(f"{name}\0" for name in ids) == nianbao("search", "三公", "-l", "-0").out
    assert 2 == nianbao("search", "三公", "-0").code


@pytest.mark.parametrize("form", ["--json", "--jsonl", "--count", "-l"])
def test_nothing_found_has_its_exit_code_in_every_form(nianbao: Nianbao, form: str) -> None:
    """Exit code 1 says that nothing was found, whatever is printed."""
    assert 1 == nianbao("search", "没有这样的话呀", form).code
    assert "" == nianbao("search", "没有这样的话呀", form).err


@pytest.mark.parametrize("words", [('"三公',), ("--from-url", "/search?q=三公&yaer=2015")])
@pytest.mark.parametrize(
    "command", [("search", "--count"), ("search", "-l", "--all"), ("search", "--csv"), ("export",), ("facets",)]
)
def test_what_was_not_read_as_meant_is_said(nianbao: Nianbao, command: tuple[str, ...], words: tuple[str, ...]) -> None:
    """What is printed for programs has no place for it, so it stands on standard error."""
    name, *form = command
    told = nianbao(name, *words, *form)

    assert 0 == told.code
    assert told.err.startswith("注意：")
    assert told.err.count("\n") == 1


def test_explain(nianbao: Nianbao) -> None:
    """--explain draws the tree of the query and says what could not be read as meant."""
    tree = nianbao("search", '"三公" -微信', "--explain").out.splitlines()

    assert ["And", "Literal", "Not", "Literal"] == [line.strip("│├└─ ").split()[0] for line in tree]
    assert "三公" in tree[1]
    assert "20x5" in nianbao("search", "三公 year:20x5", "--explain").out


def test_facets_are_those_of_the_search(nianbao: Nianbao) -> None:
    """`facets --json` has the facets of `search --json`, and --facet picks from them."""
    words = ["依申请公开", "--region", "辽宁省"]
    facets = json.loads(nianbao("search", *words, "--json").out)["facets"]

    assert facets == json.loads(nianbao("facets", *words, "--json").out)
    assert {"year": facets["year"]} == json.loads(nianbao("facets", *words, "--facet", "year", "--json").out)
    assert 1 == nianbao("facets", "没有这样的话呀").code


def test_facets_for_people_and_by_line(nianbao: Nianbao) -> None:
    """Each value stands on a line with its count: children below their parents, ticked values marked."""
    shown = nianbao("facets", "--facet", "region", "--region", "辽宁省").out
    lines = [json.loads(line) for line in nianbao("facets", "--facet", "region", "--jsonl").out.splitlines()]

    assert "✓ 辽宁省" in shown
    assert len(lines) == len(shown.splitlines()) - 1
    assert [0, 1] == [line["depth"] for line in lines if line["value"] in {"210000", "210100"}]


def test_show_prints_facts_and_text(nianbao: Nianbao) -> None:
    """A report is shown with what is known of it; --text prints exactly the text that offsets count in."""
    answer = nianbao("show", SHENYANG)
    view = json.loads(nianbao("show", SHENYANG, "--json").out)

    assert "辽宁省 › 沈阳市 210100" in answer.out
    assert "2015 年" in answer.out
    assert view["report"]["text"] == nianbao("show", SHENYANG, "--text").out


def test_show_section(nianbao: Nianbao) -> None:
    """--section takes slug or label and prints that section alone; one that the report lacks gives exit code 1."""
    by_slug = nianbao("show", SHENYANG, "--section", "requests", "--text")

    assert by_slug == nianbao("show", SHENYANG, "--section", "依申请公开", "--text")
    assert by_slug.out.startswith("三、做好依申请公开工作")
    absent = nianbao("show", SHENYANG, "--section", "annex")
    assert (1, True) == (absent.code, "has no section annex; it has preamble, " in absent.err)
    assert 2 == nianbao("show", SHENYANG, "--section", "weather").code


def test_show_hits_are_those_of_the_search(nianbao: Nianbao) -> None:
    """--hits prints a line a hit, as many as the search counts, numbered from 1; without a hit the exit code is 1."""
    (result,) = json.loads(nianbao("search", "依申请公开", "--region", "沈阳市", "--json").out)["results"]
    lines = nianbao("show", SHENYANG, "--hits", "依申请公开").out.splitlines()[1:]

    assert result["occurrences"] == len(lines)
    assert [str(number) for number in range(1, len(lines) + 1)] == [line.split()[0] for line in lines]
    assert 1 == nianbao("show", SHENYANG, "--hits", "火星").code


def test_show_hits_takes_a_pasted_passage(nianbao: Nianbao) -> None:
    """A passage over the limit of queries is found literally, also when its lines were wrapped on the way."""
    text = nianbao("show", SHENYANG, "--text").out
    passage = text[300:2300]
    wrapped = re.sub(r"(.{60}[^0-9A-Za-z])(?=[^0-9A-Za-z])", r"\1\n", passage)  # a number is not wrapped
    view = json.loads(nianbao("show", SHENYANG, "--hits", "-", "--json", stdin=wrapped).out)

    assert 2 == nianbao("search", passage).code
    assert [passage.strip()] == [text[hit["start"] : hit["end"]].strip() for hit in view["hits"]]
    assert 1 == nianbao("show", SHENYANG, "--hits", "-", stdin=passage.replace("公开", "公告")).code


def test_unknown_report(nianbao: Nianbao) -> None:
    """An id that no report has is an error of the request."""
    assert 2 == nianbao("show", "nowhere").code


def test_all_results(nianbao: Nianbao) -> None:
    """--all gives every result whatever the size of a page, --csv is the export, and other forms refuse --all."""
    ids = nianbao("search", "公开", "-l").out

    assert ids == nianbao("search", "公开", "-l", "--all").out
    assert ids.split() == [
        json.loads(line)["id"] for line in nianbao("search", "公开", "--jsonl", "--all").out.splitlines()
    ]
    assert nianbao("export", "公开").out == nianbao("search", "公开", "--csv").out
    assert 1 == nianbao("search", "没有这样的话呀", "--csv").code
    assert 2 == nianbao("search", "公开", "--json", "--all").code


def test_cite(nianbao: Nianbao) -> None:
    """A report is cited by its body and title."""
    out = nianbao("show", SHENYANG, "--cite").out

    assert out.startswith("沈阳市人民政府办公厅. ")
    assert "@techreport{" in out


def test_nothing_to_widen_is_said(nianbao: Nianbao) -> None:
    """Where nothing is found, the wider searches are commands that find something; where none does, that is said."""
    filtered = nianbao("search", "依申请公开", "--region", "湖南省", "--year", "2008").out
    alone = nianbao("search", "没有这样的话呀").out

    assert "不限年度：1 份  nianbao search --region 430000 '依申请公开'" in filtered.splitlines()[2]
    assert "任一检索词" not in filtered
    assert "没有找到" in alone
    assert "章节" not in alone


def test_the_engine_stops_a_search_that_takes_too_long(nianbao: Nianbao, monkeypatch: pytest.MonkeyPatch) -> None:
    """Exit code 4 is that of the engine below; nothing is printed as if it were the answer."""
    monkeypatch.setenv("NIANBAO_SEARCH_TIMEOUT_S", "0.000001")
    answer = nianbao("search", "公开 AND 工作")

    assert (4, "") == (answer.code, answer.out)
    assert "NIANBAO" not in answer.err
    assert "stopped" in answer.err


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["search", "公开", "--size", "7"], "'--size'"),
        (["search", "公开", "--page", "0"], "'--page'"),
        (["search", "公开", "--page", "9"], "the last page of these results is 1"),
        (["show", "nobody"], "nianbao search -l"),
        (["similar", "nobody"], "nianbao search -l"),
        (["links", "show", "nothing"], "nianbao links list"),
        (["completion", "tcsh"], "'SHELL'"),
    ],
)
def test_errors_name_the_option_or_the_next_step(nianbao: Nianbao, words: list[str], said: str) -> None:
    """An error says what to do at a terminal, not what pages say."""
    answer = nianbao(*words)

    assert 2 == answer.code
    assert said in answer.err
