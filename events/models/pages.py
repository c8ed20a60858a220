"""The words of events: one page per language, and the list."""

from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail.admin.panels import FieldPanel, MultiFieldPanel

from portal.content.blocks import BodyBlock
from portal.content.fields import BodyField
from portal.content.models.base import PortalPage

from ..blocks import ProgrammeBlock, SpeakersBlock
from .event import Event


class EventIndexPage(PortalPage):
    """All events."""

    search_source = "content"
    search_kind = "page"

    intro = BodyField(BodyBlock(), verbose_name=_("紹介"), blank=True)

    template = "events/event_index_page.html"
    parent_page_types: ClassVar[list[str]] = ["content.HomePage"]
    subpage_types: ClassVar[list[str]] = ["events.EventPage"]
    max_count_per_parent = 1
    content_panels: ClassVar[list[Any]] = [*PortalPage.content_panels, FieldPanel("intro")]

    class Meta:
        verbose_name = _("イベントの一覧")
        verbose_name_plural = _("イベントの一覧")

    @property
    def body_streams(self) -> list[Any]:
        """The introduction."""
        return [self.intro]

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add the list as narrowed by the address."""
        from ..selectors.listing import listing  # noqa: PLC0415  a page asks its selectors

        context = super().get_context(request, *args, **kwargs)
        context["listing"] = listing(index=self, params=request.GET)
        return context


class EventPage(PortalPage):
    """An event in the words of one language; time, place and places are its sessions'."""

    search_source = "events"
    search_kind = "event"

    event = models.ForeignKey(
        Event,
        verbose_name=pgettext_lazy("one event", "イベント"),
        on_delete=models.PROTECT,
        related_name="pages",
        help_text=_("日時・会場・定員・主催者は「イベント」の側で管理します。"),
    )
    for_whom = models.CharField(_("対象"), max_length=300, blank=True)
    fee = models.CharField(_("参加費"), max_length=120, blank=True)
    accessibility = models.CharField(
        _("配慮"), max_length=300, blank=True, help_text=_("字幕、筆談、車いすなど")
    )
    body = BodyField(BodyBlock(), verbose_name=_("本文"), blank=True)
    programme = BodyField(ProgrammeBlock(), verbose_name=_("プログラム"), blank=True)

    speakers = BodyField(SpeakersBlock(), verbose_name=_("登壇者"), blank=True)

    template = "events/event_page.html"
    parent_page_types: ClassVar[list[str]] = ["events.EventIndexPage"]
    subpage_types: ClassVar[list[str]] = []
    content_panels: ClassVar[list[Any]] = [
        *PortalPage.content_panels,
        FieldPanel("event"),
        MultiFieldPanel(
            [FieldPanel("for_whom"), FieldPanel("fee"), FieldPanel("accessibility")],
            _("参加のご案内"),
        ),
        FieldPanel("body"),
        FieldPanel("programme"),
        FieldPanel("speakers"),
    ]

    class Meta:
        verbose_name = _("イベントのページ")
        verbose_name_plural = _("イベントのページ")

    @property
    def body_streams(self) -> list[Any]:
        """The body."""
        return [self.body]

    def clean(self) -> None:
        """One page per event and language."""
        super().clean()
        if not self.event_id or not self.locale_id:
            return
        others = EventPage.objects.filter(event_id=self.event_id, locale_id=self.locale_id)
        if others.exclude(pk=self.pk).exists():
            raise ValidationError(
                {"event": _("このイベントのページは、この言語ですでに作られています。")}
            )

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add the event with its sessions, places and hosts."""
        from ..selectors.detail import event_detail  # noqa: PLC0415  a page asks its selectors

        context = super().get_context(request, *args, **kwargs)
        context["detail"] = event_detail(self)
        return context
