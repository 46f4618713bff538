"""What disks and people come up with: each is named with its reason, takes bounded time, and the rest is read."""

from __future__ import annotations

import os
import socket
import tempfile
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from indexer.analysis import default_analysis
from indexer.corpus import MAX_BYTES, Corpus, PassedOver, discover
from indexer.corpus.files.discover import shown_name
from indexer.corpus.files.files import opened, read_range
from indexer.errors import UnreadableFile

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

NOBODY = 65534
TEXT = "测试市人民政府2015年政府信息公开工作年度报告\n\n一、概述\n2015年,我市认真做好政府信息公开工作。\n"


def corpus(*paths: Path) -> Corpus:
    """The corpus of some paths."""
    return Corpus(paths, default_analysis().simplify)


def good(folder: Path) -> Path:
    """A folder with one good report."""
    (folder / "好.txt").write_text(TEXT, "utf-8")
    return folder


def make_socket(path: Path) -> None:
    """A socket of a server."""
    here = Path.cwd()
    os.chdir(path.parent)  # the path of a socket has 107 bytes at most
    with socket.socket(socket.AF_UNIX) as server:
        server.bind(path.name)
    os.chdir(here)


BAD: dict[str, tuple[Callable[[Path], object], str]] = {
    "fifo": (os.mkfifo, "not a regular file"),
    "socket": (make_socket, "not a regular file"),
    "device": (lambda path: path.symlink_to("/dev/zero"), "not a regular file"),
    "loop": (lambda path: path.symlink_to(path), "symbolic links"),
    "nowhere": (lambda path: path.symlink_to(path.parent / "missing"), "No such file"),
    "empty": (lambda path: path.write_bytes(b""), "empty"),
    "blank": (lambda path: path.write_bytes(b"\xef\xbb\xbf  \n\n"), "white space|empty"),
    "large": (lambda path: os.truncate(os.open(path, os.O_CREAT | os.O_WRONLY), 200 * 1024**2), "200 MiB"),
    "pdf": (lambda path: path.write_bytes(b"%PDF-1.7\n" + b"\x00" * 100), "damaged PDF"),
    "docx": (lambda path: path.write_bytes(b"PK\x03\x04word/document.xml" + b"\x00" * 100), "damaged DOCX"),
    "html": (lambda path: path.write_bytes(b"<html><script>x</script>"), "without a text"),
    "json": (lambda path: path.write_bytes(b'{"title": "x"}'), "without a text"),
    "picture": (lambda path: path.write_bytes(b"\xff\xd8\xff\xe0" + bytes(200)), "picture"),
    "binary": (lambda path: path.write_bytes(bytes(range(256)) * 40), "NUL"),
}


@pytest.mark.parametrize("kind", BAD)
def test_bad_file_is_named_and_the_rest_is_read(kind: str, tmp_path: Path) -> None:
    """One bad file in a folder costs nothing but itself."""
    make, reason = BAD[kind]
    make(good(tmp_path) / "坏 file")
    reader = corpus(tmp_path)

    assert ["好"] == [report.id for report in reader.reports()]
    (failure,) = reader.failures
    assert "坏 file" in str(failure)
    assert failure.advice
    with pytest.raises(UnreadableFile, match=reason):
        raise failure


def test_the_largest_size_is_a_limit(tmp_path: Path) -> None:
    """A sparse file that claims terabytes is refused without being read."""
    with (tmp_path / "x.txt").open("wb") as file:
        file.truncate(MAX_BYTES + 1)
    reader = corpus(tmp_path)

    assert [] == list(reader.reports())
    assert "more than the 64 MiB" in str(reader.failures[0])


def test_links_to_folders_are_named(tmp_path: Path) -> None:
    """A link to a folder is not followed, so that there is no loop, and is named."""
    (good(tmp_path) / "loop").symlink_to(tmp_path)
    (found,) = [other for other in discover([tmp_path]) if isinstance(other, PassedOver)]

    assert "loop" == found.path.name
    assert "link to a folder" in found.reason


