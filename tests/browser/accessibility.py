"""What a machine can see of WCAG 2.2 AA on a page."""

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
NARROWEST = 320


def violations(page: Page) -> list[str]:
    """One line per rule that the page shown breaks, with the first elements."""
    options = {"resultTypes": ["violations"], "runOnly": {"type": "tag", "values": RULES}}
    found = Axe().run(page, options=options).response["violations"]
    return [
        f"{rule['id']}: {'; '.join(str(node['target'][0]) for node in rule['nodes'][:3])}"
        for rule in found
    ]


def overflow(page: Page) -> int:
    """By how many pixels the page is wider than a window of 320 (WCAG 1.4.10)."""
    before = page.viewport_size
    page.set_viewport_size({"width": NARROWEST, "height": 800})
    width = page.evaluate("document.scrollingElement.scrollWidth")
    if before:
        page.set_viewport_size(before)
    return max(0, int(width) - NARROWEST)


def look_at(page: Page, paths: list[str], *, expected: int = 200) -> dict[str, list[str]]:
    """What is wrong with each of the pages, those without fault left out."""
    wrong = {}
    for path in paths:
        response = page.goto(path)
        assert response is not None
        faults = [] if response.status == expected else [f"status {response.status}"]
        faults += violations(page)
        if excess := overflow(page):
            faults.append(f"{excess} px too wide at {NARROWEST}")
        if faults:
            wrong[path] = faults
    return wrong
