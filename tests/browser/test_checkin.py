"""The day itself: a phone that loses its network, the online entrance, pages that fit."""

import re
import shutil
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.accessibility import DESK, PHONE, look_at
from tests.browser.conftest import FLAGS, WAIT_MILLISECONDS
from tests.browser.pages.checkin import LINK, Day, film, make_days
from tests.harness.processes import until

CAMERA = ["--use-fake-device-for-media-stream", "--use-fake-ui-for-media-stream"]

KEPT = """() => new Promise((done) => {
  const request = indexedDB.open("checkin-SESSION");
  request.onsuccess = () => {
    const got = request.result.transaction("kept").objectStore("kept").get("roster");
    got.onsuccess = () => { request.result.close(); done(got.result?.people.length ?? 0); };
  };
})"""


LOSE_ANSWERS = """() => {
  const real = window.fetch;
  window.fetch = async (address, options) => {
    const answer = await real(address, options);
    if (String(address).endsWith("/reports/")) throw new TypeError("lost on the way");
    return answer;
  };
}"""
"""Reports arrive, their answers do not; until the page is loaded anew."""


@pytest.fixture(scope="module")
def days(portal) -> list[Day]:
    """One for each test that receives people, and one to look at: made by one process."""
    return make_days(portal, 7)


@pytest.fixture
def day(days) -> Day:
    return days[0]


@pytest.fixture
def fresh_day(days) -> Day:
    return days.pop()


@pytest.fixture
def phone(chromium, portal, signed_in, fresh_day, tmp_path) -> Iterator[Page]:
    """A phone of somebody at the desk; its camera sees the ticket of the first person."""
    seen = film(fresh_day.people[0]["code"], tmp_path / "ticket.mjpeg")
    browser: Browser = chromium.browser_type.launch(
        executable_path=shutil.which("chromium"),
        args=[*FLAGS, *CAMERA, f"--use-file-for-fake-video-capture={seen}"],
    )
    context = browser.new_context(
        base_url=portal.address,
        viewport=PHONE,
        locale="ja-JP",
        timezone_id="Asia/Tokyo",
        storage_state=signed_in("eventmanager"),
        permissions=["camera"],
    )
    context.set_default_timeout(WAIT_MILLISECONDS)
    yield context.new_page()
    browser.close()


def open_desk(page: Page, day: Day) -> None:
    page.goto(day.url())
    expect(page.locator("html")).to_have_attribute("data-desk", "ready")
    page.evaluate("navigator.serviceWorker.ready.then(() => true)")


def find(page: Page, words: str) -> None:
    page.locator("#desk-text").fill(words)
    page.get_by_role("button", name="探す").click()


def test_a_phone_receives_people_without_a_network_and_counts_nobody_twice(phone, fresh_day):
    day = fresh_day
    first, second, third, _online = day.people
    open_desk(phone, day)
    sync, answer = phone.locator("#desk-sync"), phone.locator(".desk-answer")
    phone.get_by_role("button", name="カメラで読み取る").click()
    expect(answer).to_have_attribute("data-outcome", "counted")
    expect(answer).to_contain_text(first["name"])
    expect(sync).to_have_text("すべて送信しました")
    phone.get_by_role("button", name="カメラを止める").click()
    expect(phone.locator("[data-number=arrived]")).to_have_text("1")
    expect(phone.locator(".desk-types > li")).to_contain_text(["1 / 3", "0 / 1"])

    phone.context.set_offline(True)
    phone.reload()
    expect(phone.locator("html")).to_have_attribute("data-desk", "ready")
    find(phone, "よしだ")
    typed = phone.get_by_role("button", name=second["name"]).evaluate(
        "button => { button.click(); return document.querySelector('#desk-text').value; }"
    )
    assert typed == ""  # free for the next person before this one is sent
    expect(answer).to_have_attribute("data-outcome", "counted")
    find(phone, f"SECUNITY:{third['code']}")
    expect(answer).to_contain_text(third["name"])
    find(phone, f"SECUNITY:{first['code']}")
    expect(answer).to_have_attribute("data-outcome", "again")
    expect(answer).to_contain_text(re.compile(r"最初の受付: \d\d:\d\d"))
    find(phone, "SECUNITY:" + "x" * 20)
    expect(answer).to_have_attribute("data-outcome", "unknown")
    expect(sync).to_contain_text("未送信 4件")
    expect(sync).to_contain_text("受付は続けられます")
    assert day.rows("attendance") == 1

    phone.reload()
    expect(sync).to_contain_text("未送信 4件")
    day.cancel(2)
    phone.context.set_offline(False)
    expect(sync).to_have_text("すべて送信しました")
    assert day.rows("attendance") == 2
    assert day.rows("attendanceevent") == 5
    expect(phone.locator("[data-number=to_settle]")).to_have_text("2")
    phone.goto(day.url("people/"))
    expect(phone.get_by_role("main")).to_contain_text("キャンセル済みです")
    phone.get_by_role("button", name="出席にする").click()
    expect(phone.get_by_role("button", name="出席にする")).to_have_count(0)
    assert day.rows("attendance") == 3


