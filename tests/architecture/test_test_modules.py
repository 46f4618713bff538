"""Any folders of tests can be run together."""

import re
from collections import Counter
from pathlib import Path

SHARED_BY_ACCIDENT = re.compile(r"^ *(?:from|import) (conftest|test_\w+)\b", re.MULTILINE)


def test_modules_have_names_of_their_own(checkout: Path) -> None:
    """Test folders are no packages: two modules of one name would hide each other, so only `conftest` occurs twice."""
    names = Counter(path.name for path in (checkout / "tests").rglob("*.py"))
    assert {name for name, times in names.items() if times > 1} <= {"conftest.py"}


def test_what_tests_share_has_a_module(checkout: Path) -> None:
    """Which `conftest` an import finds depends on what else is run; helpers stand in modules with names."""
    found = {
        path.name: imported
        for path in (checkout / "tests").rglob("*.py")
        if (imported := SHARED_BY_ACCIDENT.findall(path.read_text(encoding="utf-8")))
    }
    assert found == {}
