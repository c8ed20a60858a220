"""Blocks of an event page that no other page has."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks


class ProgrammeItemBlock(blocks.StructBlock):
    """One point of the programme."""

    time = blocks.CharBlock(label=_("時刻"), max_length=20, help_text=_("例: 13:00〜13:20"))
    title = blocks.CharBlock(label=_("内容"), max_length=120)
    text = blocks.TextBlock(label=_("説明"), required=False, max_length=400)
    speaker = blocks.CharBlock(label=_("登壇者"), required=False, max_length=160)

    class Meta:
        icon = "time"
        label = _("項目")


class ProgrammeBlock(blocks.StreamBlock):
    """The programme in the order of the day."""

    item = ProgrammeItemBlock()

    class Meta:
        required = False
