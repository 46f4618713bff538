"""Every command has help with examples that work, and stands in the reference and in the README."""

from __future__ import annotations

import re
import shlex
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from cli_reference import every_command, reference
from in_process import run_words

import webapp

if TYPE_CHECKING:
    from in_process import Nianbao

COMMANDS = every_command()
EXAMPLES = [line.strip() for _, text in COMMANDS for line in text.splitlines() if line.startswith("    nianbao ")]
REDIRECTION = re.compile(r" (?P<way><|>>?) (?P<file>\S+)$")


def test_reference_is_up_to_date(checkout: Path) -> None:
    """docs/cli.md is what the commands say of themselves."""
    assert reference() == (checkout / "docs" / "cli.md").read_text("utf-8"), "run: python tests/cli/cli_reference.py"


def test_readme_names_every_command(checkout: Path) -> None:
    """Each command stands in the README's table."""
    text = (checkout / "README.md").read_text("utf-8")

    assert [] == [path for path, _ in COMMANDS if path.count(" ") == 1 and f"`{path}" not in text]


@pytest.mark.parametrize(("path", "text"), COMMANDS, ids=[path for path, _ in COMMANDS])
def test_help_has_examples(path: str, text: str) -> None:
    """Help has examples that begin with the command."""
    assert re.search(rf"^ +{path} ?", text.partition("Examples:")[2], re.MULTILINE)


@pytest.fixture
def folder(tmp_path: Path, seeds_dir: Path, seeds_index: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A working folder with everything that the examples name, and an index of the seeds."""
    shutil.copytree(seeds_dir, tmp_path / "seeds")
    shutil.copytree(seeds_index, tmp_path / "index")
    for name in ("年报/辽宁", "年报/黑龙江", "reports"):
        (tmp_path / name).mkdir(parents=True)
    shutil.copy(seeds_dir / "000_b2cd71d51ff83e88.txt", tmp_path / "年报" / "辽宁")
    shutil.copy(seeds_dir / "004_4945465fd94ef0c7.txt", tmp_path / "年报" / "黑龙江" / "伊春.txt")
    shutil.copy(seeds_dir / "004_4945465fd94ef0c7.txt", tmp_path / "reports")
    (tmp_path / "passage.txt").write_text("依申请公开", "utf-8")
    (tmp_path / "srv").mkdir()
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("NIANBAO_INDEX_DIR", "index")
    # what ends with Ctrl-C alone
    monkeypatch.setattr(webapp, "serve", lambda *_args, **_options: None)
    monkeypatch.setattr("indexer.cli.index.follow", lambda *_args: None)
    return tmp_path


def save_links(folder: Path, example: str) -> None:
    """Make the links that an example names."""
    run_words("links", "add", "liaoning-requests", "依申请公开", "--region", "辽宁省", "--title", "例")
    run_words("links", "short", "依申请公开", "--region", "辽宁省")
    (folder / "saved_links.toml").write_text(run_words("links", "export").out, "utf-8")
    if "import" in example:
        run_words("links", "rm", "liaoning-requests")


@pytest.mark.parametrize("example", EXAMPLES)
def test_examples_run(folder: Path, example: str, nianbao: Nianbao) -> None:
    """Every example of every help text does what it says, or finds nothing; none is an error."""
    del nianbao
    pytest.MonkeyPatch().setenv("NIANBAO_INDEX_DIR", str(folder / "index"))
    redirected = REDIRECTION.search(example)
    words = shlex.split(REDIRECTION.sub("", example).replace("/srv/", f"{folder}/srv/"))[1:]
    if "/srv/" in example and "index seeds" not in example:
        shutil.copytree(folder / "index", folder / "srv" / "nianbao" / "index")
    if re.search("links (show|rm|import)", example):
        save_links(folder, example)
    stdin = Path(redirected["file"]).read_text("utf-8") if redirected and redirected["way"] == "<" else ""
    answer = run_words(*words, stdin=stdin)

    assert answer.code in {0, 1}, answer.err
