"""Bureau staff write a guide, have it published, find it, and take it away again."""

import re
import time

from playwright.sync_api import expect

from tests.browser.pages.guide_editor import GuideEditor
from tests.browser.pages.pressing import go_by
from tests.harness.processes import until


def number_of(portal, path: str) -> int:
    """The key of a Japanese page."""
    rows = portal.installation.sql(
        "SELECT id FROM wagtailcore_page WHERE url_path = ?", f"/home/{path}"
    )
    return rows[0][0]


def test_a_guide_is_written_published_found_and_taken_away(portal, open_browser):
    word = f"雷雲{time.time_ns() % 10**8}"
    title = f"{word}に備える手引き"
    writer = open_browser(account="editor")
    editor = GuideEditor(writer)
    guides = number_of(portal, "guides/")
    editor.begin(guides, title=title, summary="停電と雷のあとに確かめることを示します。")
    editor.add_block(0, "見出し")
    editor.fill("body-0-value", "まず確かめること")
    editor.add_block(1, "手順")
    editor.fill("body-1-value-title", "五分でできる確認")
    editor.fill("body-1-value-steps-0-value-title", "電源の札を見る")
    editor.submit()

    reader = open_browser(phone=True)
    search = f"/search/?q={word}"
    assert title not in reader.goto(search).text()

    publisher = open_browser(account="publisher")
    publisher.goto("/admin/")
    expect(publisher.get_by_role("main")).to_contain_text("公開の確認を待つページ")
    go_by(publisher.get_by_role("link", name=title).first)
    identifier = int(re.findall(r"/pages/(\d+)/", publisher.url)[0])
    draft = publisher.request.get(f"/admin/pages/{identifier}/view_draft/")
    assert "電源の札を見る" in draft.text()
    GuideEditor(publisher).approve()

    def found() -> bool:
        return (
            word in reader.goto(search).text()
            and reader.get_by_role("link", name=re.compile(title)).count() > 0
        )

    until(found, seconds=10)
    reader.get_by_role("link", name=re.compile(title)).first.click()
    expect(reader.get_by_role("main")).to_contain_text("電源の札を見る")
    address = reader.url

    GuideEditor(publisher).unpublish(identifier)
    until(lambda: not found(), seconds=10)
    assert reader.goto(address).status == 404


def test_an_editor_cannot_publish_alone(portal, open_browser):
    page = open_browser(account="editor")
    page.goto(f"/admin/pages/{number_of(portal, 'guides/backups/')}/edit/")
    page.get_by_role("button", name="他のアクション").click()
    expect(page.get_by_role("button", name="公開", exact=True)).to_have_count(0)


def test_staff_without_the_second_factor_are_kept_out(portal, open_browser):
    page = open_browser()
    account = portal.accounts["editor"]
    page.goto("/accounts/login/?next=/admin/")
    page.get_by_label("メールアドレス").fill(account.email)
    page.get_by_label("パスワード").fill(account.password)
    go_by(page.get_by_role("button", name="ログイン", exact=True))
    page.goto("/admin/")
    expect(page).to_have_url(re.compile("/accounts/"))


def test_a_company_sees_nothing_of_the_administration(portal, open_browser):
    page = open_browser(account="company")
    response = page.goto("/admin/")
    assert response is not None
    assert response.status == 403


def test_registrations_are_listed_filtered_and_exported(portal, open_browser):
    page = open_browser(account="eventmanager")
    page.goto("/admin/events/registrations/")
    rows = page.get_by_role("main").locator("table tbody tr")
    expect(rows.first).to_be_visible()
    everyone = rows.count()
    page.goto("/admin/events/registrations/?state=cancelled")
    assert rows.count() < everyone
    table = page.request.get("/admin/events/registrations/?export=csv")
    assert "csv" in table.headers["content-type"]
    assert len(table.text().splitlines()) > 1
