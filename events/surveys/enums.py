"""Closed lists of surveys."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class SurveyMode(models.TextChoices):
    """Whether an answer can be traced to the person who gave it."""

    ANONYMOUS = "anonymous", _("無記名")
    NAMED = "named", _("記名")


class QuestionKind(models.TextChoices):
    """How a question is answered."""

    SCALE = "scale", _("段階で選ぶ")
    SINGLE = "single", _("1つ選ぶ")
    MULTIPLE = "multiple", _("いくつでも選ぶ")
    TEXT = "text", _("自由に書く")


WITH_OPTIONS = (QuestionKind.SINGLE, QuestionKind.MULTIPLE)

SMALLEST_GROUP = 5
"""Fewer people than this are never shown, or for anonymous answers kept, as a group."""
