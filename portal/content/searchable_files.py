"""What of the files that pages offer is found, and when the index is told."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.db.models import CharField, Exists, ExpressionWrapper, F, OuterRef, QuerySet
from django.db.models.signals import post_delete, post_save, pre_delete
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.documents.models import Document as File
from wagtail.models import Collection, CollectionViewRestriction, Page, PageViewRestriction
from wagtail.signals import page_published, page_unpublished, post_page_move

from portal.delivery import indexing
from search.documents import Document

from .enums import ReadingState
from .models import AttachmentText, PageAttachment
from .services import attachments

NAME = attachments.SOURCE


def _restricted(restrictions: QuerySet[Any], owner: str, path: str) -> Exists:
    """Whether something above ``path`` is not for everybody."""
    here = ExpressionWrapper(OuterRef(path), output_field=CharField())
    return Exists(
        restrictions.alias(below=here).filter(below__startswith=F(f"{owner}__path")).order_by()
    )


def _open_links() -> QuerySet[PageAttachment]:
    """Links from pages that everybody may read."""
    private = _restricted(PageViewRestriction.objects.all(), "page", "page__path")
    return PageAttachment.objects.filter(~private, page__live=True)


def open_files() -> QuerySet[File]:
    """Files with words, in public collections, offered by a page that everybody may read."""
    private = _restricted(
        CollectionViewRestriction.objects.all(), "collection", "collection__path"
    )
    offered = Exists(_open_links().filter(document_id=OuterRef("pk")).order_by())
    return File.objects.filter(
        ~private, offered, attachment_text__state=ReadingState.READ
    ).order_by("pk")


class FileSource:
    """The files of this room by their words, each with the labels of a page that offers it."""

    name = NAME
    kinds: Mapping[str, Any] = {"document": _("添付資料")}

    def document(self, pk: Any) -> Document | None:
        """The file ``pk``, None if not everybody may have it or it was not read."""
        file = open_files().select_related("attachment_text").filter(pk=pk).first()
        if file is None:
            return None
        links = _open_links().filter(document_id=file.pk).select_related("page__locale")
        page = links.order_by("page_id")[0].page
        tags = {
            facet: tuple(tag.code for tag in found)
            for facet, found in getattr(page.specific, "tags", {}).items()
        }
        return Document(
            source=NAME,
            pk=str(file.pk),
            kind="document",
            language=page.locale.language_code,
            title=file.title,
            summary=page.title,
            body=file.attachment_text.text,
            url=file.url,
            sectors=tags.get("sectors", ()),
            themes=tags.get("themes", ()),
            audiences=tags.get("audiences", ()),
            date=timezone.localdate(file.created_at),
        )

    def pks(self) -> Iterable[int]:
        """All files that are found."""
        return open_files().values_list("pk", flat=True)

    def visible(self, pks: Iterable[str], viewer: Any) -> set[str]:
        """Those that everybody may have at this moment."""
        found = open_files().filter(pk__in=list(pks)).values_list("pk", flat=True)
        return {str(pk) for pk in found}


def _tell(pks: Iterable[int]) -> None:
    for pk in pks:
        indexing.changed(NAME, pk)


def _on_published(sender: Any, instance: Page, **kwargs: Any) -> None:
    attachments.link(instance)


def _on_unpublished(sender: Any, instance: Page, **kwargs: Any) -> None:
    _tell(attachments.linked(instance))


def _before_page_goes(sender: Any, instance: Page, **kwargs: Any) -> None:
    """The links go with the page: note now whose entries must follow."""
    instance.__dict__["_offered_files"] = attachments.linked(instance)


def _after_page_went(sender: Any, instance: Page, **kwargs: Any) -> None:
    _tell(instance.__dict__.pop("_offered_files", ()))


def _on_move(sender: Any, instance: Page, **kwargs: Any) -> None:
    """Pages may have come below one that is not for everybody."""
    _tell_below(instance)


def _tell_below(page: Page) -> None:
    links = PageAttachment.objects.filter(page__path__startswith=page.path)
    _tell(links.order_by("document_id").values_list("document_id", flat=True).distinct())


def _on_page_restriction(sender: Any, instance: PageViewRestriction, **kwargs: Any) -> None:
    _tell_below(instance.page)


def _on_collection(sender: Any, instance: Any, **kwargs: Any) -> None:
    """A collection moved, or became private or public: its files and those below follow."""
    collection = instance if isinstance(instance, Collection) else instance.collection
    read = AttachmentText.objects.filter(document__collection__path__startswith=collection.path)
    _tell(read.order_by("document_id").values_list("document_id", flat=True))


def _on_file(sender: Any, instance: File, **kwargs: Any) -> None:
    """A file was uploaded, changed, or moved to another collection."""
    attachments.ask(instance)
    indexing.changed(NAME, instance.pk)


def _on_file_gone(sender: Any, instance: File, **kwargs: Any) -> None:
    indexing.changed(NAME, instance.pk)


def connect() -> None:
    """Follow files, pages and what is not for everybody, in the transaction of the change."""
    page_published.connect(_on_published, dispatch_uid="files_search_published")
    page_unpublished.connect(_on_unpublished, dispatch_uid="files_search_unpublished")
    post_page_move.connect(_on_move, dispatch_uid="files_search_moved")
    pre_delete.connect(_before_page_goes, sender=Page, dispatch_uid="files_search_page_goes")
    post_delete.connect(_after_page_went, sender=Page, dispatch_uid="files_search_page_went")
    post_save.connect(_on_file, sender=File, dispatch_uid="files_search_file")
    post_delete.connect(_on_file_gone, sender=File, dispatch_uid="files_search_file_gone")
    post_save.connect(_on_collection, sender=Collection, dispatch_uid="files_search_collection")
    for signal, name in ((post_save, "private"), (post_delete, "public")):
        signal.connect(
            _on_page_restriction, sender=PageViewRestriction, dispatch_uid=f"files_page_{name}"
        )
        signal.connect(
            _on_collection,
            sender=CollectionViewRestriction,
            dispatch_uid=f"files_collection_{name}",
        )
