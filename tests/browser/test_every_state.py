"""What holds for every state of the pages on every variant of the screen."""

import pytest
from page_states import STATES
from visits import Visit

from webapp.views.frame import SITE_NAME

# Rules that axe leaves to a person, and what the person found.
UNDECIDED = {
    "color-contrast": "text near another element, such as a bar that stays in sight: both have the page's colours",
    "target-size": "inline links in a line of text, which WCAG 2.5.8 excepts",
    "aria-hidden-focus": "ticks in the picture of hits: pointing devices only, out of the tab order",
}


def faults(visits: dict[str, Visit], name: str) -> dict[str, object]:
    """The states where something was noticed that should not be."""
    return {state: value for state, visit in visits.items() if (value := getattr(visit, name))}


def test_status_and_title(visits: dict[str, Visit]) -> None:
    """Every state has its status, and a title that ends in the site's name."""
    assert {state: STATES[state].status for state in visits} == {state: v.status for state, v in visits.items()}
    assert all(visit.title.endswith(SITE_NAME) for visit in visits.values())


def test_no_violations(visits: dict[str, Visit]) -> None:
    """No state breaks an accessibility rule (axe-core), and what axe cannot decide has been decided."""
    assert faults(visits, "violations") == {}
    assert set().union(*(visit.incomplete for visit in visits.values())) <= UNDECIDED.keys()


def test_quiet_and_at_home(visits: dict[str, Visit]) -> None:
    """No page writes to the console, asks another server, or sets a cookie."""
    assert faults(visits, "said") == {}
    assert faults(visits, "strangers") == {}
    assert faults(visits, "cookies") == {}


def test_nothing_moves(visits: dict[str, Visit]) -> None:
    """Nothing shifts while a page loads, but for the foot of one that arrives in pieces: a hundred-thousandth part."""
    assert {state: visit.shift for state, visit in visits.items() if visit.shift > 0.0001} == {}


def test_nothing_scrolls_sideways(visits: dict[str, Visit]) -> None:
    """At 320 pixels, at full width and with text twice as large, everything fits, opened folds included."""
    assert {state: visit.overflow for state, visit in visits.items() if visit.overflow > 0} == {}


@pytest.mark.parametrize("state", ["results", "filtered"])
def test_title_tells_the_count(visits: dict[str, Visit], state: str) -> None:
    """The title of a results page reads query, number of reports, site."""
    query, count, site = visits[state].title.split(" - ")
    assert query in {"依申请公开", "政务公开"}
    assert count.endswith(" 份")
    assert site == SITE_NAME
