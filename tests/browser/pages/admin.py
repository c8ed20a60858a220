"""What all pages of the admin have."""

from playwright.sync_api import Page, expect


def expect_said(page: Page, words: str) -> None:
    """The admin answers the last click with ``words``."""
    expect(page.locator(".messages")).to_contain_text(words)
