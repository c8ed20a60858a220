"""選考: a sheet, scores, a proposal by one, the approval of another, letters in bulk."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from playwright.sync_api import Page, expect

from tests.browser.pages.admin import expect_said
from tests.browser.pages.pressing import go_by


@dataclass
class Selection:
    """The selection of one session, from its page 抽選・選考 on."""

    page: Page

    def begin(self, criteria: Mapping[str, int]) -> None:
        """Open the sheet with criteria and their weights; one person scores."""
        self.page.get_by_role("button", name="採点表を作る").click()
        for row, (label, weight) in enumerate(criteria.items()):
            self.page.locator(f"[name=criteria-{row}-label_ja]").fill(label)
            self.page.locator(f"[name=criteria-{row}-weight]").fill(str(weight))
            self.page.locator(f"[name=criteria-{row}-scale_max]").fill("5")
        self.page.locator("[name=required_reviews]").fill("1")
        self.page.get_by_role("button", name="保存する").click()
        expect_said(self.page, "採点表を保存しました")

    def score(self, points: Mapping[str, int]) -> None:
        """Give each company the same number for every criterion; the pages lead to the next."""
        self.page.get_by_role("link", name="採点する", exact=True).click()
        go_by(self.page.get_by_role("main").locator("td a").first)
        for _company in points:
            heading = self.page.locator("h1")
            expect(heading).to_contain_text("採点: ")
            company = heading.inner_text().partition("採点: ")[2].strip()
            for number in self.page.locator("select[name^=score_]").all():
                number.select_option(str(points[company]))
            go_by(self.page.get_by_role("button", name="採点を保存する"))
            expect_said(self.page, "採点を保存しました")

    def propose(self, outcomes: Mapping[str, str], reason: str) -> str:
        """Put the outcomes forward; the address of the proposal."""
        go_by(self.page.get_by_role("link", name="順位と選考案", exact=True))
        for company, outcome in outcomes.items():
            self.page.get_by_label(f"{company}の結果").select_option(outcome)
        self.page.locator("#reason").fill(reason)
        self.page.get_by_role("button", name="選考案を出す").click()
        expect(self.page.get_by_role("main")).to_contain_text("承認待ち")
        return self.page.url

    def approve(self, proposal: str, reason: str) -> None:
        """As another person: let the proposal count."""
        self.page.goto(proposal)
        self.page.locator("[name=reason]").fill(reason)
        self.page.get_by_role("button", name="承認して反映する").click()
        expect_said(self.page, "承認し、結果を申込に反映しました")

    def send_letters(self, number: int) -> list[str]:
        """Read the draft of each letter as it will leave, then send all; what was read."""
        self.page.get_by_role("main").locator("td.title a").first.click()
        letters = self.page.locator("td.title a")
        expect(letters).to_have_count(number)
        draft = self.page.url
        read = []
        letters.first.click()
        for place in range(1, number + 1):
            expect(self.page.get_by_role("main")).to_contain_text(f"{place}／{number}")
            read.append(self.page.locator("iframe").get_attribute("srcdoc") or "")
            if place < number:
                self.page.get_by_role("link", name="次の社").click()
        self.page.goto(draft)
        self.page.get_by_role("button", name="送信する").click()
        expect_said(self.page, "送信を始めました")
        expect(self.page.get_by_role("button", name=re.compile("送信する"))).to_have_count(0)
        return read
