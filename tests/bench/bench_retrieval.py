"""Measure the order of results on retrieval test sets. By hand: ``python tests/bench/bench_retrieval.py FOLDER [N]``.

FOLDER holds one folder a collection with ``corpus.jsonl`` {id, title, text}, ``queries.jsonl`` {id, text} and
``qrels.tsv``. Every text is indexed as a report by the real analysis and searched by the real searcher. The questions
are whole sentences, which no report contains, so they are asked as a person is offered it who got no result: taken
apart into words of which one is enough. Queries in Traditional characters are asked again in Simplified ones.

With N every Nth question is asked, for a quick look.

Beside it stands plain BM25 on character pairs (k1 1.2, b 0.75), in memory, on the texts as they are.
"""

from __future__ import annotations

import json
import math
import platform
import re
import statistics
import sys
import tempfile
import time
from collections import Counter, defaultdict
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

import numpy as np
from ir_measures import Qrel, R, ScoredDoc, calc_aggregate, nDCG
from msgspec.structs import replace

from indexer.analysis import default_analysis, t2s
from indexer.backends.whoosh import SegmentRef, WhooshIndex
from indexer.backends.whoosh_write import write_segment
from indexer.build.entry import indexed_reports
from indexer.corpus import understand
from indexer.corpus.formats import Extracted
from indexer.model import Mode, SearchRequest
from indexer.query import words_apart
from indexer.search.searcher import IndexInfo, IndexSearcher

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from indexer.backends.base import IndexedReport

MEASURES = (nDCG @ 10, R @ 10)
CACHE_BYTES = 1 << 26
Ranked: TypeAlias = list[tuple[str, float]]


@dataclass(frozen=True)
class Collection:
    """One test collection: texts, topics, and which text answers which topic."""

    name: str
    texts: list[dict[str, str]]
    topics: dict[str, str]
    qrels: list[Qrel]

    @classmethod
    def read(cls, folder: Path) -> Collection:
        """Read a folder."""
        texts, topics = ([json.loads(line) for line in (folder / name).open(encoding="utf-8")] for name in FILES)
        lines = (folder / "qrels.tsv").read_text(encoding="utf-8").splitlines()[1:]
        qrels = [Qrel(topic, text, int(grade)) for topic, text, grade in (line.split("\t") for line in lines)]
        return cls(folder.name, texts, {topic["id"]: topic["text"] for topic in topics}, qrels)


FILES = ("corpus.jsonl", "queries.jsonl")


def entries(collection: Collection) -> Iterator[IndexedReport]:
    """Every text as a report with its title."""
    analysis = default_analysis()
    reports = (
        understand(
            Extracted(text=text["text"], format="text", encoding="utf-8"),
            analysis.simplify,
            report_id=text["id"],
            source_name="",
            sha256="",
        )
        for text in collection.texts
    )
    titled = (replace(report, title=text["title"]) for report, text in zip(reports, collection.texts, strict=True))
    return indexed_reports(titled, analysis)


class OurSearch:
    """The real search, one page of ten."""

    def __init__(self, collection: Collection, folder: Path) -> None:
        write_segment(folder, entries(collection))
        index = WhooshIndex([SegmentRef(folder)], CACHE_BYTES)
        info = IndexInfo("bench", "2020-01-01T00:00:00+00:00", 0, 0)
        self._searcher = IndexSearcher(index, default_analysis(), info, CACHE_BYTES)
        self.milliseconds: list[float] = []

    def __call__(self, question: str) -> Ranked:
        """Ids of the first ten with falling scores."""
        request = SearchRequest(q=words_apart(question, default_analysis()), mode=Mode.ANY, size=10)
        started = time.perf_counter()
        results = self._searcher.search(request).results
        self.milliseconds.append((time.perf_counter() - started) * 1000)
        return [(result.id, -float(result.rank)) for result in results]


class PairSearch:
    """BM25 on pairs of letters and digits side by side."""

    def __init__(self, collection: Collection) -> None:
        counts = [Counter(pairs(text["text"])) for text in collection.texts]
        lengths = np.array([sum(count.values()) for count in counts])
        self._ids = [text["id"] for text in collection.texts]
        self._norms = 1.2 * (0.25 + 0.75 * lengths / lengths.mean())
        self._postings: dict[str, list[tuple[int, int]]] = defaultdict(list)
        for number, count in enumerate(counts):
            for pair, frequency in count.items():
                self._postings[pair].append((number, frequency))

    def __call__(self, question: str) -> Ranked:
        """Ids of the first ten with their scores."""
        scores = np.zeros(len(self._ids))
        for pair in dict.fromkeys(pairs(question)):
            if found := self._postings.get(pair):
                numbers, frequencies = np.array(found).T
                idf = math.log(1 + (len(scores) - len(found) + 0.5) / (len(found) + 0.5))
                scores[numbers] += idf * frequencies * 2.2 / (frequencies + self._norms[numbers])
        return [(self._ids[number], float(scores[number])) for number in np.argsort(-scores, kind="stable")[:10]]


def pairs(text: str) -> list[str]:
    """Pairs of letters and digits side by side."""
    return [run[place : place + 2] for run in re.findall(r"[^\W_]+", text) for place in range(max(len(run) - 1, 1))]


def measured(qrels: list[Qrel], topics: dict[str, str], search: Callable[[str], Ranked]) -> str:
    """Both measures as text."""
    run = [ScoredDoc(topic, text, score) for topic, question in topics.items() for text, score in search(question)]
    figures = calc_aggregate(MEASURES, [qrel for qrel in qrels if qrel.query_id in topics], run)
    return "  ".join(f"{measure} {figures[measure]:.4f}" for measure in MEASURES)


def variants(collection: Collection) -> Iterator[tuple[str, dict[str, str]]]:
    """The topics as they are, and in Simplified characters where that is something else."""
    yield collection.name, collection.topics
    simplified = {topic: t2s(text) for topic, text in collection.topics.items()}
    changed = (t2s(text) != text for text in collection.topics.values())
    if sum(changed) > len(simplified) // 2:
        yield f"{collection.name}, queries in Simplified characters", simplified


def lines(folder: Path, step: int) -> Iterator[str]:
    """Index and search each collection, and say how it went."""
    packages = ", ".join(f"{name} {version(name)}" for name in ("whoosh-reloaded", "jieba", "numpy", "ir-measures"))
    yield f"{platform.machine()}, Python {platform.python_version()}, {packages}"
    for collection in (Collection.read(path) for path in sorted(folder.iterdir()) if path.is_dir()):
        with tempfile.TemporaryDirectory() as index_folder:
            ours, plain = OurSearch(collection, Path(index_folder) / "segment"), PairSearch(collection)
            for name, every in variants(collection):
                topics = dict(list(every.items())[::step])
                yield f"{name}: {len(collection.texts)} texts, {len(topics)} topics"
                yield f"  nianbao          {measured(collection.qrels, topics, ours)}"
                yield f"  character pairs  {measured(collection.qrels, topics, plain)}"
            cuts = statistics.quantiles(ours.milliseconds, n=20)
            yield f"  a search by nianbao: p50 {cuts[9]:.1f} ms, p95 {cuts[-1]:.1f} ms"


if __name__ == "__main__":
    for line in lines(Path(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 1):
        print(line, flush=True)
