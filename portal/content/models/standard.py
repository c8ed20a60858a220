"""Plain pages, and the card for the first hour of an attack."""

from typing import Any, ClassVar

from django.utils.translation import gettext_lazy as _

from .base import BodyPage


class StandardPage(BodyPage):
    """About, contact, accessibility, privacy."""

    search_source = "content"
    search_kind = "page"
    search_boost = 0.5

    template = "portal/content/standard_page.html"
    parent_page_types: ClassVar[list[str]] = ["content.HomePage", "content.StandardPage"]
    subpage_types: ClassVar[list[str]] = ["content.StandardPage"]
    content_panels: ClassVar[list[Any]] = [
        *BodyPage.content_panels,
        *BodyPage.source_panels,
    ]

    class Meta:
        verbose_name = _("ページ")
        verbose_name_plural = _("ページ")


class EmergencyPage(BodyPage):
    """被害に遭ったら: what to do in the first hour, on one printed page."""

    search_source = "content"
    search_kind = "guide"

    template = "portal/content/emergency_page.html"
    parent_page_types: ClassVar[list[str]] = ["content.HomePage"]
    subpage_types: ClassVar[list[str]] = []
    max_count_per_parent = 1
    content_panels: ClassVar[list[Any]] = [
        *BodyPage.content_panels,
        *BodyPage.source_panels,
    ]

    class Meta:
        verbose_name = _("被害に遭ったら")
        verbose_name_plural = _("被害に遭ったら")

    @property
    def parts(self) -> tuple[list[Any], list[Any], list[Any]]:
        """What to do, whom to call, what to read later: the body cut at its contacts."""
        blocks = list(self.body)
        contacts = [n for n, block in enumerate(blocks) if block.block_type == "contact"]
        if not contacts:
            return blocks, [], []
        start, end = contacts[0], contacts[-1] + 1
        if start and blocks[start - 1].block_type == "heading":
            start -= 1
        return blocks[:start], blocks[start:end], blocks[end:]
