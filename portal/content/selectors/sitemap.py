"""All public pages with their addresses in every language."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.conf import settings
from wagtail.models import Page


@dataclass(frozen=True)
class SitemapPage:
    """One address."""

    url: str
    changed: datetime | None
    alternates: tuple[tuple[str, str], ...]


def public_pages() -> list[SitemapPage]:
    """Every public page, in one query."""
    rows = [
        (page, settings.BASE_URL + (page.url or ""))
        for page in Page.objects.live().public().filter(depth__gt=1).select_related("locale")
        if page.url
    ]
    translations: defaultdict[UUID, list[tuple[str, str]]] = defaultdict(list)
    for page, url in rows:
        translations[page.translation_key].append((page.locale.language_code, url))
    result = []
    for page, url in rows:
        alternates = translations[page.translation_key]
        result.append(
            SitemapPage(
                url=url,
                changed=page.last_published_at,
                alternates=tuple(alternates) if len(alternates) > 1 else (),
            )
        )
    return result
