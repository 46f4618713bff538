"""What no file of the project may contain, and what an exception to a rule has to say."""

import io
import re
import shutil
import subprocess
import tokenize
from collections.abc import Iterator
from pathlib import Path

import pytest

# Written so that this file does not contain what it looks for.
FORBIDDEN = {
    "a path of one machine": re.compile(r"(?<![\w.~])/(?:wor[k]|roo[t]|hom[e]|User[s])/"),
    "the host of a package registry": re.compile(
        r"\b(?:pypi|pythonhosted|debian|ubuntu|npmjs|crates|golang|maven)\.(?:org|com|io|net)\b"
    ),
    "unfinished work": re.compile(r"\b(?:TOD[O]|FIXM[E])\b"),
}

# A comment that switches a check off, and the form that also says why.
EXCEPTION = re.compile(r"noqa|type: ?ignore|pragma: no cover")
WITH_REASON = re.compile(
    r"# (?:ruff: )?noqa: [A-Z]+\d+(?:, ?[A-Z]+\d+)* - \w.{7,}"
    r"|# type: ignore\[[\w-]+(?:, ?[\w-]+)*\]  # \w.{7,}"
    r"|# pragma: no cover - \w.{7,}"
)


def tracked_files(checkout: Path) -> list[Path]:
    """The files that are, or with the next `git add` would be, in git; all but hidden folders without git."""
    git = shutil.which("git")
    if git is not None and (checkout / ".git").exists():
        command = [git, "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
        listed = subprocess.run(  # noqa: S603 - git as found on the search path, fixed arguments
            command, cwd=checkout, capture_output=True, text=True, encoding="utf-8", check=True
        ).stdout
        paths = {checkout / name for name in listed.split("\0") if name}
    else:
        paths = {
            path
            for path in checkout.rglob("*")
            if not any(part.startswith(".") for part in path.relative_to(checkout).parts)
        }
    return sorted(path for path in paths if path.is_file())


def own_text(checkout: Path) -> Iterator[tuple[str, str]]:
    """Path below the checkout and text of each text file, but not of the published reports."""
    for path in tracked_files(checkout):
        content = path.read_bytes()
        name = path.relative_to(checkout).as_posix()
        if b"\0" in content or (name.startswith("seeds/") and name.endswith(".txt")):
            continue
        yield name, content.decode("utf-8", errors="replace")


def forbidden_words(text: str) -> list[str]:
    """One line for each forbidden word: where it is, which it is, what it is."""
    return [
        f"{number}: {match[0]} is {kind}"
        for number, line in enumerate(text.splitlines(), start=1)
        for kind, pattern in FORBIDDEN.items()
        for match in pattern.finditer(line)
    ]


def exceptions_without_reason(source: str) -> list[str]:
    """One line for each comment of Python source that switches a check off without saying why."""
    return [
        f"{token.start[0]}: {token.string}"
        for token in tokenize.generate_tokens(io.StringIO(source).readline)
        if token.type == tokenize.COMMENT and EXCEPTION.search(token.string) and not WITH_REASON.search(token.string)
    ]


def test_own_text_is_found(checkout: Path) -> None:
    """The checks below read the project's files, this one among them."""
    names = {name for name, _ in own_text(checkout)}
    assert {"pyproject.toml", ".ci/run", "tests/architecture/test_words.py"} - names == set()


def test_no_file_has_forbidden_words(checkout: Path) -> None:
    """No file names a machine's folders or a package registry, or says that it is unfinished."""
    found = [f"{name}:{word}" for name, text in own_text(checkout) for word in forbidden_words(text)]
    assert found == []


def test_every_exception_has_its_reason(checkout: Path) -> None:
    """A comment that switches a check off says on the same line why it may."""
    sources = ((name, text) for name, text in own_text(checkout) if name.endswith(".py"))
    found = [f"{name}:{comment}" for name, text in sources for comment in exceptions_without_reason(text)]
    assert found == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("see /" + "work/main", 1),
        ("open('/" + "home/me/x')", 1),
        ("https://example.gov.cn/" + "home/index.html", 0),
        ("from https://pypi" + ".org/simple", 1),
        ("TO" + "DO later, FIX" + "ME now", 2),
        ("the mastodon method", 0),
    ],
)
def test_forbidden_words_are_noticed(text: str, expected: int) -> None:
    """Negative control: the patterns see what they are for, and leave ordinary words alone."""
    assert len(forbidden_words(text)) == expected


@pytest.mark.parametrize(
    ("comment", "expected"),
    [
        ("# noqa: S603 - our own interpreter", 0),
        ("# noqa: S603, S607 - our own interpreter", 0),
        ("# noqa: S603", 1),
        ("# noqa", 1),
        ("# type: ignore[no-untyped-call]  # whoosh ships no types", 0),
        ("# type: ignore[no-untyped-call]", 1),
        ("# type: ignore", 1),
        ("# pragma: no cover - only on Windows", 0),
        ("# pragma: no cover", 1),
    ],
)
def test_exceptions_without_reason_are_noticed(comment: str, expected: int) -> None:
    """Negative control: a bare exception is seen, one with its reason is not."""
    assert len(exceptions_without_reason(f"value = 1  {comment}\n")) == expected


def test_changelog_says_nothing_twice(checkout: Path) -> None:
    """A merge that keeps both sides of a conflict brings back entries that were reworded: some begin alike."""
    lines = (checkout / "CHANGELOG.md").read_text("utf-8").splitlines()
    begins = [line[:30] for line in lines if line.startswith("- ")]
    assert [begin for begin in begins if begins.count(begin) > 1] == []
