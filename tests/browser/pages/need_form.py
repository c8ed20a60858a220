"""Writing down what a company lacks."""

from playwright.sync_api import Page


def send_need(page: Page, *, title: str, body: str) -> None:
    """Fill in the form and send it to the coordinators."""
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
