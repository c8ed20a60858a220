"""Guides: do this, today."""

from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel

from portal.content.enums import Cost

from .base import BodyPage
from .section import SectionIndexPage
from .tagging import TaggedPage


class GuidePage(TaggedPage, BodyPage):
    """A guide with steps that can be done today."""

    search_source = "content"
    search_kind = "guide"

    who = models.CharField(_("誰が"), max_length=200, blank=True)
    minutes = models.PositiveSmallIntegerField(_("目安の時間（分）"), null=True, blank=True)
    cost = models.CharField(_("費用"), max_length=4, choices=Cost, blank=True)

    template = "portal/content/guide_page.html"
    parent_page_types: ClassVar[list[str]] = ["content.GuideIndexPage"]
    subpage_types: ClassVar[list[str]] = []
    content_panels: ClassVar[list[Any]] = [
        *BodyPage.content_panels[:2],
        MultiFieldPanel(
            [FieldPanel("who"), FieldPanel("minutes"), FieldPanel("cost")], _("はじめる前に")
        ),
        *TaggedPage.tag_panels,
        FieldPanel("body"),
        *BodyPage.source_panels,
    ]

    class Meta:
        verbose_name = _("手引き")
        verbose_name_plural = _("手引き")


class GuideIndexPage(SectionIndexPage):
    """All guides."""

    lists = GuidePage
    template = "portal/content/guide_index_page.html"
    parent_page_types: ClassVar[list[str]] = ["content.HomePage"]
    subpage_types: ClassVar[list[str]] = ["content.GuidePage"]
    max_count_per_parent = 1

    class Meta:
        verbose_name = _("手引きの一覧")
        verbose_name_plural = _("手引きの一覧")
