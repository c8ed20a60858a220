"""Blocks of an event page that no other page has."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.images.blocks import ImageChooserBlock


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


class SpeakerBlock(blocks.StructBlock):
    """Who speaks or leads, as the person wishes to be introduced."""

    name = blocks.CharBlock(label=_("お名前"), max_length=80)
    kana = blocks.CharBlock(
        label=_("フリガナ"),
        required=False,
        max_length=80,
        help_text=_("英語のページでは空欄です。"),
    )
    affiliation = blocks.CharBlock(label=_("所属"), required=False, max_length=160)
    title = blocks.CharBlock(label=_("肩書"), required=False, max_length=120)
    bio = blocks.TextBlock(label=_("紹介"), required=False, max_length=600)
    photo = ImageChooserBlock(
        label=_("写真"), required=False, help_text=_("ご本人の了承を得たものに限ります。")
    )

    class Meta:
        icon = "user"
        label = _("登壇者")


class SpeakersBlock(blocks.StreamBlock):
    """The speakers in the order they are named."""

    speaker = SpeakerBlock()

    class Meta:
        required = False
