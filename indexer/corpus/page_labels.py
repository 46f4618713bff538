"""Labels of the tables that sites put above a document: who issued it, when, under which number."""

from __future__ import annotations

from indexer.corpus.words import read_lists

__all__ = ["label_pattern"]

_LABELS = read_lists("page_labels.txt")


def label_pattern(*kinds: str) -> str:
    """A regular expression for any label of some kinds, the longest first, with blanks inside.

    Args:
        kinds: ``index_number``, ``issuer``, ``published``, ``issued``, ``undated``, ``other`` or ``control``; what they
            mean stands in the file.
    """
    labels = {label for kind in kinds for label in _LABELS[kind]}
    return "|".join(" {0,3}".join(label) for label in sorted(labels, key=lambda label: (-len(label), label)))
