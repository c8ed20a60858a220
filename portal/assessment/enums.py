"""The words of the room's states."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Answer(models.TextChoices):
    """What a company says of one question."""

    YES = "yes", _("はい")
    PARTLY = "partly", _("一部だけ")
    NO = "no", _("いいえ・分からない")
