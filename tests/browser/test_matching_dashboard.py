"""The coordinator looks at the figures of the demonstration, on paper too."""

from playwright.sync_api import expect

from tests.browser.accessibility import look_at


def test_figures_and_stories_are_shown_and_pass_axe(open_browser):
    desk = open_browser(account="coordinator")
    paths = ["/admin/matching/dashboard/", "/admin/matching/stories/"]
    assert look_at(desk, paths) == {}
    desk.goto(paths[0])
    expect(desk.get_by_role("main")).to_contain_text("取引先との関係 セミナー（熊本県）")
    expect(desk.get_by_role("table", name="テーマと都道府県")).to_contain_text("*")
    for name in ("報告書（PDF）", "Report (PDF)"):
        address = desk.get_by_role("link", name=name).get_attribute("href")
        answer = desk.request.get(address)
        assert answer.headers["content-type"] == "application/pdf"
        assert answer.body().startswith(b"%PDF-")
