"""The whole Kitakyushu exercise: announced, nine companies for seven places, held, reported.

What people do goes through the pages; only the calendar is turned by hand.
"""

import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage
from zoneinfo import ZoneInfo

import icalendar
import pypdfium2
import pytest
import zxingcpp
from playwright.sync_api import Page, Route, expect

from tests.browser.pages import event_after as after
from tests.browser.pages.event_desk import EventDesk
from tests.browser.pages.pressing import go_by
from tests.browser.pages.selection import Selection
from tests.browser.pages.team_application import Team
from tests.browser.portal import Portal

TOKYO = ZoneInfo("Asia/Tokyo")
EVENT = "/events/sample-exercise/"
MEETING = "https://meet.example.com/j/1129"
MAKERS = ("若松精機", "八幡鋼業", "戸畑金型", "小倉鋳造", "門司塗装", "洞海電装", "皿倉樹脂")
LAST = ("遠賀木工", "直方計器")
KANA_HALF_WIDTH = ("髙﨑", "花子", "ﾀｶｻｷ", "ﾊﾅｺ")


def teams() -> list[Team]:
    made = [
        Team(f"{name}株式会社", f"team{number}-")
        for number, name in enumerate((*MAKERS, *LAST), start=1)
    ]
    made[0].people[0] = KANA_HALF_WIDTH
    return made


class Calendar:
    """The days of one session, turned on as no bureau can."""

    def __init__(self, portal: Portal, session: int) -> None:
        self.portal, self.session = portal, session

    def set(self, **moments: timedelta) -> None:
        """Put moments of the session that far from now."""
        now = datetime.now(UTC)
        for name, distance in moments.items():
            self.portal.installation.sql(
                f"UPDATE events_session SET {name} = ? WHERE id = ?",
                f"{now + distance:%Y-%m-%d %H:%M:%S}",
                self.session,
            )

    def make_due(self, job: str) -> None:
        """The hour of a periodic job has come; the running worker finds it."""
        self.portal.installation.sql(
            "UPDATE delivery_periodicrun SET due_at = '2026-01-01 00:00:00' WHERE name = ?", job
        )


def text_of(mail: EmailMessage) -> str:
    body = mail.get_body(("plain",))
    assert body is not None
    return body.get_content()


def link_in(mail: EmailMessage, kind: str) -> str:
    """The address of the page of ``kind`` ("link": the application, "me": the person)."""
    found = re.search(rf"https?://\S+/registrations/{kind}/\S+/", text_of(mail))
    assert found, text_of(mail)
    return found[0]


def entries_in(mail: EmailMessage) -> tuple[str, list[str]]:
    """Method and attendees of the calendar entry that came along."""
    part = next(one for one in mail.walk() if one.get_content_type() == "text/calendar")
    (event,) = icalendar.Calendar.from_ical(part.get_content()).walk("VEVENT")
    people = event["ATTENDEE"]
    people = people if isinstance(people, list) else [people]
    return part["Content-Type"].params["method"], [str(one) for one in people]


def words_of(pdf: bytes) -> str:
    """The text of a paper, without the spaces between."""
    pages = pypdfium2.PdfDocument(pdf)
    return re.sub(r"\s+", "", "".join(page.get_textpage().get_text_range() for page in pages))


def announced(staff: Page, portal: Portal) -> tuple[EventDesk, Calendar]:
    """A draft from the pattern of the sample, told to the public, opened by its date alone."""
    staff.goto("/admin/events/desk/")
    go_by(staff.get_by_role("link", name=re.compile("工場の緊急時対応 体験型演習")).first)
    pattern = EventDesk(staff, int(staff.url.rstrip("/").rpartition("/")[2]))
    today = datetime.now(TOKYO)
    desk = pattern.copy((today + timedelta(weeks=6)).replace(hour=13, minute=0))
    calendar = Calendar(portal, desk.session)
    desk.open_at(today + timedelta(days=3))
    desk.change_state("announced", "開催要領が決裁されたため")
    box = staff.locator("#apply")
    staff.goto(EVENT)
    expect(box).to_contain_text("に始まります")
    expect(box.get_by_role("link", name="会場チームに申し込む")).to_have_count(0)
    calendar.set(opens_at=timedelta(days=-7))
    staff.reload()
    expect(box.get_by_role("link", name="会場チームに申し込む")).to_be_visible()
    return desk, calendar


