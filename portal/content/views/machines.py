"""What machines ask for: robots.txt and the sitemap."""

from django.conf import settings
from django.contrib.sitemaps import Sitemap
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe
from wagtail.models import Page

from portal.content.selectors.sitemap import SitemapPage, public_pages


class PageSitemap(Sitemap[SitemapPage]):
    """All public pages with their translations."""

    limit = 5000

    def items(self) -> list[SitemapPage]:
        """Public pages in the order of the tree."""
        return public_pages()

    def get_urls(
        self, page: int | str = 1, site: object = None, protocol: str | None = None
    ) -> list[dict[str, object]]:
        """Entries as Django's sitemap template wants them."""
        return [
            {
                "item": item,
                "location": item.url,
                "lastmod": item.changed,
                "changefreq": None,
                "priority": "",
                "alternates": [
                    {"location": url, "lang_code": code} for code, url in item.alternates
                ],
            }
            for item in self.paginator.page(page).object_list
        ]

    def get_latest_lastmod(self) -> object:
        """When the newest page changed."""
        return (
            Page.objects.live()
            .public()
            .order_by("-last_published_at")
            .values_list("last_published_at", flat=True)
            .first()
        )


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """Nothing personal is for crawlers; the rest is."""
    closed = ("/admin/", "/accounts/", "/mypage/", "/registrations/", "/matching/", "/search/")
    lines = ["User-agent: *"]
    for path in closed:
        lines.append(f"Disallow: {path}")
        if path != "/admin/":
            lines.append(f"Disallow: /en{path}")
    lines += ["", f"Sitemap: {settings.BASE_URL}/sitemap.xml", ""]
    return HttpResponse("\n".join(lines), content_type="text/plain; charset=utf-8")
