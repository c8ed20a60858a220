"""A company nobody knows yet registers two people for the exercise, and cancels again."""

import re
import time
from email.message import EmailMessage

import icalendar
import pypdfium2
import pytest
import zxingcpp
from playwright.sync_api import Page, expect

from tests.browser.pages.application import Application
from tests.browser.pages.entrance import sign_up
from tests.browser.pages.organization import fill_in_organization
from tests.browser.portal import Portal

EVENT = "/events/sample-exercise/"
FEW_PLACES = "/events/sample-workshop/"


def part_of(mail: EmailMessage, kind: str) -> EmailMessage:
    """The part of ``mail`` with the given content type."""
    return next(part for part in mail.walk() if part.get_content_type() == kind)


def link_of(mail: EmailMessage, portal: Portal) -> str:
    """The signed link to the registration that the mail brought."""
    body = mail.get_body(("plain",))
    assert body is not None
    found = re.search(rf"{re.escape(portal.address)}(/registrations/link/\S+)", body.get_content())
    assert found, body.get_content()
    return found[1]


def apply_for(
    page: Page, portal: Portal, label: str, event: str = EVENT, *, member: bool = False
) -> tuple[str, str]:
    """From the event page to the receipt; the addresses of the two people."""
    stamp = f"{time.time_ns()}"
    me, colleague = f"hanako{stamp}@example.net", f"taro{stamp}@example.net"
    company = f"北九州﨑工業{stamp[-6:]}株式会社"
    if member:
        sign_up(page, portal, me)
        fill_in_organization(page, name=company)
    page.goto(event)
    page.get_by_role("link", name=re.compile(f"{label}(に|のキャンセル待ちを)申し込む")).click()
    application = Application(page)
    if not member:
        application.fill_company(name=company)
        application.fill_contact(name="髙﨑 花子", email=me)
    application.fill_person(0, family="髙﨑", given="花子", kana="ﾀｶｻｷ", email=me)
    application.add_person()
    application.fill_person(1, family="𠮷田", given="太郎", kana="よしだ", email=colleague)
    application.review()
    expect(page.get_by_role("main")).to_contain_text("タカサキ")
    application.send()
    return me, colleague


@pytest.mark.parametrize("member", [False, True], ids=["visitor", "member"])
@pytest.mark.parametrize("javascript", [True, False], ids=["script", "no-script"])
def test_two_people_are_registered_get_their_mails_and_cancel(
    portal, open_browser, javascript, member
):
    page = open_browser(phone=True, javascript=javascript)
    me, colleague = apply_for(page, portal, "オンライン見学", member=member)
    main = page.get_by_role("main")
    expect(main).to_contain_text(re.compile("受付|参加が確定"))
    ticket_address = main.get_by_role("link", name="参加証").get_attribute("href") or ""

    mail = portal.mail_to(me, "【受付完了】")
    calendar = part_of(mail, "text/calendar")
    assert calendar["Content-Type"].params["method"] == "REQUEST"
    (event,) = icalendar.Calendar.from_ical(calendar.get_content()).walk("VEVENT")
    assert me in str(event["ATTENDEE"])
    assert colleague not in calendar.get_content()
    assert event["DTSTART"].params["TZID"] == "Asia/Tokyo"
    assert part_of(portal.mail_to(colleague), "application/ics")

    ticket = page.request.get(ticket_address)
    assert ticket.headers["content-type"] == "application/pdf"
    sheet = pypdfium2.PdfDocument(ticket.body())[0]
    assert "髙﨑" in sheet.get_textpage().get_text_range()
    (code,) = zxingcpp.read_barcodes(sheet.render(scale=3).to_pil())
    assert code.text

    if member:
        page.goto("/mypage/")
        main.get_by_role("link", name=re.compile("演習")).first.click()
    else:
        page.goto(link_of(mail, portal))
    main.get_by_role("link", name="キャンセルする").click()
    main.get_by_role("button", name=re.compile("キャンセル")).click()
    expect(main).to_contain_text("キャンセル")
    cancelled = part_of(portal.mail_to(me, "キャンセル"), "text/calendar")
    assert cancelled["Content-Type"].params["method"] == "CANCEL"
    (gone,) = icalendar.Calendar.from_ical(cancelled.get_content()).walk("VEVENT")
    assert gone["UID"] == event["UID"]
    assert gone["SEQUENCE"] > event["SEQUENCE"]


def test_when_the_places_are_full_the_next_company_waits(portal, open_browser):
    portal.installation.sql(
        "UPDATE events_participationtype SET capacity = taken + 1 WHERE code = 'seat'"
    )
    page = open_browser()
    me, _colleague = apply_for(page, portal, "会場参加", FEW_PLACES)
    assert portal.mail_to(me, "【受付完了】")
    page = open_browser()
    me, _colleague = apply_for(page, portal, "会場参加", FEW_PLACES)
    expect(page.get_by_role("main")).to_contain_text("キャンセル待ち")
    assert portal.mail_to(me, "【キャンセル待ち】")


def test_nobody_sees_the_registration_of_another(portal, open_browser):
    page = open_browser()
    apply_for(page, portal, "オンライン見学", member=True)
    address = page.url
    page.context.clear_cookies()
    response = page.goto(address)
    assert response is not None
    expect(page).to_have_url(re.compile("/accounts/login/"))
