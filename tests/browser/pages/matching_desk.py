"""The coordinator's desk: a need made public and proposed, an introduction, the figures."""

import re
from dataclasses import dataclass

from playwright.sync_api import Page, expect

from tests.browser.language import Language
from tests.browser.pages.pressing import go_by


@dataclass
class MatchingDesk:
    """The desk, in the language of the coordinator."""

    page: Page
    language: Language

    def published(self) -> int:
        """Published needs of this period on the dashboard."""
        self.page.goto("/admin/matching/dashboard/")
        term = self.page.locator("dt", has_text=self.language.say("公開した困りごと"))
        figure = term.locator("xpath=..").locator("dd").inner_text()
        found = re.search(r"\d+", figure)
        assert found, figure
        return int(found[0])

    def publish(self, title: str) -> None:
        """Read what waits, and make it public; its candidates stand on the same page."""
        self.page.goto("/admin/matching/")
        self.page.get_by_role("link", name=re.compile(title)).first.click()
        self.page.get_by_role("button", name=self.language.say("公開する")).click()

    def propose(self, seed: str, reasons: re.Pattern[str]) -> str:
        """Propose ``seed`` to both sides; the address of the introduction for them."""
        row = self.page.locator("tr").filter(has=self.page.locator("form[action*=propose]"))
        mine = row.filter(has_text=seed).first
        expect(mine).to_contain_text(reasons)
        mine.get_by_role("button", name=self.language.say("双方に提案する")).click()
        main = self.page.get_by_role("main")
        expect(main).to_contain_text(self.language.say("双方の同意待ち"))
        return self.page.url.rpartition("/admin")[2]

    def read_introduction(self, title: str) -> str:
        """What stands about the introduction of a need."""
        self.page.goto("/admin/matching/introductions/")
        go_by(self.page.get_by_role("link", name=re.compile(title)).first)
        return self.page.get_by_role("main").inner_text()