def applied(staff: Page, portal: Portal, open_browser: Callable[..., Page]) -> dict[str, str]:
    """Nine companies apply; the page of each, as its receipt tells."""
    address = staff.locator("#apply").get_by_role("link", name="会場チームに申し込む")
    path = address.get_attribute("href") or ""
    for number, team in enumerate(teams()):
        visitor = open_browser(phone=number == 0, javascript=number < 3)
        team.apply(visitor, path)
        visitor.context.close()
    receipts = {team.company: portal.mail_to(team.email(), "【申込受付】") for team in teams()}
    assert all(MEETING not in text_of(mail) for mail in receipts.values())
    return {company: link_in(mail, "link") for company, mail in receipts.items()}


def selected(desk: EventDesk, second: Page, calendar: Calendar) -> None:
    """One proposes, another approves, the letters leave."""
    calendar.set(closes_at=timedelta(minutes=-1))
    companies = [team.company for team in teams()]
    chosen = dict.fromkeys(companies[:7], "select") | dict.fromkeys(companies[7:], "decline")
    desk.follow("抽選・選考")
    selection = Selection(desk.page)
    selection.begin({"部署が3つ以上集まるか": 60, "経営者が関わるか": 40})
    selection.score({one: 5 if chosen[one] == "select" else 2 for one in companies})
    proposal = selection.propose(chosen, "採点の上位7社。かたよりも確かめました。")
    expect(desk.page.get_by_role("button", name="承認して反映する")).to_have_count(0)
    Selection(second).approve(proposal, "採点表と照らし、問題ありません。")
    desk.follow("一括のお知らせ")
    letters = Selection(desk.page).send_letters(len(companies))
    assert all(any(one in letter for letter in letters) for one in companies)


def told(portal: Portal, visitor: Page, pages: dict[str, str]) -> None:
    """Seven have a place at the table, two watch, and each is told so."""
    for team in teams()[:7]:
        method, people = entries_in(portal.mail_to(team.email(), "【参加確定】"))
        assert method == "REQUEST"
        assert people == [f"mailto:{team.email()}"]
    for team in teams()[7:]:
        letter = portal.mail_to(team.email(), "【参加確定（オンライン見学）】")
        assert entries_in(letter)[0] == "REQUEST"
        visitor.goto(pages[team.company])
        state = visitor.locator("[data-state=confirmed]")
        expect(state).to_contain_text("代わりの「オンライン見学」での参加です")


def reminded(portal: Portal, calendar: Calendar) -> tuple[str, str]:
    """An hour before: the pages of a team member and of a viewer, and no link of the meeting."""
    calendar.set(starts_at=timedelta(minutes=50), ends_at=timedelta(minutes=290))
    portal.installation.sql(
        "UPDATE events_registration SET confirmed_at = opens_at FROM events_session"
        " WHERE events_session.id = session_id AND session_id = ?",
        calendar.session,
    )
    calendar.make_due("event reminders")
    found = []
    for team in (teams()[0], teams()[8]):
        mail = portal.mail_to(team.email(), "【まもなく開始】")
        assert MEETING not in mail.as_string()
        assert MEETING not in text_of(mail)
        found.append(link_in(mail, "me"))
    return found[0], found[1]


