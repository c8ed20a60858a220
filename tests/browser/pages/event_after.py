"""After a session: survey, certificate, verification, report."""

from playwright.sync_api import APIResponse, Page, expect

from tests.browser.pages.admin import expect_said
from tests.browser.pages.event_desk import EventDesk
from tests.browser.pages.pressing import go_by


def make_survey(desk: EventDesk) -> None:
    """The standard questions."""
    desk.follow("アンケートを作る")
    desk.page.get_by_role("main").get_by_role("button", name="作る", exact=True).click()
    expect(desk.page.get_by_role("main")).to_contain_text("全体として満足しましたか")


def make_rule(desk: EventDesk) -> None:
    """A certificate for whoever was there and answers the survey."""
    desk.follow("修了証")
    desk.page.locator("[name=needs_survey]").check()
    desk.page.get_by_role("button", name="保存する").click()
    expect_said(desk.page, "修了証の条件を保存しました")


def answer_survey(page: Page, personal: str, words: str) -> None:
    """From one's own page to the thanks."""
    page.goto(personal)
    go_by(page.get_by_role("link", name="アンケートに答える"))
    for scale in page.locator("div.survey-scale").all():
        scale.get_by_role("radio").last.check()
    page.get_by_role("main").locator("textarea").fill(words)
    page.get_by_role("button", name="回答を送る").click()
    expect(page.locator("h1")).to_have_text("ご回答ありがとうございました")


def verify(page: Page, personal: str, *, family_name: str, full_name: str) -> None:
    """From one's own page to the public one, which tells the name to whoever knows half of it."""
    page.goto(personal)
    page.get_by_role("link", name="確認ページを見る").click()
    main = page.get_by_role("main")
    expect(main).to_contain_text("この修了証は有効です")
    expect(main).not_to_contain_text(full_name)
    page.get_by_label("修了証にある姓").fill(family_name)
    page.get_by_role("button", name="確かめる").click()
    expect(main).to_contain_text(full_name)


def report(desk: EventDesk, *, to_change: str) -> APIResponse:
    """Write what is to change, and take the paper along."""
    desk.follow("開催報告")
    desk.page.locator("[name=to_change]").fill(to_change)
    go_by(desk.page.get_by_role("button", name="保存する"))
    link = desk.page.get_by_role("link", name="報告書（PDF）", exact=True)
    return desk.page.request.get(link.get_attribute("href") or "")
