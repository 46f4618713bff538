"""`nianbao similar`: what it prints and with which exit code."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from indexer.build import build_index
from indexer.cli.main import program
from indexer.settings import Settings

SEED = "002_7cdf9aad39d2617c.txt"


@pytest.fixture(scope="module")
def index_dir(tmp_path_factory: pytest.TempPathFactory, seeds_dir: Path) -> Path:
    """Two seeds, one of them once more, and once with the year changed."""
    corpus = tmp_path_factory.mktemp("similar")
    text = (seeds_dir / SEED).read_text(encoding="utf-8")
    (corpus / "report.txt").write_text(text, encoding="utf-8")
    (corpus / "copy.txt").write_text(text, encoding="utf-8")
    (corpus / "next.txt").write_text(text.replace("2018", "2019"), encoding="utf-8")
    (corpus / "lone.txt").write_bytes((seeds_dir / "003_07a482fc18ed2080.txt").read_bytes())
    build_index([corpus], Settings(index_dir=corpus / "index"))
    return corpus / "index"


def run(index_dir: Path, *words: str) -> tuple[int, str]:
    """Exit code and output."""
    result = CliRunner().invoke(program, ["--index-dir", str(index_dir), "similar", *words], standalone_mode=False)
    assert result.exception is None
    return result.return_value, result.output


def test_lines(index_dir: Path) -> None:
    """Each related report is one line with year, share, title, reasons and id."""
    code, output = run(index_dir, "report")

    assert 0 == code
    (years, other), (similar, copy) = [line.split(maxsplit=1) for line in output.splitlines() if "·" in line]
    assert ("2019", "2018") == (years, similar)
    assert other.endswith("除年份外全文相同、同一机关 · next")
    assert copy.startswith("年  100%")
    assert "全文相同、同一机关" in copy


def test_json(index_dir: Path) -> None:
    """The same as one object."""
    code, output = run(index_dir, "report", "--json")
    related = json.loads(output)

    assert 0 == code
    assert ["next"] == [report["id"] for report in related["other_years"]]
    assert [("copy", 1.0)] == [(report["id"], report["share"]) for report in related["similar"]]
    assert ["copy", "same_body", "same_region_and_year"] == related["similar"][0]["reasons"]


def test_nothing(index_dir: Path) -> None:
    """A report that stands alone is said to, with the exit code of nothing found."""
    assert (1, "没有相关的报告\n") == run(index_dir, "lone")
