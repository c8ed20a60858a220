"""What staff set up, with the checks that protect people who have applied already."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy
from wagtail.admin.forms import WagtailAdminModelForm

from ..enums import ACTIVE_STATES, HOLDING_STATES, Allocation, Duty, RegistrationState
from ..models import Event, EventStaff, Host, ParticipationType, Registration, Session


class SessionForm(WagtailAdminModelForm):
    """A session; what people rely on does not slip away."""

    def clean(self) -> dict[str, Any]:
        """With people in it, a session stays with its event and out of the past."""
        cleaned: dict[str, Any] = super().clean() or {}
        session: Session = self.instance
        if not session.pk:
            return cleaned
        people = Registration.objects.filter(session=session, state__in=ACTIVE_STATES)
        if "event" in self.changed_data and session.registrations.exists():
            self.add_error("event", _("申込があるため、別のイベントへは移せません。"))
        starts = cleaned.get("starts_at")
        moved = "starts_at" in self.changed_data and starts is not None
        if moved and starts < timezone.now() and people.exists():
            self.add_error(
                "starts_at",
                _(
                    "申込のある回を過去の日時へは移せません。"
                    "日時を見直すか、終わった回は状態を「開催済み」にしてください。"
                ),
            )
        return cleaned


class ParticipationTypeForm(WagtailAdminModelForm):
    """A participation type; how places are given does not change under people's feet."""

    def clean(self) -> dict[str, Any]:
        """With applications, the session, the unit and the way of giving places stay."""
        cleaned: dict[str, Any] = super().clean() or {}
        kind: ParticipationType = self.instance
        if not kind.pk:
            return cleaned
        people = Registration.objects.filter(participation_type=kind)
        if "session" in self.changed_data and people.exists():
            self.add_error("session", _("申込があるため、別の回へは移せません。"))
        if "unit" in self.changed_data and people.filter(state__in=ACTIVE_STATES).exists():
            self.add_error(
                "unit",
                _("申込があるため、枠の数え方は変えられません。新しい区分を作ってください。"),
            )
        if "allocation" in self.changed_data:
            self._check_allocation(cleaned.get("allocation", ""), people)
        return cleaned

    def _check_allocation(self, after: str, people: Any) -> None:
        holding = people.filter(state__in=HOLDING_STATES).count()
        if after != Allocation.FIRST_COME and holding:
            self.add_error(
                "allocation",
                _(
                    "すでに%(count)s件の参加が確定（または案内中）です。抽選・選考へは変えられません。"
                    "新しい区分を作るか、先に申込をキャンセルしてください。"
                )
                % {"count": holding},
            )
        applied = people.filter(state=RegistrationState.APPLIED).count()
        if after == Allocation.FIRST_COME and applied:
            self.add_error(
                "allocation",
                _("結果を待つ申込が%(count)s件あります。先に結果を決めてください。")
                % {"count": applied},
            )


class TeamForm(WagtailAdminModelForm):
    """A duty for the owner of an account, named by its e-mail address."""

    email = forms.EmailField(
        label=gettext_lazy("メールアドレス"),
        help_text=gettext_lazy("ポータルに登録している人のアドレスです。"),
    )
    event = forms.ModelChoiceField(
        Event.objects.order_by("-id"), label=pgettext_lazy("one event", "イベント")
    )
    duty = forms.ChoiceField(choices=Duty.choices, label=gettext_lazy("役割"))
    host = forms.ModelChoiceField(
        Host.objects.select_related("event").order_by("-event_id", "position"),
        label=gettext_lazy("共催者の団体"),
        required=False,
        help_text=gettext_lazy("共催者のときに選びます。同意のある申込だけが見えます。"),
    )

    class Meta:
        model = EventStaff
        fields = ("event", "email", "duty", "host")

    def _post_clean(self) -> None:
        """The service checks and writes; the model is not built here."""
