"""The three steps of an application."""

from dataclasses import dataclass

from playwright.sync_api import Page, expect

from tests.browser.pages.pressing import go_by


@dataclass
class Application:
    """People, review, receipt."""

    page: Page

    def fill_company(self, *, name: str) -> None:
        """Say who applies, as somebody without an account does."""
        form = self.page.locator("#people")
        form.locator("[name=company-name]").fill(name)
        form.locator("[name=company-sector]").select_option("manufacturing")
        form.locator("[name=company-prefecture]").select_option("fukuoka")
        form.locator("[name=company-size]").select_option("21-50")

    def fill_contact(self, *, name: str, email: str) -> None:
        """Say whom the office writes to."""
        self.page.get_by_label("連絡担当者のお名前").fill(name)
        self.page.get_by_label("連絡先メールアドレス").fill(email)

    def fill_person(self, place: int, *, family: str, given: str, kana: str, email: str) -> None:
        """Fill in the person at ``place``, counted from 0."""
        person = self.page.locator(".person").nth(place)
        person.get_by_label("姓").fill(family)
        person.get_by_label("名", exact=False).last.fill(given)
        person.get_by_label("セイ").fill(kana)
        person.get_by_label("メイ").fill("はなこ")
        person.get_by_label("メールアドレス").fill(email)

    def add_person(self) -> None:
        """Ask for one more."""
        before = self.page.locator(".person").count()
        self.page.get_by_role("button", name="人を追加").click()
        expect(self.page.locator(".person")).to_have_count(before + 1)

    def review(self) -> None:
        """Go on to the second step."""
        self.page.get_by_role("button", name="確認へ進む").last.click()
        expect(self.page.locator("#id_consent")).to_be_visible()

    def send(self) -> None:
        """Agree and send."""
        self.page.locator("#id_consent").check()
        go_by(self.page.get_by_role("button", name="この内容で申し込む"))
        expect(self.page.locator("h1")).to_be_visible()
