"""Running text: headings, paragraphs, boxed remarks."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from portal.content.enums import CalloutKind

FEATURES = ["h3", "bold", "ol", "ul", "link", "document-link"]
SHORT_FEATURES = ["bold", "ol", "ul", "link"]


class HeadingBlock(blocks.CharBlock):
    """A heading of the second level."""

    class Meta:
        icon = "title"
        label = _("見出し")
        template = "portal/content/blocks/heading.html"
        preview_value = _("まず、つながりを切る")


class TextBlock(blocks.RichTextBlock):
    """Paragraphs, lists and links."""

    class Meta:
        icon = "pilcrow"
        label = _("本文")
        template = "portal/content/blocks/text.html"
        preview_value = "<p>感染が疑われる端末を、<b>電源は入れたまま</b>網から外します。</p>"


class CalloutBlock(blocks.StructBlock):
    """A boxed remark."""

    kind = blocks.ChoiceBlock(
        search_index=False, label=_("種類"), choices=CalloutKind.choices, default=CalloutKind.INFO
    )
    title = blocks.CharBlock(label=_("題名"), max_length=120)
    text = blocks.RichTextBlock(label=_("本文"), features=SHORT_FEATURES)

    class Meta:
        icon = "warning"
        label = _("囲み")
        template = "portal/content/blocks/callout.html"
        preview_value = {
            "kind": "caution",
            "title": "電源を切らない",
            "text": "<p>記録が消え、原因を調べられなくなることがあります。</p>",
        }
