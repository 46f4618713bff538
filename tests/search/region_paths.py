"""Regions of reports by level, for the tests of the tree of regions."""

from __future__ import annotations

# A municipality, a county straight under its province, one whose prefecture was made later, and one that moved.
PATHS = [
    (0, 0, 0),
    (110000, 0, 0),
    (110000, 0, 110101),
    (420000, 0, 429004),
    (420000, 420600, 0),
    (420000, 420600, 420621),
    (420000, 420600, 420625),
    (420000, 420800, 420621),
    (420000, 420800, 420804),
    (530000, 0, 530822),
    (530000, 530800, 530822),
    (530000, 530800, 530823),
]
