"""What all pages of the admin have."""

from playwright.sync_api import Locator, Page, expect

from tests.browser.pages.pressing import go_by


def expect_said(page: Page, words: str) -> None:
    """The admin answers the last click with ``words``."""
    expect(page.locator(".messages")).to_contain_text(words)


def press(button: Locator) -> None:
    """Press ``button`` by the keyboard, as after a field of date and time.

    Its calendar opens 100 ms after the field has the focus: a click in that moment begins on
    the button and ends on the calendar, and is then none.
    """
    button.press("Enter")


def choose_language(page: Page, code: str) -> None:
    """Read the admin in another language."""
    page.goto("/admin/account/")
    page.locator("[name=locale-preferred_language]").select_option(code)
    go_by(page.locator("main form [type=submit]").last)
    expect(page.locator("html")).to_have_attribute("lang", code)
