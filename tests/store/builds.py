"""Small generations, and what a folder holds."""

from __future__ import annotations

from typing import TYPE_CHECKING

from indexer.store import SCHEMA_VERSION, Manifest, Store

if TYPE_CHECKING:
    from pathlib import Path

RULES = {"rules": "1", "segmenter": "jieba"}


def manifest(**changes: object) -> Manifest:
    """A manifest of an empty generation."""
    values: dict[str, object] = {
        "schema_version": SCHEMA_VERSION,
        "program": "0",
        "created": "2020-01-01T00:00:00+00:00",
        "analysis": RULES,
        "gazetteer": "table",
        "reports": 0,
        "rows": 0,
        "sections": 0,
        "characters": 0,
        "segments": (),
        **changes,
    }
    return Manifest(**values)  # type: ignore[arg-type]  # names are the manifest's own


def build(root: Path, text: str = "content", timeout_s: float = 1.0) -> str:
    """Write one generation and tell its name."""
    with Store(root, timeout_s).write() as draft:
        (draft.path / "data").write_text(text)
        return draft.commit(manifest(), (), (), lambda _folder: None).name


def snapshot(root: Path) -> dict[str, bytes]:
    """Every file below a folder."""
    return {str(path.relative_to(root)): path.read_bytes() for path in sorted(root.rglob("*")) if path.is_file()}
