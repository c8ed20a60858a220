"""What a machine can see of WCAG 2.2 AA on a page."""

from collections.abc import Mapping, Sequence
from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, ViewportSize

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
ALL = {"type": "tag", "values": TAGS}
OF_COLOURS = {"type": "rule", "values": ["color-contrast", "link-in-text-block"]}
NARROWEST = 320
PHONE: ViewportSize = {"width": 390, "height": 844}
DESK: ViewportSize = {"width": 1280, "height": 900}


def violations(page: Page, rules: Mapping[str, Any] = ALL) -> list[str]:
    """One line per rule that the page shown breaks, with the first elements."""
    options = {"resultTypes": ["violations"], "runOnly": rules}
    found = Axe().run(page, options=options).response["violations"]
    return [
        f"{rule['id']}: {'; '.join(str(node['target'][0]) for node in rule['nodes'][:3])}"
        for rule in found
    ]


def in_the_dark(page: Page) -> list[str]:
    """What the dark colours break; only they differ from what was looked at before."""
    page.emulate_media(color_scheme="dark", reduced_motion="reduce")
    found = violations(page, OF_COLOURS)
    page.emulate_media(color_scheme="light", reduced_motion="reduce")
    return [f"dark {line}" for line in found]


def overflow(page: Page) -> int:
    """By how many pixels the page is wider than a window of 320 (WCAG 1.4.10)."""
    before = page.viewport_size
    page.set_viewport_size({"width": NARROWEST, "height": 800})
    width = page.evaluate("document.scrollingElement.scrollWidth")
    if before:
        page.set_viewport_size(before)
    return max(0, int(width) - NARROWEST)


def look_at(
    page: Page,
    paths: Sequence[str],
    *,
    sizes: Sequence[ViewportSize] = (),
    dark: bool = False,
    expected: int = 200,
) -> dict[str, list[str]]:
    """What is wrong with each of the pages, those without fault left out.

    Each page is loaded once, in the window's size, and then shown in all ``sizes``.
    """
    page.emulate_media(reduced_motion="reduce")
    wrong = {}
    for path in paths:
        if sizes:
            page.set_viewport_size(sizes[0])
        response = page.goto(path)
        assert response is not None
        faults = [] if response.status == expected else [f"status {response.status}"]
        faults += violations(page)
        for size in sizes[1:]:
            page.set_viewport_size(size)
            faults += [f"{size['width']} px {line}" for line in violations(page)]
        if dark:
            faults += in_the_dark(page)
        if excess := overflow(page):
            faults.append(f"{excess} px too wide at {NARROWEST}")
        if faults:
            wrong[path] = faults
    return wrong
