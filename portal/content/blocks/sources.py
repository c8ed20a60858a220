"""Where a figure or a statement comes from."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from portal.content.enums import UNCHECKED, SourceStatus


class SourceValue(blocks.StructValue):
    """A source that knows whether it must be marked 要確認."""

    @property
    def needs_check(self) -> bool:
        """Whether nobody has seen the original yet."""
        return self.get("status") in UNCHECKED


class SourceBlock(blocks.StructBlock):
    """Title, publisher, address and date of a source."""

    title = blocks.CharBlock(label=_("資料名"), max_length=200)
    publisher = blocks.CharBlock(label=_("発行者"), max_length=120)
    url = blocks.URLBlock(label=_("URL"), required=False)
    date = blocks.CharBlock(
        label=_("時点・発行日"),
        required=False,
        max_length=10,
        help_text=_("2026-03-31、2026-03、2026 のいずれかの形で入力します。"),
    )
    status = blocks.ChoiceBlock(
        search_index=False,
        label=_("確認の状態"),
        choices=SourceStatus.choices,
        default=SourceStatus.VERIFIED,
    )

    class Meta:
        icon = "link"
        label = _("出典")
        value_class = SourceValue
        template = "portal/content/blocks/source.html"
        form_classname = "struct-block source-block"
