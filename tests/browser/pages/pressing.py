"""Going from page to page."""

from playwright.sync_api import Locator


def go_by(button: Locator) -> None:
    """Press what leads to another page, and wait until all of that is there.

    A click alone waits until the answer begins: what counts or lists what stands on the
    page right afterwards may find only the first half of it.
    """
    with button.page.expect_event("load"):
        button.click()
