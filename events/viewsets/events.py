"""イベント, シリーズ, 主催者: what staff set up before a company can apply."""

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy
from wagtail.admin.ui.tables import BooleanColumn, Column
from wagtail.admin.viewsets.model import ModelViewSetGroup

from ..models import Event, Host, Series
from . import own
from .base import EventRoomViewSet
from .policies import ALL
from .questions import QuestionViewSet
from .registrations import RegistrationViewSet
from .sessions import ParticipationTypeViewSet, SessionViewSet
from .team import TeamViewSet


class EventViewSet(EventRoomViewSet):
    """Events; owners change theirs, new ones are made by event managers."""

    model = Event
    name = "event_records"
    url_prefix = "events/events"
    icon = "date"
    menu_label = gettext_lazy("イベント")
    to_event = ""
    owner_actions = frozenset({"change", "view"})
    list_display = (
        "title_ja",
        "code",
        Column("kind", label=gettext_lazy("種類"), accessor="get_kind_display"),
        BooleanColumn("is_sample", label=gettext_lazy("デモ開催")),
    )
    list_filter = ("kind", "is_sample", "sectors", "series")
    search_fields = ("title_ja", "title_en", "code")
    form_fields = (
        "code",
        "title_ja",
        "title_en",
        "kind",
        "series",
        "accessibility_offers",
        "is_sample",
        "sectors",
        "themes",
        "audiences",
        "contact_name_ja",
        "contact_name_en",
        "contact_email",
        "contact_phone",
    )


class SeriesViewSet(EventRoomViewSet):
    """Events that belong together."""

    model = Series
    name = "event_series"
    url_prefix = "events/series"
    icon = "folder-open-1"
    menu_label = gettext_lazy("シリーズ")
    list_display = ("title_ja", "code")
    search_fields = ("title_ja", "title_en", "code")
    form_fields = ("code", "title_ja", "title_en", "description_ja", "description_en")


class HostIndexView(own.IndexView):
    """Bodies with their events."""

    def get_base_queryset(self) -> QuerySet[Host]:
        """With all that a row shows."""
        return (
            super().get_base_queryset().select_related("event").order_by("-event_id", "position")
        )


class HostViewSet(EventRoomViewSet):
    """Bodies that carry events."""

    model = Host
    name = "hosts"
    url_prefix = "events/hosts"
    icon = "group"
    menu_label = gettext_lazy("主催・共催・後援・協力")
    to_event = "event"
    owner_actions = ALL
    index_view_class = HostIndexView
    list_display = (
        "name_ja",
        "role",
        Column("event", label=gettext_lazy("イベント"), accessor="event"),
        "receives_data",
    )
    list_filter = ("role", "receives_data")
    search_fields = ("name_ja", "name_en", "event__title_ja")
    form_fields = ("event", "role", "name_ja", "name_en", "url", "receives_data", "position")


class EventsGroup(ModelViewSetGroup):
    """One entry of the main menu."""

    menu_label = gettext_lazy("イベント運営")
    menu_icon = "date"
    menu_order = 300
    items = (
        RegistrationViewSet,
        SessionViewSet,
        ParticipationTypeViewSet,
        QuestionViewSet,
        EventViewSet,
        SeriesViewSet,
        HostViewSet,
        TeamViewSet,
    )
