"""Writing a guide in Wagtail."""

from dataclasses import dataclass

from playwright.sync_api import Page, expect


@dataclass
class GuideEditor:
    """The form of a new or existing guide."""

    page: Page

    def begin(self, parent: int, *, title: str, summary: str) -> None:
        """Open an empty guide below the page ``parent``."""
        self.page.goto(f"/admin/pages/add/content/guidepage/{parent}/")
        self.page.locator("#id_title").fill(title)
        self.page.locator("#id_summary").fill(summary)

    def add_block(self, place: int, name: str) -> None:
        """Add a block called ``name`` at ``place``, counted from 0."""
        body = self.page.locator("[data-contentpath=body]")
        body.locator("button.c-sf-add-button").nth(place).click()
        self.page.get_by_role("option", name=name, exact=True).click()

    def fill(self, field: str, text: str) -> None:
        """Fill in one field of the body."""
        self.page.locator(f"[name={field}]").fill(text)

    def submit(self) -> None:
        """Hand it to the publishers."""
        self.page.get_by_role("button", name="他のアクション").click()
        self.page.get_by_role("button", name="公開責任者の確認に提出する").click()
        expect(self.page.locator(".messages")).to_contain_text("承認待ち")

    def approve(self) -> None:
        """Publish what waits for it."""
        self.page.get_by_role("button", name="他のアクション").click()
        self.page.locator("[data-workflow-action-name=approve]").first.click()
        expect(self.page.locator(".messages")).to_contain_text("完了しました")

    def unpublish(self, identifier: int) -> None:
        """Take a published page away."""
        self.page.goto(f"/admin/pages/{identifier}/unpublish/")
        self.page.get_by_role("main").locator("form [type=submit]").first.click()
        expect(self.page.locator(".messages")).to_be_visible()
