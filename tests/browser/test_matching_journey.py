"""From a gap to an outcome: need, proposal, stages, messages, meeting, the bureau's count."""

import re
import time

from playwright.sync_api import expect

from tests.browser.accessibility import overflow, violations
from tests.browser.pages import introduction
from tests.browser.pages.need_form import begin_from_check, send_need

SEED = "九州まもりIT"
GAP = "控えを切り離して残せておらず"
COMPANY, EXPERT = "company@example.jp", "expert@example.jp"


def test_from_a_gap_to_an_outcome_that_the_bureau_counts(portal, open_browser):
    stamp = str(time.time_ns())[-8:]
    title = f"社内のネットワークとバックアップを見てほしい{stamp}"
    company = open_browser(phone=True, account="company")
    begin_from_check(company, GAP)
    assert violations(company) == []
    send_need(
        company,
        title=title,
        body="社内に詳しい人がいません。バックアップの取り方と、ネットワーク機器の更新を、"
        "月に一度見に来てもらえる専門家を探しています。",
    )
    expect(company.get_by_role("main")).to_contain_text("コーディネーターが読んでいます")

    desk = open_browser(account="coordinator")
    before = counted(desk)
    desk.goto("/admin/matching/")
    desk.get_by_role("link", name=re.compile(title)).first.click()
    desk.get_by_role("button", name="公開する").click()
    desk.goto("/admin/matching/needs/")
    desk.get_by_role("link", name=re.compile(title)).first.click()
    row = desk.locator("tr").filter(has=desk.locator("form[action*=propose]"))
    mine = row.filter(has_text=SEED)
    expect(mine.first).to_contain_text(re.compile("ネットワーク|バックアップ|福岡"))
    offer = mine.first.locator("form[action*=propose]")
    offer.get_by_role("button", name="双方に提案する").click()
    expect(desk.get_by_role("main")).to_contain_text("双方の同意待ち")

    expert = open_browser(account="expert")
    asked = ((company, COMPANY, "【ご提案】"), (expert, EXPERT, "【ご相談】"))
    for page, name, subject in asked:
        mail = portal.mail_to(name, subject)
        text = mail.get_body(("plain",)).get_content()
        other = EXPERT if name == COMPANY else COMPANY
        assert other not in text
        link = re.search(rf"{re.escape(portal.address)}(/matching/introductions/\d+/)", text)
        assert link, text
        page.goto(link[1])
        page.get_by_role("button", name="次の段階に進む").click()
        expect(page.get_by_role("main")).not_to_contain_text(other)
    for page, _name, other in ((company, COMPANY, EXPERT), (expert, EXPERT, COMPANY)):
        page.reload()
        expect(page.get_by_role("main")).to_contain_text("従業員数")
        assert violations(page) == []
        assert overflow(page) == 0
        expect(page.get_by_role("main")).not_to_contain_text(other)
        page.get_by_role("link", name="連絡先まで同意する").click()
        page.get_by_role("button", name="同意する").click()

    for page, name, other in ((company, COMPANY, EXPERT), (expert, EXPERT, COMPANY)):
        page.reload()
        expect(page.get_by_role("main")).to_contain_text("双方が同意しました")
        expect(page.get_by_role("main")).to_contain_text(other)
        disclosed = portal.mail_to(name, "【紹介】", title)
        assert other in disclosed.get_body(("plain",)).get_content()
    talk_and_meet(portal, company, expert)
    introduction.tell_outcome(company, "控えから戻せるようになりました。")
    assert "控えから戻せる" in at_desk(desk, title)
    assert counted(desk) == before + 1


def counted(desk):
    """Published needs of this period on the bureau's dashboard."""
    desk.goto("/admin/matching/dashboard/")
    figure = desk.locator("dt", has_text="公開した困りごと").locator("xpath=..").locator("dd")
    found = re.search(r"\d+", figure.inner_text())
    assert found, figure.inner_text()
    return int(found[0])


def at_desk(desk, title):
    """What the coordinator reads about the introduction."""
    desk.goto("/admin/matching/introductions/")
    desk.get_by_role("link", name=re.compile(title)).first.click()
    return desk.get_by_role("main").inner_text()


def talk_and_meet(portal, company, expert):
    """Both write, agree on a date, and get it for their calendars."""
    introduction.write(company, "はじめまして。来週お話しできますか。")
    copy = portal.mail_to(EXPERT, "【紹介のやり取り】")
    assert "来週お話しできますか" in copy.get_body(("plain",)).get_content()
    assert COMPANY not in str(copy["From"])
    expert.reload()
    introduction.write(expert, "ぜひお願いします。")
    introduction.propose_meeting(expert, "ひびき精工 会議室")
    introduction.choose_meeting(company)
    for page, name in ((company, COMPANY), (expert, EXPERT)):
        kinds = {part.get_content_type() for part in portal.mail_to(name, "【面談の案内】").walk()}
        assert "text/calendar" in kinds
        assert introduction.faults(page) == []


def test_nobody_else_reads_the_company_of_a_need(portal, open_browser):
    page = open_browser()
    page.goto("/matching/needs/")
    names = portal.installation.sql("SELECT name FROM accounts_organization")
    text = page.get_by_role("main").inner_text()
    assert len(text) > 100
    assert [name for (name,) in names if name in text] == []
