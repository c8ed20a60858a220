"""Answering the questions of the self-check."""

from playwright.sync_api import Page, expect

from tests.browser.language import Language
from tests.browser.pages.pressing import go_by


def take(page: Page, language: Language, *lacking: str) -> None:
    """Answer yes to every question but those of the codes ``lacking``, and read the result."""
    page.goto(language.path("/self-check/"))
    groups = page.locator("fieldset.field")
    expect(groups).to_have_count(18)
    for group in groups.all():
        group.locator("[value=yes]").check()
    for code in lacking:
        page.locator(f"[name={code}][value=no]").check()
    go_by(page.get_by_role("button", name=language.say("結果を見る")))
    expect(page.get_by_role("main")).to_contain_text("94")
