"""What the home page lists."""

from wagtail.models import Page

from portal.content.models import CommunityPage, NewsPage


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
