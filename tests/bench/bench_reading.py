"""Time reading alone: bytes to text to `Report`. Run by hand: ``python tests/bench/bench_reading.py [FOLDER]``.

FOLDER has reports as text files; default: those of ../shared/data/reports. They are read as they are and in other
encodings and formats made of them, then one text and one JSON Lines file of 50 MB. Each line is a process of its own,
so that its peak memory is its own. Rates are by CPU time, the helper's included, because other work on the machine does
not change it.
"""

from __future__ import annotations

import io
import json
import platform
import resource
import subprocess
import sys
import tempfile
import time
import zipfile
from importlib.metadata import version
from pathlib import Path
from xml.sax.saxutils import escape

from indexer.analysis import default_analysis
from indexer.corpus import Corpus
from indexer.corpus.formats.isolation import end_helper

ROOT = Path(__file__).resolve().parents[2]
REPORTS = ROOT.parent / "shared" / "data" / "reports"
LEAST = 200  # files of each kind; the reports are repeated
LARGE = 50_000_000  # bytes


def as_html(text: str) -> bytes:
    """A page with a paragraph for each line, as government sites have them."""
    lines = "".join(f"<p style='text-indent:2em'><span>{escape(line)}</span></p>\n" for line in text.split("\n"))
    menu = "".join(f"<li><a href='/{number}'>栏目{number}</a></li>" for number in range(60))
    return f"<!DOCTYPE html><html><head><meta charset=utf-8></head><body><ul>{menu}</ul>{lines}</body></html>".encode()


def as_docx(text: str) -> bytes:
    """A document with a paragraph for each line."""
    space = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    lines = "".join(f"<w:p><w:r><w:t>{escape(line)}</w:t></w:r></w:p>" for line in text.split("\n"))
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", f"<w:document {space}><w:body>{lines}</w:body></w:document>")
    return file.getvalue()


def write(folder: Path, kind: str, texts: list[str]) -> None:
    """Write a folder of one kind."""
    folder.mkdir()
    makers = {
        "utf-8": lambda text: text.encode(),
        "gb18030": lambda text: text.encode("gb18030"),
        "utf-16-le": lambda text: text.encode("utf-16-le"),
        "html": as_html,
        "docx": as_docx,
    }
    if kind in makers:
        for number in range(LEAST):
            (folder / f"{number}.x").write_bytes(makers[kind](texts[number % len(texts)]))
    elif kind == "json lines":
        objects = ({"id": str(number), "text": texts[number % len(texts)]} for number in range(LEAST))
        (folder / "x.jsonl").write_text("".join(json.dumps(value) + "\n" for value in objects), "utf-8")
    elif kind == "pdf":
        paths = sorted(REPORTS.rglob("*.pdf"))
        for number in range(LEAST // 10):
            (folder / f"{number}.pdf").write_bytes(paths[number % len(paths)].read_bytes())
    elif kind == "50 MB text":
        (folder / "x.txt").write_bytes("\n".join(texts * (LARGE // sum(len(text.encode()) for text in texts))).encode())
    else:
        line = [json.dumps({"text": text}, ensure_ascii=False) + "\n" for text in texts]
        (folder / "x.jsonl").write_text("".join(line * (LARGE // sum(len(text.encode()) for text in line))), "utf-8")


KINDS = ["utf-8", "gb18030", "utf-16-le", "json lines", "html", "docx", "pdf", "50 MB text", "50 MB json lines"]


def measure(folder: Path) -> None:
    """Read a folder and print what it took."""
    simplify = default_analysis().simplify
    reader = Corpus([folder], simplify)
    size = sum(path.stat().st_size for path in folder.iterdir())
    started, clock = time.process_time(), time.perf_counter()
    reports = sum(1 for _ in reader.reports())
    seconds, elapsed = time.process_time() - started, time.perf_counter() - clock
    end_helper()
    children = resource.getrusage(resource.RUSAGE_CHILDREN)
    seconds += children.ru_utime + children.ru_stime
    if reader.failures:
        raise reader.failures[0]
    own = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(
        f"{folder.name:<18} {reports:>6} reports {size / 1e6:7.1f} MB {size / 1e6 / seconds:7.2f} MB/s "
        f"{reports / seconds:7.0f} reports/s   {elapsed:6.1f} s on the clock   peak {own:.0f} MB, "
        f"helper {children.ru_maxrss / 1024:.0f} MB"
    )


def main() -> None:
    """Make each kind, and measure it in a process of its own."""
    source = Path(sys.argv[1]) if len(sys.argv) > 1 else REPORTS
    texts = [path.read_text("utf-8").replace("\f", "") for path in sorted(source.rglob("*.txt"))]
    packages = ", ".join(f"{name} {version(name)}" for name in ("selectolax", "pypdfium2"))
    mean = sum(len(text.encode()) for text in texts) // len(texts)
    print(f"Python {platform.python_version()}, {platform.machine()}, {packages}")
    print(f"{len(texts)} texts of {mean} bytes in the mean, repeated")
    with tempfile.TemporaryDirectory() as folder:
        for kind in KINDS:
            write(Path(folder, kind), kind, texts)
            subprocess.run([sys.executable, __file__, "--measure", Path(folder, kind)], check=True)  # noqa: S603 - this file


if __name__ == "__main__":
    if sys.argv[1:2] == ["--measure"]:
        measure(Path(sys.argv[2]))
    else:
        main()
