"""News."""

from typing import Any, ClassVar

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel

from .base import BodyPage
from .section import SectionIndexPage
from .tagging import TaggedPage


class NewsPage(TaggedPage, BodyPage):
    """One piece of news; ``published_on`` is its date."""

    search_source = "content"
    search_kind = "news"

    template = "portal/content/news_page.html"
    parent_page_types: ClassVar[list[str]] = ["content.NewsIndexPage"]
    subpage_types: ClassVar[list[str]] = []
    content_panels: ClassVar[list[Any]] = [
        *BodyPage.content_panels[:2],
        *TaggedPage.tag_panels,
        FieldPanel("body"),
        *BodyPage.source_panels,
    ]

    class Meta:
        verbose_name = _("お知らせ")
        verbose_name_plural = _("お知らせ")


class NewsIndexPage(SectionIndexPage):
    """All news, the newest first."""

    lists = NewsPage
    order = ("-published_on", "-pk")
    template = "portal/content/news_index_page.html"
    parent_page_types: ClassVar[list[str]] = ["content.HomePage"]
    subpage_types: ClassVar[list[str]] = ["content.NewsPage"]
    max_count_per_parent = 1

    class Meta:
        verbose_name = _("お知らせの一覧")
        verbose_name_plural = _("お知らせの一覧")
