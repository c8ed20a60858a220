"""Views of the shell: service worker, site map, catalogue of components."""

import hashlib

from django.contrib.auth.decorators import permission_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.templatetags.static import static
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe
from wagtail.models import Locale, Page

from .styleguide import Showcase

OFFLINE_PAGES = ("/emergency/", "/en/emergency/")
OFFLINE_ASSETS = (
    "portal/site.css",
    "portal/js/letters.js",
    "portal/js/site.js",
    "portal/images/favicon.svg",
)


@require_safe
@cache_control(max_age=0, must_revalidate=True)
def service_worker(request: HttpRequest) -> HttpResponse:
    """The script that keeps the first-hour page readable offline; its scope is the site."""
    assets = [static(name) for name in OFFLINE_ASSETS]
    version = hashlib.sha256("".join(assets).encode()).hexdigest()[:8]
    context = {"version": version, "pages": OFFLINE_PAGES, "assets": assets}
    return render(request, "sw.js", context, content_type="text/javascript")


@require_safe
def sitemap(request: HttpRequest) -> HttpResponse:
    """All public pages of the language as a list of two levels."""
    pages = (
        Page.objects.live()
        .public()
        .filter(locale=Locale.get_active(), depth__in=(3, 4))
        .select_related("locale")
        .order_by("path")
    )
    sections: list[dict[str, object]] = []
    children: list[tuple[str, str]] = []
    for page in pages:
        entry = (page.title, page.get_url(request=request) or "")
        if page.depth == 3:
            children = []
            sections.append({"title": entry[0], "url": entry[1], "children": children})
        else:
            children.append(entry)
    return render(request, "sitemap.html", {"sections": sections})


@require_safe
@permission_required("wagtailadmin.access_admin", raise_exception=True)
def styleguide(request: HttpRequest) -> HttpResponse:
    """The living catalogue of components, for staff."""
    return render(request, "styleguide.html", {"showcase": Showcase()})
