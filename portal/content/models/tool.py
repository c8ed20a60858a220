"""Tools and services: does it fit me?"""

from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel

from portal.content.enums import Cost

from .base import BodyPage
from .section import SectionIndexPage
from .tagging import TaggedPage


class ToolPage(TaggedPage, BodyPage):
    """A tool, service or scheme, in comparable words."""

    search_source = "content"
    search_kind = "tool"

    provider = models.CharField(_("提供者"), max_length=120, blank=True)
    price = models.CharField(_("費用"), max_length=200, blank=True)
    cost = models.CharField(_("費用の目安"), max_length=4, choices=Cost, blank=True)
    area = models.CharField(_("対象の地域・事業者"), max_length=200, blank=True)
    website = models.URLField(_("公式ページ"), blank=True)

    template = "portal/content/tool_page.html"
    parent_page_types: ClassVar[list[str]] = ["content.ToolIndexPage"]
    subpage_types: ClassVar[list[str]] = []
    content_panels: ClassVar[list[Any]] = [
        *BodyPage.content_panels[:2],
        MultiFieldPanel(
            [FieldPanel(name) for name in ("provider", "price", "cost", "area", "website")],
            _("比べるときの項目"),
        ),
        *TaggedPage.tag_panels,
        FieldPanel("body"),
        *BodyPage.source_panels,
    ]

    class Meta:
        verbose_name = _("ツール・制度")
        verbose_name_plural = _("ツール・制度")


class ToolIndexPage(SectionIndexPage):
    """All tools, side by side."""

    lists = ToolPage
    per_page = 30
    template = "portal/content/tool_index_page.html"
    parent_page_types: ClassVar[list[str]] = ["content.HomePage"]
    subpage_types: ClassVar[list[str]] = ["content.ToolPage"]
    max_count_per_parent = 1

    class Meta:
        verbose_name = _("ツールの一覧")
        verbose_name_plural = _("ツールの一覧")
