"""Score what is understood of the hand-labelled reports. Run by hand: ``python tests/bench/score_corpus.py [-v]``.

Reads the reports of ../shared/data/reports and the labels of tests/corpus/labels. Prints, by file and over all,
headings found, missed and false, their slugs and levels, and the year and region; with ``-v`` every slip.
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any

from indexer.analysis import default_analysis
from indexer.corpus import extract, understand

if TYPE_CHECKING:
    from indexer.model import Report

ROOT = Path(__file__).resolve().parents[2]
LABELS = ROOT / "tests" / "corpus" / "labels" / "reports.json"
REPORTS = ROOT.parent / "shared" / "data" / "reports"


def read(path: Path) -> Report:
    """Understand one file."""
    extracted = extract(path.read_bytes(), path)
    simplify = default_analysis().simplify
    return understand(extracted, simplify, report_id=path.stem, source_name=path.name, sha256="")


def score(report: Report, labels: dict[str, Any]) -> tuple[Counter[str], list[str]]:
    """Compare one report with its labels: counts, and the slips in words."""
    wanted = {heading["start"]: heading for heading in labels["headings"]}
    found = {section.start: section for section in report.sections if section.level}
    missed = [start for start in wanted if start not in found and not wanted[start].get("doubtful")]
    false = [start for start in found if start not in wanted]
    both = [start for start in wanted if start in found]
    slug = [start for start in both if found[start].slug not in {wanted[start]["section"], *wanted[start]["accept"]}]
    level = [start for start in both if found[start].level != wanted[start]["level"]]
    region = report.region.value.code if report.region.value else None
    counts = Counter(headings=len(wanted), found=len(found), missed=len(missed), false=len(false), slug=len(slug))
    counts.update(level=len(level), year=report.year.value != labels["year"])
    counts.update(region=region not in {labels["region"], *labels.get("accept_regions", [])}, unknown_region=not region)
    slips = [f"missed {start} {report.text[start : start + 30]!r}" for start in missed]
    slips += [f"false {start} {found[start].heading!r}" for start in false]
    slips += [f"slug {found[start].slug} {found[start].heading!r}" for start in slug]
    return counts, slips


def main() -> None:
    """Score everything."""
    total: Counter[str] = Counter()
    for name, labels in json.loads(LABELS.read_text("utf-8"))["documents"].items():
        counts, slips = score(read(REPORTS / name), labels)
        total.update(counts)
        print(name, dict(counts))  # noqa: T201 - a report by hand
        for slip in slips if "-v" in sys.argv else []:
            print("   ", slip)  # noqa: T201 - see above
    recall = 1 - total["missed"] / total["headings"]
    precision = 1 - total["false"] / total["found"]
    print(dict(total), f"recall {recall:.3f} precision {precision:.3f}")  # noqa: T201 - see above


if __name__ == "__main__":
    main()
