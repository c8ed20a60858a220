"""Numbers with their source: one figure, a chart with its table, a table."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail import blocks
from wagtail.blocks.struct_block import StructBlockValidationError

from portal.content.charts.data import ChartData, number
from portal.content.enums import ChartKind

from .sources import SourceBlock
from .tabular import SheetBlock, parse

_SOURCE = {
    "title": "事業継続力強化計画の認定状況",
    "publisher": "経済産業省",
    "url": "",
    "date": "2022-12-31",
    "status": "V",
}


class CheckedValue(blocks.StructValue):
    """A number that is marked 要確認 when it, or its source, is unchecked."""

    @property
    def unchecked(self) -> bool:
        """Whether the bureau still has to check it."""
        source = self.get("source")
        return bool(self.get("needs_check") or (source and source.needs_check))


class FigureBlock(blocks.StructBlock):
    """One number and the finding it stands for."""

    title = blocks.CharBlock(label=gettext_lazy("分かったこと（一文）"), max_length=160)
    value = blocks.CharBlock(label=gettext_lazy("数値"), max_length=20)
    unit = blocks.CharBlock(label=gettext_lazy("単位"), max_length=40, required=False)
    note = blocks.TextBlock(label=gettext_lazy("補足"), required=False, rows=2)
    needs_check = blocks.BooleanBlock(label=gettext_lazy("要確認"), required=False)
    source = SourceBlock()

    class Meta:
        icon = "info-circle"
        label = gettext_lazy("数字")
        value_class = CheckedValue
        template = "portal/content/blocks/figure.html"
        preview_value = {
            "title": "被害の報告の半数以上は中小企業から",
            "value": "52",
            "unit": "%",
            "note": "報告116件に占める割合",
            "needs_check": False,
            "source": {**_SOURCE, "title": "令和4年上半期の警察庁調査", "publisher": "警察庁"},
        }


class ChartValue(CheckedValue):
    """A chart that can give its data."""

    @property
    def chart(self) -> ChartData:
        """The data to draw and to list."""
        return ChartData.from_rows(
            kind=self["kind"], title=self["title"], unit=self["unit"], rows=parse(self["data"])
        )


class ChartBlock(blocks.StructBlock):
    """A chart drawn from a table, always shown with the table."""

    title = blocks.CharBlock(label=gettext_lazy("分かったこと（一文）"), max_length=160)
    kind = blocks.ChoiceBlock(
        search_index=False,
        label=gettext_lazy("形"),
        choices=ChartKind.choices,
        default=ChartKind.BAR,
    )
    unit = blocks.CharBlock(label=gettext_lazy("単位"), max_length=40, required=False)
    data = SheetBlock(
        label=gettext_lazy("データ"),
        help_text=gettext_lazy(
            "表計算ソフトの範囲をそのまま貼り付けます。1行目が系列の名前、1列目が項目、"
            "ほかは数値です。"
        ),
    )
    note = blocks.TextBlock(label=gettext_lazy("補足"), required=False, rows=2)
    needs_check = blocks.BooleanBlock(label=gettext_lazy("要確認"), required=False)
    source = SourceBlock()

    def clean(self, value: Any) -> Any:
        """Every cell but the headings is a number or empty."""
        cleaned = super().clean(value)
        for row in parse(cleaned["data"])[1:]:
            for cell in row[1:]:
                try:
                    number(cell)
                except ValueError:
                    raise StructBlockValidationError(
                        {
                            "data": ValidationError(
                                _("「%(cell)s」は数値ではありません。数字だけを入力してください。")
                                % {"cell": cell}
                            )
                        }
                    ) from None
        return cleaned

    class Meta:
        icon = "chart-bar"
        label = gettext_lazy("図表")
        value_class = ChartValue
        template = "portal/content/blocks/chart.html"
        preview_value = {
            "title": "1,000者あたりでは佐賀が最も多い",
            "kind": "bar",
            "unit": "件",
            "data": "県\t1,000者あたり\n佐賀\t15.4\n福岡\t14.4\n長崎\t13.1",
            "note": "",
            "needs_check": False,
            "source": _SOURCE,
        }


class TableValue(blocks.StructValue):
    """A table split into its headings and rows."""

    @property
    def headers(self) -> list[str]:
        """The first row."""
        return (parse(self["data"]) or [[]])[0]

    @property
    def rows(self) -> list[list[str]]:
        """All rows but the first."""
        return parse(self["data"])[1:]


class TableBlock(blocks.StructBlock):
    """A plain table."""

    caption = blocks.CharBlock(label=gettext_lazy("表の題名"), max_length=160)
    data = SheetBlock(label=gettext_lazy("データ"))
    sources = blocks.ListBlock(
        SourceBlock(), label=gettext_lazy("出典"), default=[], max_num=3, required=False
    )

    class Meta:
        icon = "table"
        label = gettext_lazy("表")
        value_class = TableValue
        template = "portal/content/blocks/table.html"
        preview_value = {
            "caption": "3-2-1の考え方",
            "data": "数\t意味\n3\tデータを三つ持つ\n2\t二種類の置き場所に\n1\t一つは切り離す",
            "sources": [],
        }
