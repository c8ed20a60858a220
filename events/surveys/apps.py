"""Application of this part of the room."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SurveysConfig(AppConfig):
    """Surveys after an event: built by staff, answered by attendees."""

    name = "events.surveys"
    label = "surveys"
    verbose_name = _("アンケート")
