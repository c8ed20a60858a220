"""Ways on: a tool, other pages, someone to call."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from portal.content import chosen


class PublicPageBlock(blocks.PageChooserBlock):
    """Chooses a page; one that is not public gives None."""

    def bulk_to_python(self, values: list[int]) -> list[object]:
        """The live pages of ``values`` in their order, else None."""
        pages = chosen.known.get()
        if pages is not None:
            found = [pages.get(value) for value in values]
        else:
            found = super().bulk_to_python(values)
        return [page if page is not None and page.live else None for page in found]


class ToolCardBlock(blocks.StructBlock):
    """A tool with a word on why it helps here."""

    tool = PublicPageBlock(label=_("ツール"), page_type="content.ToolPage")
    text = blocks.TextBlock(label=_("ひとこと"), required=False, rows=2)

    class Meta:
        icon = "cog"
        label = _("ツールの紹介")
        template = "portal/content/blocks/tool_card.html"
        preview_value = {"tool": None, "text": "月額の費用と、駆け付けの有無を比べられます。"}


class RelatedBlock(blocks.StructBlock):
    """Pages to read next."""

    title = blocks.CharBlock(label=_("題名"), max_length=80, default=_("次に読む"))
    pages = blocks.ListBlock(PublicPageBlock(label=_("ページ")), label=_("ページ"), min_num=1)

    class Meta:
        icon = "doc-full"
        label = _("関連ページ")
        template = "portal/content/blocks/related.html"
        preview_value = {"title": "次に読む", "pages": []}


class ContactBlock(blocks.StructBlock):
    """Someone to call or write to."""

    name = blocks.CharBlock(label=_("窓口"), max_length=120)
    phone = blocks.CharBlock(label=_("電話"), required=False, max_length=40)
    url = blocks.URLBlock(label=_("URL"), required=False)
    hours = blocks.CharBlock(label=_("受付時間"), required=False, max_length=120)
    text = blocks.TextBlock(label=_("説明"), required=False, rows=2)
    needs_check = blocks.BooleanBlock(label=_("要確認"), required=False)

    class Meta:
        icon = "mobile-alt"
        label = _("連絡先")
        template = "portal/content/blocks/contact.html"
        preview_value = {
            "name": "情報セキュリティ安心相談窓口",
            "phone": "",
            "url": "https://www.ipa.go.jp/security/anshin/",
            "hours": "",
            "text": "IPAの相談窓口です。",
            "needs_check": False,
        }