def joined(viewer: Page, personal: str, portal: Portal, calendar: Calendar) -> None:
    """The entrance opens half an hour before, keeps the name, and leads on."""
    viewer.goto(personal)
    expect(viewer.locator("[data-gate=early]")).to_be_visible()
    expect(viewer.get_by_role("button", name="オンラインで参加する")).to_have_count(0)
    assert MEETING not in viewer.content()
    calendar.set(starts_at=timedelta(minutes=20), ends_at=timedelta(minutes=260))
    viewer.reload()
    assert MEETING not in viewer.content()

    def meeting(route: Route) -> None:
        route.fulfill(body="<!doctype html><title>meeting</title>", content_type="text/html")

    viewer.route(f"{MEETING}**", meeting)
    viewer.get_by_role("button", name="オンラインで参加する").click()
    viewer.wait_for_url(MEETING)
    assert attendances(portal, calendar) == [("online",)]


def attendances(portal: Portal, calendar: Calendar) -> list[tuple]:
    return portal.installation.sql(
        "SELECT kind FROM checkin_attendance WHERE session_id = ? ORDER BY id", calendar.session
    )


def received(desk: EventDesk, door: Page, personal: str) -> None:
    """The ticket that the person holds is counted once."""
    ticket = door.request.get(f"{personal}ticket.pdf")
    sheet = pypdfium2.PdfDocument(ticket.body())[0]
    (code,) = zxingcpp.read_barcodes(sheet.render(scale=3).to_pil())
    door.goto(f"/registrations/checkin/{desk.session}/")
    for words in ("受け付けました", "受付済みです"):
        door.locator("#desk-text").fill(code.text)
        door.get_by_role("button", name="探す").click()
        expect(door.locator(".desk-answer")).to_contain_text(words)
        expect(door.locator(".desk-answer")).to_contain_text("髙﨑 花子")
        expect(door.locator(".desk-answer")).to_contain_text("タカサキ ハナコ")


def thanked(portal: Portal, visitor: Page, calendar: Calendar, personal: str) -> None:
    """Thanks with the survey; who was there and answers it is given a certificate that counts."""
    me = teams()[0].email()
    calendar.make_due("event thanks")
    assert link_in(portal.mail_to(me, "【ご参加のお礼】"), "surveys")
    after.answer_survey(visitor, personal, "連絡網に夜間の番号がありませんでした。")
    calendar.make_due("event certificates")
    mail = portal.mail_to(me, "【修了証】")
    (paper,) = [part for part in mail.walk() if part.get_content_type() == "application/pdf"]
    assert "髙﨑花子様" in words_of(paper.get_content())
    after.verify(visitor, personal, family_name="髙﨑", full_name="髙﨑 花子")
    silent = [teams()[1].email(), teams()[8].email()]
    assert not [one for one in portal.mails.mails if is_certificate_for(one, silent)]


def is_certificate_for(mail: EmailMessage, people: list[str]) -> bool:
    return "【修了証】" in str(mail["Subject"]) and str(mail["To"]) in people


@pytest.mark.timeout(600)
def test_from_the_announcement_to_the_report(portal, open_browser):
    staff = open_browser(account="eventmanager")
    second = open_browser(account="administrator")
    visitor = open_browser(phone=True)

    desk, calendar = announced(staff, portal)
    pages = applied(staff, portal, open_browser)
    selected(desk, second, calendar)
    told(portal, visitor, pages)

    desk.set_join_link(MEETING)
    member, viewer = reminded(portal, calendar)
    joined(visitor, viewer, portal, calendar)
    door = open_browser(phone=True, javascript=False, account="eventmanager")
    received(desk, door, member)
    assert attendances(portal, calendar) == [("online",), ("onsite",)]

    after.make_survey(desk)
    after.make_rule(desk)
    calendar.set(starts_at=timedelta(hours=-5), ends_at=timedelta(minutes=-40))
    thanked(portal, visitor, calendar, member)

    report = after.report(desk, to_change="役割カードに広報の例を足す")
    words = words_of(report.body())
    assert "申込9社参加確定9社27人出席2社2人" in words
    assert "会場チーム9716オンライン見学0211" in words
    assert "役割カードに広報の例を足す" in words
    assert "連絡網に夜間の番号がありませんでした" in words
    assert "All is as it must be." in portal.installation.run("manage.py", "check_events")
