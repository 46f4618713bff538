"""The command line: what it prints, where, and with which exit code."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from in_process import Nianbao

SEEDS = Path(__file__).resolve().parents[2] / "seeds"


def run(*words: str, index: Path | None = None, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run nianbao as a person would, without a terminal."""
    variables = {**os.environ, "PYTHONUTF8": "1", **environment}
    if index is not None:
        variables["NIANBAO_INDEX_DIR"] = str(index)
    command = [sys.executable, "-m", "indexer", *words]
    return subprocess.run(command, capture_output=True, text=True, env=variables, check=False, timeout=60)  # noqa: S603 - our own program


def test_index_says_what_it_did(tmp_path: Path) -> None:
    """The closing line has the counts; without a terminal nothing else is printed."""
    result = run("index", str(SEEDS), index=tmp_path / "new index")

    assert (0, "") == (result.returncode, result.stderr)
    assert result.stdout.startswith("indexed 5 reports (")
    assert "22,584 characters" in result.stdout
    closing, passed_over = result.stdout.splitlines()
    assert closing.endswith("g000001")
    assert "README.md" in passed_over


def test_files_that_cannot_be_read(tmp_path: Path, seeds_index: Path) -> None:
    """Each is named with the reason and makes the exit code 2; the rest is indexed."""
    corpus = tmp_path / "年报 一"
    corpus.mkdir()
    (corpus / "空.txt").write_bytes(b"")
    (corpus / "图.txt").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 8)
    (corpus / "沈阳 2015.txt").write_bytes((SEEDS / "000_b2cd71d51ff83e88.txt").read_bytes())
    result = run("index", str(corpus), index=tmp_path / "index")

    assert 2 == result.returncode
    assert "indexed 1 report (" in result.stdout
    assert 2 == result.stderr.count("not indexed")
    assert "空.txt" in result.stderr
    assert "图.txt" in result.stderr
    assert 0 == run("search", "公开", index=seeds_index).returncode


@pytest.mark.parametrize("kind", ["empty folder", "missing", "empty file"])
def test_nothing_to_index(tmp_path: Path, kind: str) -> None:
    """With nothing to index the live index stays, and the message says so."""
    folder = tmp_path / "index"
    run("index", str(SEEDS), index=folder)
    corpus = tmp_path / "corpus"
    if kind == "empty folder":
        corpus.mkdir()
    elif kind == "empty file":
        corpus.write_bytes(b"")
    result = run("index", str(corpus), index=folder)

    assert 2 == result.returncode
    told = result.stdout + result.stderr
    assert "unchanged" in told or "no report changed" in told
    assert "added" not in told
    assert str(corpus) in result.stderr
    assert 0 == run("search", "公开", index=folder).returncode


def test_same_stem_twice(tmp_path: Path) -> None:
    """Two files of one stem are two reports with ids of their own."""
    for name, seed in (("a", "000"), ("b", "001")):
        (tmp_path / name).mkdir()
        (seed_file,) = SEEDS.glob(f"{seed}_*.txt")
        (tmp_path / name / "年报.txt").write_bytes(seed_file.read_bytes())
    assert 0 == run("index", str(tmp_path / "a"), str(tmp_path / "b"), index=tmp_path / "index").returncode
    response = json.loads(run("search", "", "--json", index=tmp_path / "index").stdout)

    ids = [result["id"] for result in response["results"]]
    assert 2 == len(set(ids))
    assert all(report_id.startswith("年报-") for report_id in ids)


def test_search_prints_results_and_facets(seeds_index: Path) -> None:
    """Title, region, year, marked sections and the three facets are there; there is no colour without a terminal."""
    result = run("search", "依申请公开", "--region", "辽宁省", index=seeds_index)

    assert 0 == result.returncode
    assert "共 2 份报告、11 处" in result.stdout
    assert "辽宁省 › 盘锦市 · 2008 年 · 7 处" in result.stdout
    assert "[依申请公开]" in result.stdout
    assert re.search(r"^✓ 辽宁省 +2 ", result.stdout, re.MULTILINE)
    assert "\x1b" not in result.stdout


def test_search_loads_only_what_it_needs(seeds_index: Path) -> None:
    """A search from a cold shell takes as long as its imports, so what only other commands need is not among them."""
    words = ["--index-dir", str(seeds_index), "search", "依申请公开"]
    program = f"import sys; from indexer.cli.main import run; run({words!r}); print(*sys.modules)"
    done = subprocess.run(  # noqa: S603 - our own program
        [sys.executable, "-X", "utf8", "-c", program], capture_output=True, text=True, check=True, timeout=60
    )
    loaded = set(done.stdout.splitlines()[-1].split())

    assert {"indexer.search", "numpy", "rich"} <= loaded
    assert loaded.isdisjoint(
        {
            *("flask", "sqlite3", "tomllib", "importlib.metadata", "numpy.ma", "jieba.finalseg.prob_emit", "rjieba"),
            *("indexer.build", "indexer.corpus", "indexer.export", "indexer.links", "indexer.regions.mentions"),
        }
    )


