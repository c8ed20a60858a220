"""What of the pages is found, and when the index is told."""

import datetime
from collections.abc import Iterable, Mapping
from typing import Any

from django.db.models import CharField, Exists, ExpressionWrapper, F, OuterRef
from django.db.models.signals import post_delete, post_save
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page, PageViewRestriction, get_page_models
from wagtail.signals import page_published, page_slug_changed, page_unpublished, post_page_move

from portal.delivery import indexing
from search.documents import Document

from .models.base import PortalPage

NAME = "content"


class ContentSource:
    """The pages of this room, in every language."""

    name = NAME
    kinds: Mapping[str, Any] = {
        "guide": _("手引き"),
        "tool": _("ツール・制度"),
        "figure": _("数字で見る"),
        "community": _("コミュニティ"),
        "news": _("お知らせ"),
        "page": _("案内"),
    }

    def document(self, pk: Any) -> Document | None:
        """The public page ``pk``, None if it is not public."""
        page = Page.objects.live().public().select_related("locale").filter(pk=pk).first()
        if page is None or not found_here(page.specific_class):
            return None
        specific = page.specific
        tags = {
            facet: tuple(tag.code for tag in found)
            for facet, found in getattr(specific, "tags", {}).items()
        }
        return Document(
            source=NAME,
            pk=str(page.pk),
            kind=specific.search_kind,
            language=page.locale.language_code,
            title=page.title,
            summary=specific.summary,
            body="\n".join(_texts(specific)),
            url=page.url or "",
            sectors=tags.get("sectors", ()),
            themes=tags.get("themes", ()),
            audiences=tags.get("audiences", ()),
            date=_date(specific),
            boost=specific.search_boost,
        )

    def pks(self) -> Iterable[int]:
        """All public pages whose type is found here."""
        types = [model for model in _page_types() if found_here(model)]
        return (
            Page.objects.live().public().type(*types).order_by("pk").values_list("pk", flat=True)
        )

    def visible(self, pks: Iterable[str], viewer: Any) -> set[str]:
        """Those that are public at this moment."""
        path = ExpressionWrapper(OuterRef("path"), output_field=CharField())
        private = PageViewRestriction.objects.alias(below=path).filter(
            below__startswith=F("page__path")
        )
        # One query, where ``public()`` asks for the restrictions first.
        live = Page.objects.live().filter(~Exists(private), pk__in=list(pks)).order_by("pk")
        return {str(pk) for pk in live.values_list("pk", flat=True)}


def found_here(model: Any) -> bool:
    """Whether pages of ``model`` are found through this source."""
    return (
        model is not None
        and issubclass(model, PortalPage)
        and getattr(model, "search_source", None) == NAME
    )


def _page_types() -> list[type[Page]]:
    return [model for model in get_page_models() if issubclass(model, PortalPage)]


def _texts(page: Any) -> list[str]:
    """All words of a page but its title and summary."""
    words = [
        str(value)
        for name in ("who", "provider", "price", "area")
        if (value := getattr(page, name, ""))
    ]
    for stream in page.body_streams:
        words += stream.stream_block.get_searchable_content(stream)
    return words


def _date(page: Any) -> datetime.date | None:
    given = getattr(page, "published_on", None)
    if given or not page.first_published_at:
        return given
    return page.first_published_at.date()


def _tell(page: Page) -> None:
    if found_here(page.specific_class):
        indexing.changed(NAME, page.pk)


def _on_change(sender: Any, instance: Page, **kwargs: Any) -> None:
    """A page was published, unpublished or deleted."""
    _tell(instance)


def _on_address(sender: Any, instance: Page, **kwargs: Any) -> None:
    """The address of a page changed, and with it those below."""
    for page in Page.objects.descendant_of(instance, inclusive=True).live():
        _tell(page)


def _on_restriction(sender: Any, instance: PageViewRestriction, **kwargs: Any) -> None:
    """A page, and with it those below, became private or public again."""
    _on_address(sender, instance.page)


def connect() -> None:
    """Follow what Wagtail tells of pages, in the transaction in which it tells it."""
    page_published.connect(_on_change, dispatch_uid="content_search_published")
    page_unpublished.connect(_on_change, dispatch_uid="content_search_unpublished")
    # The row of the base type goes last; as long as it stands, the page would be found.
    post_delete.connect(_on_change, sender=Page, dispatch_uid="content_search_deleted")
    post_page_move.connect(_on_address, dispatch_uid="content_search_moved")
    post_save.connect(
        _on_restriction, sender=PageViewRestriction, dispatch_uid="content_search_private"
    )
    post_delete.connect(
        _on_restriction, sender=PageViewRestriction, dispatch_uid="content_search_public"
    )
    page_slug_changed.connect(_on_address, dispatch_uid="content_search_slug")
