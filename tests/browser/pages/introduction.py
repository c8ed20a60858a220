"""The page that both sides of an introduction share: stages, messages, meeting, outcome."""

from datetime import timedelta

from django.utils import timezone
from playwright.sync_api import Page, expect

from tests.browser.language import Language
from tests.browser.pages.pressing import go_by


def agree_to_the_next_stage(page: Page, language: Language) -> None:
    """Go on by one stage, as far as the other side does too."""
    go_by(page.get_by_role("button", name=language.say("次の段階に進む")))


def open_agreement(page: Page, language: Language) -> None:
    """Go to the question whether the contact may be told."""
    go_by(page.get_by_role("link", name=language.say("連絡先まで同意する")))


def agree_to_the_contact(page: Page, language: Language) -> None:
    """Answer it by yes."""
    go_by(page.get_by_role("button", name=language.say("同意する")))


def write(page: Page, language: Language, words: str) -> None:
    """Send a message."""
    page.get_by_label(language.say("メッセージ")).fill(words)
    page.get_by_role("button", name=language.say("送る"), exact=True).click()
    expect(page.locator(".thread")).to_contain_text(words)


def propose_meeting(page: Page, language: Language, place: str) -> None:
    """Propose one date."""
    day = timezone.localdate() + timedelta(days=7)
    page.get_by_text(language.say("日程を提案する"), exact=True).click()
    page.get_by_label(language.say("日付"), exact=True).first.fill(day.isoformat())
    page.get_by_label(language.say("時刻"), exact=True).first.fill("14:00")
    page.get_by_label(language.say("場所")).fill(place)
    page.get_by_role("button", name=language.say("提案する"), exact=True).click()
    expect(page.get_by_role("main")).to_contain_text(language.say("相手の返事を待っています"))


def choose_meeting(page: Page, language: Language) -> None:
    """Pick the first of the proposed dates."""
    page.reload()
    page.get_by_role("button", name=language.say("この日時に決める")).click()
    expect(page.get_by_role("main")).to_contain_text(language.say("面談の日時が決まりました"))


def tell_outcome(page: Page, language: Language, words: str) -> None:
    """Record that the trouble is solved."""
    page.get_by_label(language.say("解決した")).check()
    page.get_by_label(language.say("ひとこと")).fill(words)
    page.get_by_role("button", name=language.say("記録する")).click()
    expect(page.get_by_role("main")).to_contain_text(words)
