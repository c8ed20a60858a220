"""Things to do one after the other, and things to check."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from .prose import SHORT_FEATURES


class StepBlock(blocks.StructBlock):
    """One step."""

    title = blocks.CharBlock(label=_("すること"), max_length=120)
    minutes = blocks.IntegerBlock(label=_("目安（分）"), required=False, min_value=1)
    text = blocks.RichTextBlock(label=_("説明"), features=SHORT_FEATURES, required=False)

    class Meta:
        icon = "list-ol"
        label = _("手順")


class StepsBlock(blocks.StructBlock):
    """Numbered steps with a time each."""

    title = blocks.CharBlock(label=_("題名"), max_length=120)
    steps = blocks.ListBlock(StepBlock(), label=_("手順"), min_num=1)

    class Meta:
        icon = "list-ol"
        label = _("手順")
        template = "portal/content/blocks/steps.html"
        preview_value = {
            "title": "今日の手順",
            "steps": [
                {"title": "ケーブルを抜く", "minutes": 1, "text": "<p>電源は切りません。</p>"},
                {"title": "責任者に知らせる", "minutes": 5, "text": "<p>電話で伝えます。</p>"},
            ],
        }


class ChecklistBlock(blocks.StructBlock):
    """Points to tick off; the ticks stay on the reader's device."""

    title = blocks.CharBlock(label=_("題名"), max_length=120)
    items = blocks.ListBlock(
        blocks.CharBlock(max_length=200, label=_("項目")), label=_("項目"), min_num=1
    )

    class Meta:
        icon = "tick"
        label = _("チェックリスト")
        template = "portal/content/blocks/checklist.html"
        preview_value = {
            "title": "月に一度の確認",
            "items": ["控えを取れている", "一つ戻して開けた"],
        }