def test_colour_when_asked_for(seeds_index: Path) -> None:
    """--color always and FORCE_COLOR bring colour, NO_COLOR takes it away."""
    assert "\x1b[" in run("--color", "always", "search", "公开", index=seeds_index).stdout
    assert "\x1b[" in run("search", "公开", index=seeds_index, FORCE_COLOR="1").stdout
    assert "\x1b[" not in run("search", "公开", index=seeds_index, FORCE_COLOR="1", NO_COLOR="1").stdout


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (["公开"], 0),
        (["没有这样的话呀"], 1),
        (["公开", "--year", "1999"], 1),
        (["公开", "--region", "火星市"], 2),
        (["公开", "--region", "鼓楼区"], 2),
        (["公开", "--section", "weather"], 2),
        (["公开", "--year", "20x5"], 2),
        (["公开", "--page", "0"], 2),
        (["公开", "--page", "9"], 2),
        (["公开", "--page", "x"], 2),
        (["公开", "--size", "7"], 2),
        (["公开" * 5000], 2),
        (["公开", "--nonsense"], 2),
    ],
)
def test_exit_codes(nianbao: Nianbao, words: list[str], code: int) -> None:
    """0 found, 1 nothing found, 2 a request that is wrong; what is wrong is said on standard error."""
    answer = nianbao("search", *words)

    assert code == answer.code
    assert (code == 2) == bool(answer.err)


def test_several_words(seeds_index: Path) -> None:
    """Words need no quotation marks of the shell's: side by side they are one query."""
    apart = json.loads(run("search", "行政复议", "行政诉讼", "--json", index=seeds_index).stdout)

    assert "行政复议 行政诉讼" == apart["request"]["q"]


def test_ambiguous_name_lists_the_places(seeds_index: Path) -> None:
    """A name of several places is not guessed: each is listed with its code and path."""
    result = run("search", "公开", "--region", "鼓楼区", index=seeds_index)

    assert "350102  福建省 › 福州市 › 鼓楼区" in result.stderr


def test_no_index(tmp_path: Path) -> None:
    """Without an index the exit code is 3 and the message names the command to run."""
    result = run("search", "公开", index=tmp_path / "none")

    assert 3 == result.returncode
    assert "nianbao index" in result.stderr


def test_folder_that_is_no_index(tmp_path: Path) -> None:
    """A folder of other things is refused for reading and writing, and left as it was."""
    (tmp_path / "照片.jpg").write_bytes(b"x")
    for words in (["search", "公开"], ["index", str(SEEDS)], ["serve", "--port", "0"]):
        result = run(*words, index=tmp_path)
        assert 3 == result.returncode, words
        assert "照片.jpg" in result.stderr
    assert ["照片.jpg"] == [path.name for path in tmp_path.iterdir()]


def test_link_and_back(seeds_index: Path) -> None:
    """--url prints the link of the page, and --from-url runs it with the same answer."""
    words = ["三公", "--region", "辽宁省", "--year", "2015..2018", "--sort", "year-asc"]
    url = run("search", *words, "--url", index=seeds_index).stdout.strip()
    direct = json.loads(run("search", *words, "--json", index=seeds_index).stdout)
    linked = json.loads(run("search", "--from-url", f"https://example.org{url}", "--json", index=seeds_index).stdout)

    assert url == direct["canonical_url"]
    assert {**direct, "took_ms": 0} == {**linked, "took_ms": 0}


def test_reader_that_goes_away(seeds_index: Path) -> None:
    """A pipe that is closed early ends the program quietly."""
    command = f"'{sys.executable}' -m indexer search 公开 --json | head -c 1"
    variables = {**os.environ, "NIANBAO_INDEX_DIR": str(seeds_index)}
    result = subprocess.run(command, shell=True, capture_output=True, text=True, env=variables, check=False, timeout=60)  # noqa: S602 - a pipe is what is tested

    assert "{" == result.stdout
    assert "" == result.stderr


@pytest.mark.parametrize("form", [[], ["--json"], ["--csv"]])
def test_reader_that_went_away_before(seeds_index: Path, form: list[str]) -> None:
    """That nobody reads is no failure, and not the exit code of a search that finds nothing."""
    command = [sys.executable, "-m", "indexer", "search", "公开", *form]
    variables = {**os.environ, "NIANBAO_INDEX_DIR": str(seeds_index)}
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=variables) as process:  # noqa: S603 - our own program
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.close()

        assert "" == process.stderr.read()
    assert 0 == process.returncode


def test_control_characters_are_harmless(tmp_path: Path) -> None:
    """Escape sequences in a report do not reach the terminal."""
    text = "测试市人民政府2015年政府信息公开工作年度报告\n\n公开\x1b[31m工作\x1b]0;标题\x07很好。"
    (tmp_path / "坏.txt").write_text(text, "utf-8")
    run("index", str(tmp_path / "坏.txt"), index=tmp_path / "index")

    assert "\x1b" not in run("search", "公开", index=tmp_path / "index").stdout


@pytest.mark.parametrize("command", ["index", "search", "serve", "analyze", "inspect"])
def test_help_has_examples(command: str) -> None:
    """Every command explains itself with examples that begin with the program's name."""
    result = run(command, "--help")

    assert 0 == result.returncode
    assert f"  nianbao {command} " in result.stdout or f"  nianbao {command}\n" in result.stdout


def test_analyze(seeds_index: Path) -> None:
    """The terms of a text are those that were written down by hand."""
    facts = json.loads(run("analyze", "辽政办发〔2015〕39号", "--json", index=seeds_index).stdout)

    assert ["辽", "政办发", "办发", "2015", "39", "39号", "号"] == facts["index terms"]
