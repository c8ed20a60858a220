"""What of the events is found, and when the index is told."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.db.models.signals import m2m_changed, post_delete, post_save
from django.utils import timezone
from django.utils.translation import override, pgettext_lazy
from wagtail.models import Page
from wagtail.signals import page_published, page_slug_changed, page_unpublished, post_page_move

from portal.content.tags import no_tags, read_tags
from portal.delivery import indexing
from portal.taxonomy.searchable import ONLINE
from search.documents import Document

from . import moments
from .models import Event, EventPage, Host, Session

NAME = "events"


class EventSource:
    """The public pages of events, in every language."""

    name = NAME
    kinds: Mapping[str, Any] = {"event": pgettext_lazy("one event", "イベント")}

    def document(self, pk: Any) -> Document | None:
        """The page ``pk`` if it is public."""
        page = EventPage.objects.live().select_related("event", "locale").filter(pk=pk).first()
        if page is None:
            return None
        language = page.locale.language_code
        with override(language):
            sessions = list(
                Session.objects.announced()
                .filter(event=page.event)
                .select_related("prefecture")
                .order_by("starts_at")
            )
            words = [page.for_whom, page.fee, page.accessibility]
            words += [str(host) for host in page.event.hosts.all()]
            for session in sessions:
                words += [
                    moments.span_in_words(session.starts_at, session.ends_at),
                    session.venue,
                    str(session.prefecture or ""),
                    session.record,
                ]
            for stream in (page.body, page.programme, page.speakers):
                words += stream.stream_block.get_searchable_content(stream)
        tags = read_tags(Event, [page.event_id]).get(page.event_id, no_tags())
        return Document(
            source=NAME,
            pk=str(page.pk),
            kind="event",
            language=language,
            title=page.title,
            summary=page.summary,
            body="\n".join(filter(None, words)),
            url=page.url or "",
            sectors=tuple(tag.code for tag in tags["sectors"]),
            themes=tuple(tag.code for tag in tags["themes"]),
            audiences=tuple(tag.code for tag in tags["audiences"]),
            prefectures=_places(sessions),
            date=timezone.localdate(sessions[-1].starts_at) if sessions else None,
        )

    def pks(self) -> Iterable[int]:
        """All public pages of events."""
        return EventPage.objects.live().order_by("pk").values_list("pk", flat=True)

    def visible(self, pks: Iterable[str], viewer: Any) -> set[str]:
        """Those that are public at this moment."""
        live = EventPage.objects.live().filter(pk__in=list(pks)).order_by("pk")
        return {str(pk) for pk in live.values_list("pk", flat=True)}


def _places(sessions: Iterable[Session]) -> tuple[str, ...]:
    """Where the sessions can be attended: prefectures, and online."""
    found: dict[str, None] = {}
    for session in sessions:
        if session.has_place and session.prefecture_id:
            found[session.prefecture_id] = None
        if session.has_online:
            found[ONLINE] = None
    return tuple(found)


def tell_of_event(event_id: int | None) -> None:
    """Have the pages of an event indexed again."""
    for pk in (
        EventPage.objects.filter(event_id=event_id).order_by("pk").values_list("pk", flat=True)
    ):
        indexing.changed(NAME, pk)


def _on_page(sender: Any, instance: Page, **kwargs: Any) -> None:
    if instance.specific_class is EventPage or isinstance(instance, EventPage):
        indexing.changed(NAME, instance.pk)


def _on_published(sender: Any, instance: EventPage, **kwargs: Any) -> None:
    """Mails and calendars call the event as its page does."""
    field = f"title_{instance.locale.language_code}"
    if hasattr(Event, field):
        Event.objects.filter(pk=instance.event_id).update(**{field: instance.title})


def _on_address(sender: Any, instance: Page, **kwargs: Any) -> None:
    for page in EventPage.objects.descendant_of(instance, inclusive=True).live().order_by("pk"):
        indexing.changed(NAME, page.pk)


def _on_event(sender: Any, instance: Any, **kwargs: Any) -> None:
    if isinstance(instance, Event):
        tell_of_event(instance.pk)
    elif isinstance(instance, Session | Host):
        tell_of_event(instance.event_id)


def connect() -> None:
    """Follow pages, sessions, hosts and tags, in the transaction of their change."""
    page_published.connect(_on_published, sender=EventPage, dispatch_uid="events_title")
    page_published.connect(_on_page, dispatch_uid="events_search_published")
    page_unpublished.connect(_on_page, dispatch_uid="events_search_unpublished")
    post_delete.connect(_on_page, sender=EventPage, dispatch_uid="events_search_deleted")
    post_page_move.connect(_on_address, dispatch_uid="events_search_moved")
    page_slug_changed.connect(_on_address, dispatch_uid="events_search_slug")
    for model in (Event, Session, Host):
        post_save.connect(_on_event, sender=model, dispatch_uid=f"events_search_{model.__name__}")
    for model in (Session, Host):
        post_delete.connect(
            _on_event, sender=model, dispatch_uid=f"events_search_gone_{model.__name__}"
        )
    for name in ("sectors", "themes", "audiences"):
        through = getattr(Event, name).through
        m2m_changed.connect(_on_event, sender=through, dispatch_uid=f"events_search_{name}")
