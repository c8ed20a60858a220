"""Writing down what a company lacks."""

from playwright.sync_api import Page, expect

from tests.browser.language import Language
from tests.browser.pages.pressing import go_by


def begin_from_check(page: Page, language: Language, *lacking: str) -> None:
    """On the result of a self-check, before us, go on to the form that the gaps fill."""
    for words in lacking:
        expect(page.get_by_label(language.say(words))).to_be_checked()
    go_by(page.get_by_role("button", name=language.say("この困りごとを相談する")))
    expect(page.locator("[name=title]")).not_to_have_value("")


def send_need(page: Page, language: Language, *, title: str, body: str) -> None:
    """Fill in the form and send it to the coordinators."""
    page.locator("[name=title]").fill(title)
    page.locator("[name=body]").fill(body)
    sector = page.locator("[name=sector]")
    if not sector.input_value():
        sector.select_option("manufacturing")
    prefecture = page.locator("[name=prefecture]")
    if not prefecture.input_value():
        prefecture.select_option("fukuoka")
    for name in ("urgency", "budget_band", "visibility"):
        choices = page.locator(f"[name={name}]")
        if not page.locator(f"[name={name}]:checked").count():
            choices.first.check()
    page.get_by_role("button", name=language.say("コーディネーターに送る")).click()
