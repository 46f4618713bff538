"""The sample reports are what seeds/README.md says, byte for byte."""

import hashlib
import re
from pathlib import Path

ROW = re.compile(r"^\| `(?P<name>\S+\.txt)` \|.*\| (?P<size>\d+) \| (?P<chars>\d+) \| `(?P<sha256>[0-9a-f]{64})` \|$")


def described(readme: Path) -> dict[str, tuple[int, int, str]]:
    """File name to bytes, characters and SHA-256, as the table of the README has them."""
    rows = filter(None, map(ROW.match, readme.read_text(encoding="utf-8").splitlines()))
    return {row["name"]: (int(row["size"]), int(row["chars"]), row["sha256"]) for row in rows}


def found(folder: Path) -> dict[str, tuple[int, int, str]]:
    """The same, from the files."""
    contents = {path.name: path.read_bytes() for path in folder.glob("*.txt")}
    return {
        name: (len(content), len(content.decode()), hashlib.sha256(content).hexdigest())
        for name, content in contents.items()
    }


def test_seeds_are_as_described(seeds_dir: Path) -> None:
    """No seed is changed, added or lost without its description."""
    assert found(seeds_dir) == described(seeds_dir / "README.md")


def test_there_are_five_seeds(seeds_dir: Path) -> None:
    """The comparison above compares something: five files."""
    assert len(described(seeds_dir / "README.md")) == 5
