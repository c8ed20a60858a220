"""What a community page lists of its sector."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, F, OuterRef, Q, Window
from django.db.models.functions import RowNumber
from wagtail.models import Page

from portal.content.models import GuidePage, NewsPage

GUIDES = 6
NEWS = 3


@dataclass(frozen=True)
class Reading:
    """Guides for a sector, its own before those for all sectors, and the newest news.

    The pages are of the base type, with ``summary`` and ``published_on`` beside them.
    """

    guides: list[Page]
    news: list[Page]


def reading(page: Any) -> Reading:
    """What to read for the sector of a community page; one query for both lists."""
    own = page.sector_id
    guides = GuidePage.sectors.through.objects.filter(guidepage_id=OuterRef("pk"))
    news = NewsPage.sectors.through.objects.filter(newspage_id=OuterRef("pk"))
    both = Q(sector_id__in=[own, "common"])
    rows = (
        Page.objects.live()
        .filter(Q(Exists(guides.filter(both))) | Q(Exists(news.filter(both))))
        .filter(locale_id=page.locale_id)
        .annotate(
            own=Exists(guides.filter(sector_id=own)),
            summary=F("guidepage__summary"),
            is_guide=F("guidepage__page_ptr_id"),
            published_on=F("newspage__published_on"),
        )
        .annotate(
            row=Window(
                RowNumber(),
                partition_by=F("content_type_id"),
                order_by=[
                    F("own").desc(),
                    F("published_on").desc(nulls_last=True),
                    F("path").asc(),
                ],
            )
        )
        .filter(row__lte=GUIDES)
        .order_by("row")
    )
    found = list(rows)
    return Reading(
        guides=[row for row in found if row.is_guide],
        news=[row for row in found if not row.is_guide][:NEWS],
    )
