"""Pages for tests: two home pages with their sections, and pages in them."""

from itertools import count
from typing import Any

from wagtail.models import Locale

from portal.content import models
from portal.content.services import opening_tree

_number = count(1)


def homes() -> dict[str, models.HomePage]:
    """The home page of each language, published."""
    return opening_tree.homes()


def section(page_type: type[Any], slug: str, *, language: str = "ja") -> Any:
    """A section below the home page of ``language``."""
    found = page_type.objects.filter(slug=slug, locale__language_code=language).first()
    if found:
        return found
    page = page_type(title=slug, slug=slug, locale=Locale.objects.get(language_code=language))
    homes()[language].add_child(instance=page)
    return page


SECTIONS = {
    models.GuidePage: (models.GuideIndexPage, "guides"),
    models.ToolPage: (models.ToolIndexPage, "tools"),
    models.FigurePage: (models.FigureIndexPage, "figures"),
    models.CommunityPage: (models.CommunityIndexPage, "communities"),
    models.NewsPage: (models.NewsIndexPage, "news"),
}


def page(page_type: type[Any] = models.GuidePage, *, language: str = "ja", **fields: Any) -> Any:
    """A published page in its section; many-to-many fields take lists of codes."""
    homes()
    number = next(_number)
    parent = (
        section(*SECTIONS[page_type], language=language)
        if page_type in SECTIONS
        else homes()[language]
    )
    many = {
        name: fields.pop(name) for name in ("sectors", "themes", "audiences") if name in fields
    }
    if page_type is models.CommunityPage:
        fields.setdefault("sector_id", "medical")
    made = page_type(
        **{
            "title": f"手引き {number}",
            "slug": f"page-{number}",
            "summary": "要約です。",
            "locale": Locale.objects.get(language_code=language),
            **fields,
        }
    )
    parent.add_child(instance=made)
    for name, codes in many.items():
        setattr(made, name, codes)
    made.save()
    made.save_revision().publish()
    return page_type.objects.get(pk=made.pk)
