"""質問: what staff ask on the form of a participation type."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.forms.models import WagtailAdminModelForm
from wagtail.admin.ui.tables import BooleanColumn, Column
from wagtail.admin.widgets.button import HeaderButton

from portal.templatetags.typography import APART

from .. import permissions
from ..models import Event, ParticipationType, Question
from . import own
from .base import EventRoomViewSet
from .policies import ALL

FIELDS = (
    "participation_type",
    "asked",
    "kind",
    "label_ja",
    "label_en",
    "help_ja",
    "help_en",
    "is_required",
    "options_ja",
    "options_en",
    "minimum",
    "maximum",
    "position",
    "is_active",
)


class TypeField(forms.ModelChoiceField):
    """A participation type with its event and session: labels alone are all alike."""

    def __init__(self, **kwargs: Any) -> None:
        found = ParticipationType.objects.select_related("session__event").order_by(
            "-session__starts_at", "position", "pk"
        )
        super().__init__(queryset=found, **kwargs)

    def label_from_instance(self, obj: Any) -> str:
        """Session and type."""
        return f"{obj.session}{APART}{obj.label}"


class QuestionForm(WagtailAdminModelForm):
    """A question; the model says what may change once there are answers."""

    participation_type = TypeField(label=gettext_lazy("参加区分"))

    class Meta:
        model = Question
        fields = FIELDS


class CopyQuestionsForm(forms.Form):
    """From which type to which."""

    source = TypeField(label=gettext_lazy("写す元の参加区分"))
    target = TypeField(label=gettext_lazy("写す先の参加区分"))

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        mine = Event.objects.filter(permissions.events_with_duty(user))
        for field in self.fields.values():
            assert isinstance(field, TypeField)  # noqa: S101  declared above
            field.queryset = TypeField().queryset.filter(session__event__in=mine)

    def clean(self) -> dict[str, Any]:
        """Two different types."""
        data: dict[str, Any] = super().clean() or {}
        if data.get("source") and data.get("source") == data.get("target"):
            self.add_error("target", _("写す元と違う参加区分を選んでください。"))
        return data


class QuestionIndexView(own.IndexView):
    """All questions by type."""

    def get_base_queryset(self) -> QuerySet[Question]:
        """With all that a row shows."""
        rows: QuerySet[Question] = super().get_base_queryset()
        return rows.select_related("participation_type__session__event")

    @property
    def header_more_buttons(self) -> list[Any]:
        """Copying from another type, beside what Wagtail offers."""
        return [
            *super().header_more_buttons,
            HeaderButton(
                label=_("ほかの区分から写す"),
                url=reverse("events_questions_copy"),
                icon_name="copy",
            ),
        ]


class QuestionDeleteView(own.DeleteView):
    """What people have answered stays."""

    def in_use(self) -> str:
        """Say that there are answers, and what to do instead."""
        return _(
            "この質問にはすでに答えがあるため削除できません。"
            "これから尋ねないときは「いま尋ねる」を外してください。"
        )


class QuestionViewSet(EventRoomViewSet):
    """Questions."""

    model = Question
    name = "event_questions"
    url_prefix = "events/questions"
    icon = "help"
    menu_label = gettext_lazy("質問")
    to_event = "participation_type__session__event"
    owner_actions = ALL
    index_view_class = QuestionIndexView
    delete_view_class = QuestionDeleteView
    form_fields = FIELDS
    list_display = (
        "label_ja",
        Column("type", label=gettext_lazy("参加区分"), accessor="participation_type"),
        Column("session", label=gettext_lazy("回"), accessor="participation_type.session"),
        Column("kind", label=gettext_lazy("答え方"), accessor="get_kind_display"),
        Column("asked", label=gettext_lazy("尋ね方"), accessor="get_asked_display"),
        BooleanColumn("is_required", label=gettext_lazy("必ず答える")),
        BooleanColumn("is_active", label=gettext_lazy("いま尋ねる")),
    )
    list_filter = ("kind", "asked", "is_active")
    search_fields = ("label_ja", "label_en")

    def get_form_class(self, for_update: bool = False) -> type[QuestionForm]:
        """Our own form."""
        return QuestionForm
