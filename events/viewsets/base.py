"""The viewsets of the room: what they have in common."""

from typing import Any

from django.db import models
from django.forms import modelform_factory
from wagtail.admin import widgets
from wagtail.admin.viewsets.model import ModelViewSet

from . import own
from .policies import ALL, EventPolicy

WIDGETS: dict[type[models.Field], Any] = {
    models.DateField: widgets.AdminDateInput,
    models.DateTimeField: widgets.AdminDateTimeInput,
    models.TextField: widgets.AdminAutoHeightTextInput,
}


class EventRoomViewSet(ModelViewSet):
    """Event managers see all rows, owners those of their events.

    ``to_event`` is the lookup from a row to its event, ``owner_actions`` what owners may do,
    ``base_form`` carries the checks of the form.
    """

    index_view_class = own.IndexView
    add_view_class = own.CreateView
    edit_view_class = own.EditView
    delete_view_class = own.DeleteView
    inspect_view_class = own.InspectView
    copy_view_class = own.CopyView
    history_view_class = own.OwnHistoryView
    usage_view_class = own.OwnUsageView
    copy_view_enabled = False

    to_event: str | None = None
    actions: frozenset[str] = ALL
    owner_actions: frozenset[str] = frozenset()
    base_form: Any = None

    @property
    def permission_policy(self) -> EventPolicy:
        """Who may do what with which rows."""
        return EventPolicy(
            self.model,
            to_event=self.to_event,
            actions=self.actions,
            owner_actions=self.owner_actions,
        )

    def get_form_class(self, for_update: bool = False) -> Any:
        """The form with the checks of ``base_form``."""
        if self.base_form is None:
            return super().get_form_class(for_update)
        return modelform_factory(
            self.model,
            form=self.base_form,
            formfield_callback=self.formfield_for_dbfield,
            fields=self.get_form_fields(),
        )

    def formfield_for_dbfield(self, db_field: models.Field, **kwargs: Any) -> Any:
        """As on pages: calendars for dates, texts that grow; addresses are https."""
        if isinstance(db_field, models.URLField):
            kwargs["assume_scheme"] = "https"
        if widget := WIDGETS.get(type(db_field)):
            kwargs.setdefault("widget", widget)
        return super().formfield_for_dbfield(db_field, **kwargs)
