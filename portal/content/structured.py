"""What search engines are told about a page (schema.org as JSON-LD)."""

from typing import Any

from django.conf import settings

ARTICLES = {"guide": "Article", "figure": "Article", "news": "NewsArticle"}
PUBLISHER = {"@type": "Organization", "name": "SECUNITY Portal", "url": settings.BASE_URL}


def describe(page: Any) -> list[dict[str, Any]]:
    """Breadcrumb and, for guides, figures and news, the article."""
    crumbs = page.breadcrumb
    told: list[dict[str, Any]] = []
    if len(crumbs) > 1:
        told.append(
            {
                "@context": "https://schema.org",
                "@type": "BreadcrumbList",
                "itemListElement": [
                    {
                        "@type": "ListItem",
                        "position": position,
                        "name": name,
                        "item": settings.BASE_URL + url,
                    }
                    for position, (name, url) in enumerate(crumbs, start=1)
                ],
            }
        )
    if page.search_kind in ARTICLES and hasattr(page, "published_on"):
        told.append(_article(page))
    return told


def _article(page: Any) -> dict[str, Any]:
    article: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": ARTICLES[page.search_kind],
        "headline": page.title,
        "description": page.summary,
        "url": settings.BASE_URL + (page.url or ""),
        "inLanguage": "en" if (page.url or "").startswith("/en/") else "ja",
        "publisher": PUBLISHER,
    }
    if page.published_on:
        article["datePublished"] = page.published_on.isoformat()
    if page.last_published_at:
        article["dateModified"] = page.last_published_at.isoformat()
    return article
