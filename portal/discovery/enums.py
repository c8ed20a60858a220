"""Closed lists of the room."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from search.vocabulary import Kind


class EntryKind(models.TextChoices):
    """What an added line of the vocabulary says."""

    SYNONYMS = Kind.SYNONYMS.value, _("同義語")
    LAY_TERMS = Kind.LAY_TERMS.value, _("ふだんの言い方")
    LABEL_WORDS = Kind.LABEL_WORDS.value, _("分類の言葉")
    IDLE_WORDS = Kind.IDLE_WORDS.value, _("探すときに数えない語")
    WHOLE_WORDS = Kind.WHOLE_WORDS.value, _("分けずに探す語")


class Language(models.TextChoices):
    """Whose searches are meant."""

    JAPANESE = "ja", _("日本語")
    ENGLISH = "en", _("英語")


class Rhythm(models.TextChoices):
    """How often news of a saved search are told."""

    DAILY = "daily", _("毎日")
    WEEKLY = "weekly", _("毎週月曜日")
