"""Somebody without an account browses, searches and reads, in two languages."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.pages.pressing import go_by


@pytest.mark.parametrize("javascript", [True, False], ids=["script", "no-script"])
def test_from_the_home_page_to_an_answer(portal, open_browser, javascript):
    page = open_browser(phone=True, javascript=javascript)
    page.goto("/")
    hero = page.locator("main input[type=search]").first
    hero.fill("ランサムウエア")
    hero.press("Enter")
    expect(page).to_have_url(re.compile(r"/search/\?q="))
    first = page.locator(".result-list .result").first
    expect(first.locator("mark").first).to_have_text(re.compile("ランサムウェア"))
    first.get_by_role("link").first.click()
    expect(page.locator("h1")).to_contain_text("ランサムウェア")


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("BCP", "事業継続力強化計画"),
        ("事業継続力強化計画", "BCP|事業継続"),
        ("補助", "補助"),
    ],
)
def test_words_of_the_field_find_each_other(portal, open_browser, asked, found):
    page = open_browser()
    page.goto(f"/search/?q={asked}")
    expect(page.locator(".result-list")).to_contain_text(re.compile(found))


@pytest.mark.parametrize("javascript", [True, False], ids=["script", "no-script"])
def test_results_are_narrowed_by_kind_and_sector(portal, open_browser, javascript):
    page = open_browser(javascript=javascript)
    page.goto("/search/?q=ランサムウエア")
    everything = page.locator(".result-list .result").count()
    facets = page.get_by_role("form", name="検索結果を絞り込む")
    facets.locator("input[name=kind][value=guide]").check()
    facets.get_by_role("button", name="絞り込む").click()
    expect(page).to_have_url(re.compile("kind=guide"))
    expect(page.locator(".result-list .result:not(.card-guide)")).to_have_count(0)
    expect(page.locator(".result-list .result").first).to_be_visible()
    assert 0 < page.locator(".result-list .result").count() <= everything
    page.goto("/search/?q=ランサムウエア&sector=medical")
    assert 0 < page.locator(".result-list .result").count() < everything


def test_guides_are_browsed_by_sector_and_read_in_english(portal, open_browser):
    page = open_browser(phone=True)
    page.goto("/guides/?sector=manufacturing")
    go_by(page.locator("main article a").first)
    heading = page.locator("h1").inner_text()
    page.goto(page.url.replace(portal.address, f"{portal.address}/en"))
    expect(page.locator("html")).to_have_attribute("lang", "en")
    expect(page.locator("h1")).not_to_have_text(heading)


def test_the_first_hour_card_is_one_tap_away_from_everywhere(portal, open_browser):
    page = open_browser(phone=True)
    for path in ("/", "/guides/", "/search/?q=x", "/accounts/login/", "/no-such-page/"):
        page.goto(path)
        page.get_by_role("banner").get_by_role("link", name="被害に遭ったら").click()
        expect(page).to_have_url(re.compile("/emergency/$"))


def test_the_keyboard_reaches_the_content_first(portal, open_browser):
    page = open_browser()
    page.goto("/")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("#main$"))


def test_a_figure_shows_its_chart_with_the_table_and_the_source(portal, open_browser):
    page = open_browser(javascript=False)
    page.goto("/figures/ransomware-share/")
    chart = page.locator("main figure").filter(has=page.locator("svg")).first
    expect(chart).to_be_visible()
    expect(page.locator("main table").first).to_be_attached()
    expect(page.locator("main")).to_contain_text("出典")


@pytest.mark.parametrize(("path", "most"), [("/", 4), ("/en/", 2)])
def test_a_first_visit_fetches_few_fonts(portal, open_browser, path, most):
    page = open_browser(phone=True)
    fonts: list[str] = []
    page.on("request", lambda asked: fonts.append(asked.url) if ".woff2" in asked.url else None)
    page.goto(path)
    expect(page.locator("html")).to_have_class(re.compile(r"(^| )letters( |$)"))
    page.wait_for_load_state("networkidle")
    assert 0 < len(fonts) <= most
