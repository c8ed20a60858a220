"""A company without an account applies with its team."""

import re
from dataclasses import dataclass, field

from playwright.sync_api import Page, expect

from tests.browser.pages.application import Application

ROLES = ("management", "manufacturing", "systems")


@dataclass
class Team:
    """A company and three of its people: family name, given name, both readings."""

    company: str
    mailbox: str
    size: str = "21-50"
    people: list[tuple[str, str, str, str]] = field(
        default_factory=lambda: [
            ("髙﨑", "花子", "タカサキ", "ハナコ"),
            ("𠮷田", "一郎", "ヨシダ", "イチロウ"),
            ("中村", "三奈", "ナカムラ", "ミナ"),
        ]
    )

    def email(self, place: int = 0) -> str:
        """The address of a person."""
        return f"{self.mailbox}{place}@example.net"

    def apply(self, page: Page, address: str) -> None:
        """Form, review, receipt; content with watching when there is no place."""
        page.goto(address)
        form = page.locator("#people")
        form.locator("[name=company-name]").fill(self.company)
        form.locator("[name=company-sector]").select_option("manufacturing")
        form.locator("[name=company-prefecture]").select_option("fukuoka")
        form.locator("[name=company-size]").select_option(self.size)
        for place, (family, given, *kana) in enumerate(self.people):
            person = form.locator(".person").nth(place)
            for name, text in (
                ("family_name", family),
                ("given_name", given),
                ("family_name_kana", kana[0]),
                ("given_name_kana", kana[1]),
                ("email", self.email(place)),
            ):
                person.locator(f"[name$=-{name}]").fill(text)
            person.locator("[name$=-role]").select_option(ROLES[place])
        form.locator("[name=name]").fill(f"{self.people[0][0]} {self.people[0][1]}")
        form.locator("[name=email]").fill(self.email())
        form.locator("[name=accepts_fallback]").check()
        application = Application(page)
        application.review()
        expect(page.get_by_role("main")).to_contain_text(self.people[0][0])
        application.send()
        expect(page.locator("h1")).to_have_text("申込を受け付けました")
        expect(page.locator(".reference").first).to_have_text(re.compile(r"\w"))
