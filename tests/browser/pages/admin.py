"""What all pages of the admin have."""

from datetime import datetime

from playwright.sync_api import Locator, Page, expect

from tests.browser.pages.pressing import go_by


def expect_said(page: Page, words: str) -> None:
    """The admin answers the last click with ``words``."""
    expect(page.locator(".messages")).to_contain_text(words)


def fill_moment(field: Locator, moment: datetime) -> None:
    """Type ``moment`` into a field of date and time, and put its calendar away.

    The calendar opens 100 ms after the field has the focus: a click before that may begin
    on a button and end on the calendar, and is then none.
    """
    calendar = field.page.locator(".xdsoft_datetimepicker").filter(visible=True)
    field.fill(f"{moment:%Y-%m-%d %H:%M}")
    expect(calendar).to_have_count(1)
    field.press("Tab")
    expect(calendar).to_have_count(0)
    expect(field).to_have_value(f"{moment:%Y-%m-%d %H:%M}")


def choose_language(page: Page, code: str) -> None:
    """Read the admin in another language."""
    page.goto("/admin/account/")
    page.locator("[name=locale-preferred_language]").select_option(code)
    go_by(page.locator("main form [type=submit]").last)
    expect(page.locator("html")).to_have_attribute("lang", code)
