"""The roots of the page tree: languages, home pages, the site."""

from urllib.parse import urlsplit

from django.conf import settings
from wagtail.models import Locale, Page, Site

from portal.content.models import HomePage


def locales() -> dict[str, Locale]:
    """A locale for each language of the portal."""
    return {
        code: Locale.objects.get_or_create(language_code=code)[0]
        for code, _name in settings.LANGUAGES
    }


def homes() -> dict[str, HomePage]:
    """The home page of each language, made when missing, and the site that leads to them.

    Wagtail's welcome page gives way. The site's host follows ``BASE_URL``.
    """
    found = {home.locale.language_code: home for home in HomePage.objects.select_related("locale")}
    default = settings.LANGUAGE_CODE
    if default not in found:
        welcome = Page.objects.filter(depth=2, slug="home").first()
        if welcome is not None:
            welcome.slug = "welcome-to-wagtail"
            welcome.save()
        home = HomePage(title=settings.WAGTAIL_SITE_NAME, slug="home", locale=locales()[default])
        _root().add_child(instance=home)
        found[default] = home
        _point_site(home)
        if welcome is not None:
            welcome.delete()
    for code, locale in locales().items():
        if code not in found:
            found[code] = HomePage(
                title=settings.WAGTAIL_SITE_NAME,
                slug=f"home-{code}",
                locale=locale,
                translation_key=found[default].translation_key,
            )
            _root().add_child(instance=found[code])
    _point_site(found[default])
    return found


def _root() -> Page:
    root = Page.get_first_root_node()
    return root if root is not None else Page.add_root(title="Root", slug="root")


def _point_site(home: HomePage) -> None:
    address = urlsplit(settings.BASE_URL)
    wanted = {
        "hostname": address.hostname or "localhost",
        "port": address.port or (443 if address.scheme == "https" else 80),
        "root_page_id": home.pk,
        "site_name": settings.WAGTAIL_SITE_NAME,
    }
    site = Site.objects.filter(is_default_site=True).first() or Site(is_default_site=True)
    if any(getattr(site, name) != value for name, value in wanted.items()):
        for name, value in wanted.items():
            setattr(site, name, value)
        site.save()
