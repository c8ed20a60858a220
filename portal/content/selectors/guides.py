"""Guides by their short names, for rooms that send people on to read."""

from collections.abc import Iterable

from wagtail.models import Locale

from ..models import GuidePage


def by_slug(slugs: Iterable[str]) -> dict[str, tuple[str, str]]:
    """Title and address of the public guides among ``slugs``, in the language of the moment."""
    found = (
        GuidePage.objects.live()
        .public()
        .filter(locale=Locale.get_active(), slug__in=set(slugs))
        .select_related("locale")
    )
    return {page.slug: (page.title, page.url or "") for page in found}
