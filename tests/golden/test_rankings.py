"""What stands where, for queries with expected reports. A difference fails; ``--update-golden`` accepts it."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from indexing import INFO
from ir_measures import RR, Qrel, R, ScoredDoc, calc_aggregate, iter_calc
from reading import report_of

from indexer.analysis import default_analysis
from indexer.backends.whoosh import SegmentRef, WhooshIndex
from indexer.backends.whoosh_write import write_segment
from indexer.build.entry import indexed_reports
from indexer.corpus import Corpus
from indexer.model import Mode, Report, SearchRequest
from indexer.search.searcher import IndexSearcher

if TYPE_CHECKING:
    from collections.abc import Iterator

HERE = Path(__file__).parent
MEASURES = (RR, R @ 1, R @ 5)
SHOWN = 10


@dataclass(frozen=True)
class Topic:
    """A query and the reports that a reader expects for it."""

    query: str
    expected: tuple[str, ...]
    mode: Mode


def topics(corpus: str) -> list[Topic]:
    """The topics of a corpus, in the order of the file."""
    tables = tomllib.loads((HERE / "topics.toml").read_text(encoding="utf-8"))[corpus]
    return [Topic(table["query"], tuple(table["expected"]), Mode(table.get("mode", "all"))) for table in tables]


def made_reports() -> Iterator[Report]:
    """The reports of `made_reports.txt`."""
    _, *blocks = (HERE / "made_reports.txt").read_text(encoding="utf-8").split("\n=== ")
    for block in blocks:
        name, _, text = block.partition("\n")
        yield report_of(text, name)


@pytest.fixture(scope="module", params=["seeds", "made_reports"])
def corpus(request: pytest.FixtureRequest) -> str:
    """Each corpus in turn."""
    return request.param


@pytest.fixture(scope="module")
def searcher(corpus: str, seeds_dir: Path, tmp_path_factory: pytest.TempPathFactory) -> IndexSearcher:
    """The default backend over the corpus."""
    analysis = default_analysis()
    reports = Corpus([seeds_dir], analysis.simplify).reports() if corpus == "seeds" else made_reports()
    folder = tmp_path_factory.mktemp("golden") / "segment"
    write_segment(folder, indexed_reports(reports, analysis))
    return IndexSearcher(WhooshIndex([SegmentRef(folder)]), analysis, INFO, 1 << 20)


def ranking(corpus: str, searcher: IndexSearcher) -> str:
    """The state as text: for each query its measures, then the first ten with what was expected."""
    found = {topic: searcher.search(SearchRequest(q=topic.query, mode=topic.mode)) for topic in topics(corpus)}
    qrels = [Qrel(topic.query, report, 1) for topic in found for report in topic.expected]
    run = [
        ScoredDoc(topic.query, result.id, -float(result.rank))
        for topic, response in found.items()
        for result in response.results
    ]
    measured = {(metric.query_id, metric.measure): metric.value for metric in iter_calc(MEASURES, qrels, run)}
    means = calc_aggregate(MEASURES, qrels, run)
    lines = [_measures(f"all {len(found)} queries", {measure: means[measure] for measure in MEASURES})]
    for topic, response in found.items():
        title = topic.query if topic.mode is Mode.ALL else f"{topic.query}  (mode={topic.mode})"
        lines += ["", _measures(title, {measure: measured[topic.query, measure] for measure in MEASURES})]
        for result in response.results[:SHOWN]:
            mark = "*" if result.id in topic.expected else " "
            lines.append(f"  {result.rank:>2} {mark} {result.id}  tier {result.tier}, {result.occurrences} hits")
        missed = sorted({*topic.expected} - {result.id for result in response.results})
        lines += [f"   - * {report}  not found" for report in missed]
    return "\n".join(lines) + "\n"


def _measures(title: str, values: dict[object, float]) -> str:
    return f"{title}  " + "  ".join(f"{measure} {value:.2f}" for measure, value in values.items())


def test_ranking(corpus: str, searcher: IndexSearcher, pytestconfig: pytest.Config) -> None:
    """Every query finds what it found, in the order it had; who changes that looks at the difference first."""
    golden = HERE / f"{corpus}.ranking.txt"
    now = ranking(corpus, searcher)
    if pytestconfig.getoption("--update-golden"):
        golden.write_text(now, encoding="utf-8")
    assert golden.read_text(encoding="utf-8") == now, f"see the difference, then: pytest {HERE.name} --update-golden"
