"""The parts of the home page, in the order a visitor meets them."""

from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from .prose import SHORT_FEATURES


class PathValue(blocks.StructValue):
    """A link inside the portal, in the language of the moment."""

    @property
    def href(self) -> str:
        """The address: ``guides/backups`` is /guides/backups/ or /en/guides/backups/."""
        path = str(self.get("path") or "").strip("/")
        prefix = "/en/" if (get_language() or "ja").startswith("en") else "/"
        return f"{prefix}{path}/" if path else prefix


def _path() -> blocks.CharBlock:
    return blocks.CharBlock(
        label=_("行き先"),
        max_length=120,
        help_text=_("言語を除いたアドレス。例：guides/backups"),
    )


class HeroBlock(blocks.StructBlock):
    """The opening: a question, a search box."""

    question = blocks.CharBlock(label=_("問いかけ"), max_length=80)
    title = blocks.CharBlock(label=_("見出し"), max_length=80)
    lead = blocks.TextBlock(label=_("リード文"), rows=2)
    search_label = blocks.CharBlock(label=_("検索欄の名前"), max_length=60)
    search_hint = blocks.CharBlock(label=_("検索の例"), max_length=120)

    class Meta:
        icon = "home"
        label = _("最初の画面")
        template = "portal/content/home/hero.html"


class DoorBlock(blocks.StructBlock):
    """One of the three ways in."""

    key = blocks.ChoiceBlock(
        search_index=False,
        label=_("種類"),
        choices=[("learn", _("学ぶ")), ("prepare", _("備える")), ("consult", _("相談する"))],
    )
    title = blocks.CharBlock(label=_("題名"), max_length=40)
    text = blocks.TextBlock(label=_("説明"), rows=2)
    label = blocks.CharBlock(label=_("ボタン"), max_length=40)
    path = _path()

    class Meta:
        value_class = PathValue


class DoorsBlock(blocks.StructBlock):
    """The three ways in."""

    items = blocks.ListBlock(DoorBlock(), label=_("入口"), min_num=1, max_num=3)

    class Meta:
        icon = "grip"
        label = _("三つの入口")
        template = "portal/content/home/doors.html"


class SituationBlock(blocks.StructBlock):
    """A situation and the page to read in it."""

    label = blocks.CharBlock(label=_("状況"), max_length=80)
    path = _path()

    class Meta:
        value_class = PathValue


class SituationsBlock(blocks.StructBlock):
    """Which of these is you?"""

    title = blocks.CharBlock(label=_("題名"), max_length=80)
    lead = blocks.TextBlock(label=_("リード文"), rows=2, required=False)
    items = blocks.ListBlock(SituationBlock(), label=_("状況"), min_num=1)

    class Meta:
        icon = "help"
        label = _("状況から選ぶ")
        template = "portal/content/home/situations.html"


class HomeFigureBlock(blocks.StructBlock):
    """A number with a small chart."""

    value = blocks.DecimalBlock(label=_("数値"))
    unit = blocks.CharBlock(label=_("単位"), max_length=20)
    title = blocks.CharBlock(label=_("分かったこと（一文）"), max_length=120)
    note = blocks.CharBlock(label=_("補足"), max_length=160, required=False)
    path = _path()
    source = blocks.CharBlock(label=_("出典と時点"), max_length=200)
    needs_check = blocks.BooleanBlock(label=_("要確認"), required=False)

    class Meta:
        value_class = PathValue


class HomeFiguresBlock(blocks.StructBlock):
    """Three numbers."""

    title = blocks.CharBlock(label=_("題名"), max_length=80)
    lead = blocks.TextBlock(label=_("リード文"), rows=2, required=False)
    items = blocks.ListBlock(HomeFigureBlock(), label=_("数字"), min_num=1, max_num=3)

    class Meta:
        icon = "chart-bar"
        label = _("数字で見る")
        template = "portal/content/home/figures.html"


class IntroBlock(blocks.StructBlock):
    """What the portal is."""

    title = blocks.CharBlock(label=_("題名"), max_length=80)
    text = blocks.RichTextBlock(label=_("本文"), features=SHORT_FEATURES)

    class Meta:
        icon = "pilcrow"
        label = _("紹介")
        template = "portal/content/home/intro.html"


class SectionBlock(blocks.StructBlock):
    """The heading of a list that fills itself."""

    key = blocks.ChoiceBlock(
        search_index=False,
        label=_("一覧"),
        choices=[
            ("events", _("イベント")),
            ("communities", _("コミュニティ")),
            ("news", _("お知らせ")),
        ],
    )
    title = blocks.CharBlock(label=_("題名"), max_length=80)
    lead = blocks.TextBlock(label=_("リード文"), rows=2, required=False)

    class Meta:
        icon = "list-ul"
        label = _("新着の一覧")
        template = "portal/content/home/section.html"


class HomeBlock(blocks.StreamBlock):
    """The home page, from top to bottom."""

    hero = HeroBlock()
    doors = DoorsBlock()
    situations = SituationsBlock()
    figures = HomeFiguresBlock()
    intro = IntroBlock()
    section = SectionBlock()

    class Meta:
        required = False
        block_counts = {"hero": {"max_num": 1}, "doors": {"max_num": 1}}
