"""Score what is understood of hand-labelled reports. Run by hand: ``python tests/bench/score_corpus.py [-v]``.

Two sets: the seeds against ../shared/gold, and the reports of ../shared/data/reports against tests/corpus/labels.
Prints, for each set, headings found, missed, false, their slugs and levels, and the facts right, wrong and unknown;
with ``-v`` every slip.
"""

from __future__ import annotations

import json
import re
import sys
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from indexer.analysis import default_analysis
from indexer.corpus import understand
from indexer.corpus.formats import Extracted

if TYPE_CHECKING:
    from collections.abc import Iterator

    from indexer.model import Report

ROOT = Path(__file__).resolve().parents[2]
SHARED = ROOT.parent / "shared"
LABELS = ROOT / "tests" / "corpus" / "labels" / "reports.json"
Answers = dict[str, set[Any]]


class Heading(NamedTuple):
    """A heading as a reader labelled it; a doubtful one may be found or not."""

    level: int
    slugs: set[str]
    doubtful: bool


class Labelled(NamedTuple):
    """A report with its labels: headings by offset, and for each fact the answers that count as right."""

    name: str
    report: Report
    headings: dict[int, Heading]
    facts: Answers


def read(path: Path) -> Report:
    """Understand one file."""
    text = path.read_bytes().decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n")
    extracted = Extracted(text=text, format="text", encoding="utf-8")
    return understand(extracted, default_analysis().simplify, report_id=path.stem, source_name=path.name, sha256="")


def seeds() -> Iterator[Labelled]:
    """Yield the seeds with the gold."""
    sections = json.loads((SHARED / "gold" / "gold_sections.json").read_text("utf-8"))["documents"]
    metadata = json.loads((SHARED / "gold" / "gold_metadata.json").read_text("utf-8"))["documents"]
    for name, gold in metadata.items():
        headings = {
            heading["start"]: Heading(heading["level"], {heading["section"], *heading["accept"]}, doubtful=False)
            for heading in sections[name]["headings"]
        }
        facts: Answers = {
            "title": {gold["title_in_text"]},
            "body": {gold["body"]["name"]},
            "kind": {re.sub("^party_office.*", "party_organ", gold["body"]["kind"])},
            "scope": {re.sub("^whole_.*", "government_wide", gold["body"]["scope"])},
            "region": {gold["region"]["then"]["code"]},
            "today": {gold["region"]["now"]["code"]},
            "year": {gold["report_year"]},
            "published": {gold["publication_date"]},
            "script": {gold["script"]},
            "index_number": {gold["index_number"]},
            "numbers": {tuple(sorted(number["normalised"] for number in gold["cited_documents"]))},
        }
        yield Labelled(name, read(ROOT / "seeds" / name), headings, facts)


def reports() -> Iterator[Labelled]:
    """Yield the collected reports with their labels."""
    for name, label in json.loads(LABELS.read_text("utf-8"))["documents"].items():
        report = read(SHARED / "data" / "reports" / name)
        headings = {
            heading["start"]: Heading(
                heading["level"], {heading["section"], *heading.get("accept", [])}, heading.get("doubtful", False)
            )
            for heading in label["headings"]
        }
        titles = [label["title"], *label.get("title_also", [])]
        facts: Answers = {
            "title": {_squeezed(report.text[start:end]) for start, end in titles},
            "body": {report.text[start:end] for start, end in label["body"]["spans"]},
            "kind": {label["body"]["kind"], *label["body"].get("accept_kinds", [])},
            "region": {label["region"], *label.get("accept_regions", [])},
            "year": {label["year"]},
            "published": {label["published"] and label["published"]["date"]},
        }
        yield Labelled(name, report, headings, facts)


def found_facts(report: Report) -> dict[str, Any]:
    """What was understood, in the terms of the labels; None is unknown."""
    body, region = report.body.value, report.region.value
    return {
        "title": report.title_fact.value and _squeezed(report.title_fact.value),
        "body": body and body.name,
        "kind": body and body.kind.value,
        "scope": body and body.scope.value,
        "region": region and region.code,
        "today": region.today[0].code if region and region.today else None,
        "year": report.year.value,
        "published": report.published.value and report.published.value.isoformat(),
        "script": report.script.value,
        "index_number": report.index_number.value,
        "numbers": tuple(sorted(number.normal for number in report.document_numbers)),
    }


def _squeezed(text: str) -> str:
    return "".join(text.split())


def score(labelled: Labelled) -> tuple[Counter[str], list[str]]:
    """Compare one report with its labels: counts, and the slips in words."""
    report, wanted = labelled.report, labelled.headings
    found = {section.start: section for section in report.sections if section.level}
    both = wanted.keys() & found.keys()
    missed = [at for at in wanted if at not in both and not wanted[at].doubtful]
    slips = [f"missed {at} {report.text[at : at + 30]!r}" for at in missed]
    counts = Counter(labelled=len(wanted), found=len(found), missed=len(slips))
    false = [f"false {at} {found[at].heading!r}" for at in found if at not in both]
    slug = [f"slug {found[at].slug} {found[at].heading!r}" for at in both if found[at].slug not in wanted[at].slugs]
    level = [f"level {found[at].level} {found[at].heading!r}" for at in both if found[at].level != wanted[at].level]
    counts.update(false=len(false), slug_wrong=len(slug), level_wrong=len(level))
    values = found_facts(report)
    for fact, answers in labelled.facts.items():
        right = values[fact] in answers or (fact == "title" and values[fact] in {a and _squeezed(a) for a in answers})
        verdict = "right" if right else "unknown" if values[fact] is None else "wrong"
        counts[f"{fact} {verdict}"] += 1
        slips += [] if right else [f"{fact} {values[fact]!r}, labelled {answers!r}"]
    return counts, [*slips, *false, *slug, *level]


def main() -> None:
    """Score everything."""
    for title, documents in (("seeds", seeds()), ("reports", reports())):
        total: Counter[str] = Counter()
        for labelled in documents:
            counts, slips = score(labelled)
            total.update(counts)
            for slip in slips if "-v" in sys.argv else []:
                print(f"{labelled.name}: {slip}")
        recall, precision = 1 - total["missed"] / total["labelled"], 1 - total["false"] / total["found"]
        slugs = 1 - total["slug_wrong"] / total["found"]
        print(f"{title}: heading recall {recall:.3f}, precision {precision:.3f}, slug right {slugs:.3f}")
        print("  " + ", ".join(f"{name} {count}" for name, count in sorted(total.items())))


if __name__ == "__main__":
    main()
