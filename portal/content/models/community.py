"""Communities by sector: who is like me?"""

from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel

from portal.taxonomy.models import Sector

from .base import BodyPage
from .section import SectionIndexPage
from .tagging import TaggedPage


class CommunityPage(TaggedPage, BodyPage):
    """The opening page of a sector's community."""

    search_source = "content"
    search_kind = "community"

    sector = models.ForeignKey(
        Sector, verbose_name=_("この場の業種"), on_delete=models.PROTECT, related_name="+"
    )
    who = models.CharField(_("参加してほしい方"), max_length=200, blank=True)

    template = "portal/content/community_page.html"
    parent_page_types: ClassVar[list[str]] = ["content.CommunityIndexPage"]
    subpage_types: ClassVar[list[str]] = []
    content_panels: ClassVar[list[Any]] = [
        *BodyPage.content_panels[:2],
        FieldPanel("sector"),
        FieldPanel("who"),
        *TaggedPage.tag_panels,
        FieldPanel("body"),
        *BodyPage.source_panels,
    ]

    class Meta:
        verbose_name = _("コミュニティ")
        verbose_name_plural = _("コミュニティ")


class CommunityIndexPage(SectionIndexPage):
    """All communities."""

    lists = CommunityPage
    template = "portal/content/community_index_page.html"
    parent_page_types: ClassVar[list[str]] = ["content.HomePage"]
    subpage_types: ClassVar[list[str]] = ["content.CommunityPage"]
    max_count_per_parent = 1

    class Meta:
        verbose_name = _("コミュニティの一覧")
        verbose_name_plural = _("コミュニティの一覧")