def test_file_that_is_written_to_while_it_is_read(tmp_path: Path) -> None:
    """A file that grows between two looks at it is refused, not read in part."""
    path = tmp_path / "x.txt"
    path.write_text(TEXT, "utf-8")

    def read() -> None:
        with opened(path) as file:
            assert TEXT.encode() == read_range(file, path)
            os.utime(path, ns=(1, 1))

    with pytest.raises(UnreadableFile, match="changed while"):
        read()


@pytest.mark.parametrize("change", ["rewrite", "remove", "fifo"])
def test_file_that_changes_before_it_is_read_again(tmp_path: Path, change: str) -> None:
    """What was hashed is what is read: a file that changed, went or became a pipe in between is named."""
    path = good(tmp_path) / "甲.txt"
    path.write_text(TEXT, "utf-8")
    reader = corpus(tmp_path)
    assert 2 == len(reader.sources)
    path.unlink()
    if change == "rewrite":
        path.write_text(TEXT.replace("2015", "2016"), "utf-8")
    elif change == "fifo":
        os.mkfifo(path)

    assert ["好"] == [report.id for report in reader.reports()]
    assert "甲.txt" in str(reader.failures[0])


@contextmanager
def another_user(folder: Path) -> Iterator[None]:
    """Be the owner of a folder who is not root, who may read everything."""
    if os.geteuid() != 0:
        yield
        return
    for path in (folder, *folder.rglob("*")):
        os.chown(path, NOBODY, NOBODY, follow_symlinks=False)
    os.seteuid(NOBODY)
    try:
        yield
    finally:
        os.seteuid(0)


def test_permissions() -> None:
    """A file, a folder and a link into one are named with the permission they lack, and so is a path given itself."""
    with tempfile.TemporaryDirectory() as name:  # the folder of `tmp_path` lies in one that another user may not enter
        folder = Path(name)
        path = good(folder) / "x.txt"
        path.write_text(TEXT, "utf-8")
        assert 2 == len(list(corpus(folder).reports()))  # and everything that reading needs is loaded
        path.chmod(0)
        (folder / "folder").mkdir()
        (folder / "link").symlink_to(folder / "folder" / "y.txt")
        (folder / "folder").chmod(0)
        with another_user(folder):
            reader, inside = corpus(folder), corpus(folder / "folder" / "y.txt")
            assert ["好"] == [report.id for report in reader.reports()]
            assert [] == list(inside.reports())
        assert 3 == sum("Permission denied" in str(failure) for failure in reader.failures)
        assert 1 == sum("Permission denied" in str(failure) for failure in inside.failures)
        (folder / "folder").chmod(0o700)


@pytest.mark.parametrize(
    ("raw", "shown"),
    [
        ("年报.txt".encode("gbk"), "年报.txt"),
        (b"\xff\xfe.txt", "\\xff\\xfe.txt"),
        ("年报.txt".encode(), "年报.txt"),
    ],
)
def test_names_that_are_not_utf8(tmp_path: Path, raw: bytes, shown: str) -> None:
    """Names from old archives are GBK; whatever a name is, the report's id can be shown and linked."""
    Path(os.fsdecode(os.fsencode(tmp_path) + b"/" + raw)).write_text(TEXT, "utf-8")
    (report,) = corpus(tmp_path).reports()

    assert shown == shown_name(os.fsdecode(raw))
    assert (shown, shown.removesuffix(".txt")) == (report.source, report.id)
    report.id.encode("utf-8")


def test_a_name_of_each_kind_is_unique(tmp_path: Path) -> None:
    """Two names that are shown alike keep ids of their own."""
    for raw in ("年报.txt".encode("gbk"), "年报.txt".encode()):
        Path(os.fsdecode(os.fsencode(tmp_path) + b"/" + raw)).write_text(TEXT + raw.hex(), "utf-8")
    reports = list(corpus(tmp_path).reports())

    assert 2 == len({report.id for report in reports})
