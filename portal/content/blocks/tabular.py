"""Tables as plain text: what a spreadsheet puts on the clipboard."""

import csv
import io
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail import blocks

Rows = list[list[str]]
MAX_ROWS = 200
MAX_COLUMNS = 12


def parse(text: str) -> Rows:
    """Rows of cells of tab-separated ``text``; blank lines are dropped."""
    reader = csv.reader(io.StringIO(text.strip("\n")), delimiter="\t")
    return [[cell.strip() for cell in row] for row in reader if any(row)]


def write(rows: list[list[Any]]) -> str:
    """The tab-separated text of ``rows``; None becomes an empty cell."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter="\t", lineterminator="\n")
    writer.writerows([["" if cell is None else str(cell) for cell in row] for row in rows])
    return out.getvalue().rstrip("\n")


class SheetBlock(blocks.FieldBlock):
    """A table to paste from a spreadsheet; the first row holds the headings."""

    def __init__(self, required: bool = True, help_text: str | None = None, **kwargs: Any) -> None:
        self._options = {
            "required": required,
            "help_text": help_text
            or gettext_lazy("表計算ソフトの範囲をそのまま貼り付けます。1行目が見出しです。"),
        }
        super().__init__(**kwargs)

    @cached_property
    def field(self) -> forms.CharField:
        """A wide text area."""
        return forms.CharField(
            strip=False,
            widget=forms.Textarea(attrs={"rows": 8, "cols": 60, "class": "sheet"}),
            **self._options,
        )

    def clean(self, value: str) -> str:
        """Rows of one width, within the limits."""
        rows = parse(super().clean(value) or "")
        if len(rows) < 2:
            raise ValidationError(_("見出しの行と、1行以上のデータを入力してください。"))
        if len(rows) > MAX_ROWS or len(rows[0]) > MAX_COLUMNS:
            raise ValidationError(
                _("表は%(rows)d行、%(columns)d列までです。")
                % {"rows": MAX_ROWS, "columns": MAX_COLUMNS}
            )
        for number, row in enumerate(rows, start=1):
            if len(row) != len(rows[0]):
                raise ValidationError(
                    _("%(number)d行目の列の数が見出しと違います。") % {"number": number}
                )
        return write(rows)

    def get_searchable_content(self, value: str) -> list[str]:
        """The words of the table."""
        return [" ".join(cell for row in parse(value or "") for cell in row)]

    class Meta:
        icon = "table"
        default = ""
