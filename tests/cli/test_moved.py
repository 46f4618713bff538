"""Reports whose file was renamed or removed, asked for by the ids that they had."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest
from in_process import run_words

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def corpus(tmp_path: Path, seeds_dir: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of two reports, indexed: the first was called ``old`` and is ``new`` now."""
    folder = tmp_path / "corpus"
    folder.mkdir()
    monkeypatch.setenv("NIANBAO_INDEX_DIR", str(tmp_path / "index"))
    shutil.copy(seeds_dir / "004_4945465fd94ef0c7.txt", folder / "old.txt")
    shutil.copy(seeds_dir / "000_b2cd71d51ff83e88.txt", folder / "other.txt")
    assert 0 == run_words("index", str(folder)).code
    (folder / "old.txt").rename(folder / "new.txt")
    assert 0 == run_words("index").code
    return folder


@pytest.mark.parametrize("words", [["show"], ["show", "--text"], ["similar", "--json"]])
@pytest.mark.usefixtures("corpus")
def test_a_renamed_report_is_followed(words: list[str]) -> None:
    """The answer is that of the new id; standard error says which one it is."""
    command, *options = words
    moved, direct = (run_words(command, name, *options) for name in ("old", "new"))

    assert (direct.code, direct.out) == (moved.code, moved.out)
    assert ("old is new now\n", "") == (moved.err, direct.err)


def test_a_removed_report_is_named(corpus: Path) -> None:
    """The title of a report that is gone, and since when, are said."""
    (corpus / "new.txt").unlink()
    assert 0 == run_words("index").code
    answer = run_words("show", "new")

    assert (2, "") == (answer.code, answer.out)
    assert "伊春市伊春区2016年政府信息公开工作年度报告" in answer.err
    assert "since 20" in answer.err
