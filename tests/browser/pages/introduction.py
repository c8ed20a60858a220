"""The page that both sides of an introduction share: messages and the meeting."""

import re
from datetime import timedelta

from django.utils import timezone
from playwright.sync_api import Page, expect

from tests.browser.accessibility import violations


def write(page: Page, words: str) -> None:
    """Send a message."""
    page.get_by_label("メッセージ").fill(words)
    page.get_by_role("button", name="送る", exact=True).click()
    expect(page.locator(".thread")).to_contain_text(words)


def propose_meeting(page: Page, place: str) -> None:
    """Propose one date."""
    day = timezone.localdate() + timedelta(days=7)
    page.get_by_text("日程を提案する", exact=True).click()
    page.get_by_label("日付").first.fill(day.isoformat())
    page.get_by_label("時刻").first.fill("14:00")
    page.get_by_label("場所").fill(place)
    page.get_by_role("button", name="提案する", exact=True).click()
    expect(page.get_by_role("main")).to_contain_text("相手の返事を待っています")


def choose_meeting(page: Page) -> None:
    """Pick the first of the proposed dates."""
    page.reload()
    page.get_by_role("button", name="この日時に決める").click()
    expect(page.get_by_role("main")).to_contain_text("面談の日時が決まりました")


def tell_outcome(page: Page, words: str) -> None:
    """Record that the trouble is solved."""
    page.get_by_label("解決した").check()
    page.get_by_label("ひとこと").fill(words)
    page.get_by_role("button", name="記録する").click()
    expect(page.get_by_role("main")).to_contain_text(words)


def faults(page: Page) -> list[str]:
    """What a machine finds wrong with the page in both languages; ends in Japanese."""
    address = re.sub(r"#.*", "", page.url)
    found = []
    for path in (address.replace("/matching/", "/en/matching/"), address):
        page.goto(path)
        found += violations(page)
    return found
