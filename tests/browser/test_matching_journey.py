"""From a gap to an outcome: need, proposal, stages, messages, meeting, the bureau's count."""

import re
import time
from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from playwright.sync_api import Page, expect

from tests.browser.accessibility import overflow, violations
from tests.browser.language import Language
from tests.browser.pages import introduction, need_form, self_check
from tests.browser.pages.admin import choose_language
from tests.browser.pages.matching_desk import MatchingDesk
from tests.browser.portal import Portal

SEED = "九州まもりIT"
NEED = (
    "社内に詳しい人がいません。バックアップの取り方と、ネットワーク機器の更新を、"
    "月に一度見に来てもらえる専門家を探しています。"
)
COMPANY, EXPERT, COORDINATOR = "company@example.jp", "expert@example.jp", "coordinator@example.jp"


@dataclass
class Story:
    """The three people, each before a page, in one language."""

    portal: Portal
    language: Language
    company: Page
    expert: Page
    desk: MatchingDesk

    def say(self, words: str) -> str:
        return self.language.say(words)

    @property
    def sides(self) -> tuple[tuple[Page, str, str], ...]:
        """Page, address and the other's address of both."""
        return (self.company, COMPANY, EXPERT), (self.expert, EXPERT, COMPANY)

    def look_at(self, page: Page) -> None:
        """A machine finds nothing wrong with the page, nor words of another language."""
        assert violations(page) == []
        assert overflow(page) == 0
        assert self.language.left(page, self.portal.written()) == []


@pytest.fixture(params=["ja", "en"])
def story(request, portal, open_browser) -> Iterator[Story]:
    """People who read, and are written to, in one language."""
    language = Language(request.param)
    people = (COMPANY, EXPERT, COORDINATOR)
    portal.write_in(language.code, *people)
    desk = open_browser(account="coordinator")
    if language.code != "ja":
        choose_language(desk, language.code)
    locale = {"ja": "ja-JP", "en": "en-GB"}[language.code]
    company = open_browser(phone=True, account="company", locale=locale)
    expert = open_browser(account="expert", locale=locale)
    yield Story(portal, language, company, expert, MatchingDesk(desk, language))
    portal.write_in("ja", *people)


def test_from_a_gap_to_an_outcome_that_the_bureau_counts(story):
    title = f"{story.say('社内のネットワークとバックアップを見てほしい')}{time.time_ns() % 10**8}"
    before = story.desk.published()
    ask(story, title)
    story.desk.publish(title)
    reasons = re.compile(story.say("ネットワーク|バックアップ|福岡"))
    address = story.language.path(story.desk.propose(SEED, reasons))
    agree(story, address, title)
    talk(story)
    meet(story, address)
    words = story.say("控えから戻せるようになりました。")
    introduction.tell_outcome(story.company, story.language, words)
    story.look_at(story.company)
    assert words in story.desk.read_introduction(title)
    assert story.desk.published() == before + 1


def ask(story, title):
    """From a gap in the self-check to a need that the coordinator reads."""
    page, language = story.company, story.language
    self_check.take(page, language, "backup")
    story.look_at(page)
    need_form.begin_from_check(page, language, "控えを切り離して残せておらず")
    story.look_at(page)
    need_form.send_need(page, language, title=title, body=language.say(NEED))
    expect(page.get_by_role("main")).to_contain_text(story.say("コーディネーターが読んでいます"))
    story.look_at(page)


def agree(story, address, title):
    """Both follow their mails and agree by stages; names and contacts come with the last."""
    for (page, name, other), subject in zip(
        story.sides, ("【ご提案】", "【ご相談】"), strict=True
    ):
        mail = story.portal.mail_to(name, story.say(subject), text=address)
        assert other not in text_of(mail)
        page.goto(address)
        introduction.agree_to_the_next_stage(page, story.language)
        expect(page.get_by_role("main")).not_to_contain_text(other)
    # The one who agrees last sees the next stage at once, the other when looking again.
    story.company.reload()
    for page, _name, other in story.sides:
        expect(page.get_by_role("main")).to_contain_text(story.say("従業員数"))
        expect(page.get_by_role("main")).not_to_contain_text(other)
        story.look_at(page)
        introduction.open_agreement(page, story.language)
        if page is story.company:
            story.look_at(page)
        introduction.agree_to_the_contact(page, story.language)
    story.company.reload()
    for page, name, other in story.sides:
        expect(page.get_by_role("main")).to_contain_text(story.say("双方が同意しました"))
        expect(page.get_by_role("main")).to_contain_text(other)
        assert other in text_of(story.portal.mail_to(name, story.say("【紹介】"), title))


def talk(story):
    """Both write; the other reads it in a mail that does not tell the address."""
    hello = story.say("はじめまして。来週お話しできますか。")
    introduction.write(story.company, story.language, hello)
    copy = story.portal.mail_to(EXPERT, story.say("【紹介のやり取り】"), text=hello)
    assert COMPANY not in str(copy["From"])
    introduction.write(story.expert, story.language, story.say("ぜひお願いします。"))


def meet(story, address):
    """They agree on a date, and get it for their calendars."""
    place = story.say("ひびき精工 会議室")
    introduction.propose_meeting(story.expert, story.language, place)
    introduction.choose_meeting(story.company, story.language)
    story.expert.reload()
    for page, name, _other in story.sides:
        mail = story.portal.mail_to(name, story.say("【面談の案内】"), text=address)
        assert "text/calendar" in {part.get_content_type() for part in mail.walk()}
        story.look_at(page)


def text_of(mail):
    return mail.get_body(("plain",)).get_content()


def test_nobody_else_reads_the_company_of_a_need(portal, open_browser):
    page = open_browser()
    page.goto("/matching/needs/")
    names = portal.installation.sql("SELECT name FROM accounts_organization")
    text = page.get_by_role("main").inner_text()
    assert len(text) > 100
    assert [name for (name,) in names if name in text] == []