def test_a_lost_answer_is_asked_for_again_and_counted_once(phone, fresh_day):
    day = fresh_day
    open_desk(phone, day)
    phone.evaluate(LOSE_ANSWERS)
    find(phone, f"SECUNITY:{day.people[1]['code']}")
    expect(phone.locator("#desk-sync")).to_contain_text("未送信 1件")
    until(lambda: day.rows("attendanceevent") == 1)
    phone.reload()
    expect(phone.locator("#desk-sync")).to_have_text("すべて送信しました")
    assert day.rows("attendance") == day.rows("attendanceevent") == 1


def test_a_roster_is_gone_after_a_day_or_at_once_when_asked(phone, fresh_day):
    open_desk(phone, fresh_day)
    held = KEPT.replace("SESSION", str(fresh_day.session))
    assert phone.evaluate(held) == 4
    phone.get_by_role("button", name="この端末の名簿を消す").click()
    expect(phone.locator("#desk-roster")).to_contain_text("名簿はありません")
    assert phone.evaluate(held) == 0
    phone.reload()
    expect(phone.locator("#desk-roster")).to_contain_text("名簿 4人")
    phone.clock.install()
    phone.reload()
    phone.context.set_offline(True)
    expect(phone.locator("#desk-roster")).to_contain_text("名簿 4人")
    phone.clock.fast_forward("25:00:00")
    expect(phone.locator("#desk-roster")).to_contain_text("名簿はありません")
    assert phone.evaluate(held) == 0


def test_the_desk_works_without_script(open_browser, fresh_day):
    page = open_browser(phone=True, javascript=False, account="eventmanager")
    page.goto(fresh_day.url())
    find(page, "阿部")
    page.get_by_role("button", name="阿部 次郎").click()
    expect(page.locator(".desk-answer")).to_contain_text("受け付けました")
    find(page, fresh_day.people[2]["code"])
    expect(page.locator(".desk-answer")).to_contain_text("受付済みです")
    page.get_by_role("link", name="申込のない方").click()
    page.get_by_label("事業者名").fill("当日商店")
    page.get_by_label("業種").select_option("manufacturing")
    for label, text in (("姓", "森"), ("名", "一"), ("セイ", "もり"), ("メイ", "はじめ")):
        page.get_by_label(re.compile(f"^{label} ")).fill(text)
    page.get_by_role("checkbox").check()
    page.get_by_role("button", name="登録して受け付ける").click()
    expect(page.locator(".desk-answer")).to_contain_text("森 一")
    assert fresh_day.rows("attendance") == 2


@pytest.mark.parametrize("javascript", [True, False], ids=["script", "no script"])
def test_the_button_on_the_personal_page_leads_to_the_meeting(open_browser, fresh_day, javascript):
    page = open_browser(phone=True, javascript=javascript)
    asked = []

    def meeting(route):
        asked.append(route.request.headers.get("referer"))
        route.fulfill(body="<!doctype html><title>meeting</title>", content_type="text/html")

    page.route("https://meet.example.com/**", meeting)
    page.goto(fresh_day.personal(3))
    page.get_by_role("button", name="オンラインで参加する").click()
    page.wait_for_url(LINK)
    assert asked == [None]
    assert fresh_day.rows("attendance") == 1


STAFF = ["", "?q=タカサキ", "?q=ありません", "people/", "guest/", "link/", "report/"]


@pytest.mark.parametrize("prefix", ["", "/en"], ids=["ja", "en"])
def test_pages_of_the_desk(open_browser, day, prefix):
    page = open_browser(account="eventmanager")
    paths = [f"{prefix}/registrations/checkin/", *(day.url(name, prefix) for name in STAFF)]
    assert look_at(page, paths, sizes=[PHONE, DESK]) == {}


@pytest.mark.parametrize("prefix", ["", "/en"], ids=["ja", "en"])
def test_pages_of_attendees(open_browser, day, prefix):
    page = open_browser(phone=True)
    paths = [day.personal(0, prefix), day.personal(3, prefix)]
    paths.append(f"{prefix}/registrations/checkin/join/{day.session}/")
    assert look_at(page, paths, dark=True) == {}
