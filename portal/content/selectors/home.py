"""What the home page lists."""

from typing import Any

from django.db.models import Case, Max, When
from wagtail.models import Page

from portal.content.models import CommunityPage, GuidePage, NewsPage


def communities(home: Page) -> list[CommunityPage]:
    """All communities of the home page's language."""
    return list(
        CommunityPage.objects.live()
        .descendant_of(home)
        .select_related("sector")
        .order_by("sector__position", "path")
    )


def news(home: Page, *, limit: int = 3) -> list[NewsPage]:
    """The newest pieces of news."""
    return list(
        NewsPage.objects.live().descendant_of(home).order_by("-published_on", "-pk")[:limit]
    )


def guides_for_sector(page: Any, *, limit: int = 6) -> list[GuidePage]:
    """Guides for the sector of a community, then those for all sectors."""
    own = Max(Case(When(sectors=page.sector_id, then=1), default=0))
    return list(
        GuidePage.objects.live()
        .filter(locale_id=page.locale_id, sectors__in=[page.sector_id, "common"])
        .annotate(own=own)
        .order_by("-own", "path")[:limit]
    )


def news_for_sector(page: Any, *, limit: int = 3) -> list[NewsPage]:
    """The newest pieces of news for the sector of a community or for all."""
    return list(
        NewsPage.objects.live()
        .filter(locale_id=page.locale_id, sectors__in=[page.sector_id, "common"])
        .distinct()
        .order_by("-published_on", "-pk")[:limit]
    )
