"""The desk of a session: copied from an earlier one, announced, and the ways on from there."""

from dataclasses import dataclass
from datetime import datetime

from playwright.sync_api import Page, expect

from tests.browser.pages.admin import expect_said, press
from tests.browser.pages.pressing import go_by


@dataclass
class EventDesk:
    """A session in the hands of its staff."""

    page: Page
    session: int

    def open(self) -> None:
        """Go to the desk."""
        self.page.goto(f"/admin/events/desk/{self.session}/")

    def follow(self, name: str) -> None:
        """Go to the desk, and on by one of its links."""
        self.open()
        links = self.page.locator("#desk-links + ul")
        go_by(links.get_by_role("link", name=name, exact=True))

    def copy(self, starts_at: datetime) -> "EventDesk":
        """Take the session as the pattern of a new one; its desk."""
        self.open()
        form = self.page.locator("form[action$='/copy/']")
        form.locator("[name=starts_at]").fill(f"{starts_at:%Y-%m-%d %H:%M}")
        press(form.get_by_role("button", name="複製する"))
        expect_said(self.page, "回を複製しました")
        return EventDesk(self.page, int(self.page.url.rstrip("/").rpartition("/")[2]))

    def open_at(self, opens_at: datetime) -> None:
        """Say when applications begin."""
        self.open()
        go_by(self.page.get_by_role("link", name="設定を直す"))
        self.page.locator("[name=opens_at]").fill(f"{opens_at:%Y-%m-%d %H:%M}")
        press(self.page.get_by_role("button", name="保存", exact=True))
        expect_said(self.page, "更新")

    def change_state(self, state: str, reason: str) -> None:
        """Take the session to another state."""
        self.open()
        form = self.page.locator("form[action$='/state/']")
        form.locator("[name=state]").select_option(state)
        form.locator("[name=reason]").fill(reason)
        form.get_by_role("button", name="状態を変える").click()
        expect_said(self.page, "状態を")
        expect(self.page.locator("#desk-timeline ~ *").first).to_contain_text(reason)

    def set_join_link(self, url: str) -> None:
        """Put the meeting behind the online entrance."""
        self.follow("オンラインの入口")
        self.page.locator("[name=url]").fill(url)
        self.page.get_by_role("button", name="保存する").click()
        expect(self.page.get_by_role("main")).to_contain_text("保存しました")
