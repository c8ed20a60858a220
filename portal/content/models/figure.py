"""Figures: what is going on?"""

from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel

from .base import BodyPage
from .section import SectionIndexPage
from .tagging import TaggedPage


class FigurePage(TaggedPage, BodyPage):
    """Numbers with their charts, tables and sources."""

    search_source = "content"
    search_kind = "figure"

    who = models.CharField(_("誰に"), max_length=200, blank=True)

    template = "portal/content/figure_page.html"
    parent_page_types: ClassVar[list[str]] = ["content.FigureIndexPage"]
    subpage_types: ClassVar[list[str]] = []
    content_panels: ClassVar[list[Any]] = [
        *BodyPage.content_panels[:2],
        FieldPanel("who"),
        *TaggedPage.tag_panels,
        FieldPanel("body"),
        *BodyPage.source_panels,
    ]

    class Meta:
        verbose_name = _("数字のページ")
        verbose_name_plural = _("数字のページ")

    @property
    def first_chart(self) -> Any:
        """The chart to show in lists, None without one."""
        return next((block for block in self.body if block.block_type == "chart"), None)


class FigureIndexPage(SectionIndexPage):
    """All figures."""

    lists = FigurePage
    template = "portal/content/figure_index_page.html"
    parent_page_types: ClassVar[list[str]] = ["content.HomePage"]
    subpage_types: ClassVar[list[str]] = ["content.FigurePage"]
    max_count_per_parent = 1

    class Meta:
        verbose_name = _("数字の一覧")
        verbose_name_plural = _("数字の一覧")
