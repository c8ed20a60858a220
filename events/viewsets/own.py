"""What every view of the room has in common: nobody reaches the rows of another's event."""

from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import ProtectedError, QuerySet
from django.forms import ModelChoiceField
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from wagtail.admin.views import generic
from wagtail.admin.views.generic.history import HistoryView
from wagtail.admin.views.generic.usage import UsageView

from .. import permissions
from ..models import Event, Host, ParticipationType, Session

ANY = ("add", "change", "delete", "view")
TO_EVENT: dict[Any, str] = {
    Event: "pk",
    Session: "event",
    Host: "event",
    ParticipationType: "session__event",
}


class OwnRow:
    """Mixin: a row of another's event is unknown (404)."""

    permission_policy: Any
    request: Any

    def get_object(self, *args: Any, **kwargs: Any) -> Any:
        """The row, if it is one of the person's."""
        row = super().get_object(*args, **kwargs)  # type: ignore[misc]
        user, policy = self.request.user, self.permission_policy
        if not policy.user_has_any_permission(user, ANY):
            raise PermissionDenied
        if not policy.user_has_any_permission_for_instance(user, ANY, row):
            raise Http404
        return row


class OwnRows:
    """Mixin of lists: only rows the person reaches."""

    permission_policy: Any
    request: Any

    def get_base_queryset(self) -> QuerySet[Any]:
        """The rows of the person's events."""
        rows: QuerySet[Any] = super().get_base_queryset()  # type: ignore[misc]
        return self.permission_policy.reached(self.request.user, rows)


class OwnChoices:
    """Mixin of forms' views: only the person's events, sessions, types can be chosen."""

    request: Any

    def get_form(self, *args: Any, **kwargs: Any) -> forms.BaseForm:
        """Narrow what related rows are offered, and accepted."""
        form: forms.BaseForm = super().get_form(*args, **kwargs)  # type: ignore[misc]
        if not permissions.may_manage_events(self.request.user):
            mine = Event.objects.filter(permissions.events_with_duty(self.request.user))
            for field in form.fields.values():
                if not isinstance(field, ModelChoiceField) or field.queryset is None:
                    continue
                if lookup := TO_EVENT.get(field.queryset.model):
                    field.queryset = field.queryset.filter(**{f"{lookup}__in": mine.values("pk")})
        return form


class Refusal:
    """Mixin of forms' views: what the service refuses is answered like an invalid form."""

    def refuse(self, form: Any, field: str, message: str) -> HttpResponse:
        """Show ``message`` at ``field``."""
        form.add_error(field, message)
        self.produced_error_code = "validation_error"
        self.produced_error_message = self.get_error_message()  # type: ignore[attr-defined]
        response: HttpResponse = self.form_invalid(form)  # type: ignore[attr-defined]
        return response


class IndexView(OwnRows, generic.IndexView):
    """A list."""


class InspectView(OwnRow, generic.InspectView):
    """A page of one row."""


class OwnHistoryView(OwnRow, HistoryView):
    """What was changed."""


class OwnUsageView(OwnRow, UsageView):
    """Where it is used."""


class CreateView(Refusal, OwnChoices, generic.CreateView):
    """A new row."""


class CopyView(OwnRow, OwnChoices, generic.CopyView):
    """A new row from an old one."""


class EditView(Refusal, OwnRow, OwnChoices, generic.EditView):
    """A change."""


class DeleteView(OwnRow, generic.DeleteView):
    """What people have applied for stays."""

    def in_use(self) -> str:
        """Why it cannot be deleted."""
        return _(
            "申込や参加区分があるため削除できません。"
            "中止するときは、回の進行の画面で状態を「中止」に変えてください。"
        )

    def form_valid(self, form: Any) -> HttpResponse:
        """Say in words that it is in use, instead of failing."""
        if not (self.usage and self.usage.is_protected):
            try:
                response: HttpResponse = super().form_valid(form)
                return response
            except ProtectedError:
                pass
        messages.error(self.request, self.in_use())
        return redirect(self.get_success_url())
