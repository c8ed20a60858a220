"""Telling who the company is."""

from playwright.sync_api import Page, expect

POSTAL_CODE, PLACE = "805-0071", "北九州市八幡東区東田"


def fill_in_organization(page: Page, *, name: str) -> None:
    """Fill in the form that comes before the first application; the post code helps."""
    form = page.locator("#organization-form")
    form.locator("[name=family_name]").fill("髙﨑")
    form.locator("[name=given_name]").fill("花子")
    form.locator("[name=name]").fill(name)
    form.locator("[name=sector]").select_option("manufacturing")
    form.locator("[name=size]").select_option("21-50")
    form.locator("[name=postal_code]").fill(POSTAL_CODE)
    form.get_by_role("button", name="住所を入れる").click()
    expect(form.locator("[name=city]")).to_have_value(PLACE)
    form.get_by_role("button", name="登録する").last.click()
