"""The coordinator looks at the figures of the demonstration, on paper too."""

from playwright.sync_api import expect

from tests.browser.accessibility import look_at

DESK = "/admin/matching/"


def test_figures_and_stories_are_shown_and_pass_axe(open_browser):
    desk = open_browser(account="coordinator")
    paths = ["/admin/matching/dashboard/", "/admin/matching/stories/"]
    assert look_at(desk, paths) == {}
    assert look_at(desk, every_other_screen(desk, paths)) == {}
    desk.goto(paths[0])
    expect(desk.get_by_role("main")).to_contain_text("取引先との関係 セミナー（熊本県）")
    expect(desk.get_by_role("table", name="テーマと都道府県")).to_contain_text("*")
    for name in ("報告書（PDF）", "Report (PDF)"):
        address = desk.get_by_role("link", name=name).get_attribute("href")
        answer = desk.request.get(address)
        assert answer.headers["content-type"] == "application/pdf"
        assert answer.body().startswith(b"%PDF-")


def every_other_screen(desk, known):
    """All screens that the desk's first page leads to, and the first detail of each list."""
    desk.goto(DESK)
    paths = [DESK, f"{DESK}meetings/new/", *addresses(desk, ".desk-groups a")]
    for name in ("introductions", "needs", "seeds", "meetings", "week"):
        desk.goto(f"{DESK}{name}/")
        paths += addresses(desk, f".listing a[href^='{DESK}']")[:1]
    return [path for path in dict.fromkeys(paths) if path not in known]


def addresses(page, selector):
    return page.locator(selector).evaluate_all("links => links.map(one => one.pathname)")
