"""Screens that a page is looked at on."""

from typing import Any, Protocol

from playwright.sync_api import Page

# Screens by name, as options of a browser context. 320 CSS pixels are also 1280 at 400 % (WCAG 2.1, 1.4.10).
SCREENS: dict[str, dict[str, Any]] = {
    "desktop": {"viewport": {"width": 1280, "height": 800}},
    "phone": {"viewport": {"width": 320, "height": 640}, "is_mobile": True, "has_touch": True},
    "narrow": {"viewport": {"width": 320, "height": 640}},
    "dark": {"viewport": {"width": 1280, "height": 800}, "color_scheme": "dark"},
    "forced-colors": {"viewport": {"width": 1280, "height": 800}, "forced_colors": "active"},
    "reduced-motion": {"viewport": {"width": 1280, "height": 800}, "reduced_motion": "reduce"},
    "no-script": {"viewport": {"width": 1280, "height": 800}, "java_script_enabled": False},
}


class NewPage(Protocol):
    """Opens a page in a context of its own, which is closed when the test ends."""

    def __call__(self, screen: str = "desktop", **context_options: Any) -> Page:  # noqa: ANN401 - Playwright's own options
        """Takes a name of `SCREENS`, and options of `Browser.new_context` on top."""
        ...
