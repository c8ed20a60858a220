"""Writing down what a company lacks."""

from playwright.sync_api import Page, expect


def begin_from_check(page: Page, *lacking: str) -> None:
    """Tick what is lacking in the self-check and go on to the form that it fills."""
    page.goto("/matching/from-check/")
    for words in lacking:
        page.get_by_label(words).check()
    page.get_by_role("button", name="この困りごとを相談する").click()
    expect(page.locator("[name=title]")).not_to_have_value("")


def send_need(page: Page, *, title: str, body: str) -> None:
    """Fill in the form, opened unless it is before us, and send it to the coordinators."""
    if not page.locator("[name=title]").count():
        page.goto("/matching/needs/new/")
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
    page.get_by_role("button", name="コーディネーターに送る").click()
