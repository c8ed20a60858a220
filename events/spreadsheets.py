"""Tables as people have them: CSV in UTF-8 or Shift_JIS, XLSX; and cells no program runs.

Reads text only. What a spreadsheet program would take for a formula is written so that it
does not, and read back as it was.
"""

import csv
import io
import unicodedata
import zipfile
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext as _

# openpyxl is imported where it is used: it brings numpy along, which most processes never need.

LARGEST = 5 * 1024 * 1024
LARGEST_UNPACKED = 60 * 1024 * 1024
MOST_ROWS = 2000
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "|", "%")
_ZIP = b"PK\x03\x04"
_OLD_EXCEL = b"\xd0\xcf\x11\xe0"


class Unreadable(Exception):
    """The file is no table that can be read; ``message`` says what to do."""

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message


def is_formula(text: str) -> bool:
    """Whether a spreadsheet program may run ``text``.

    Programs skip spaces and marks without width before it, and Japanese ones take the
    full-width forms ＝ ＋ － ＠ for the narrow ones.
    """
    if text.startswith(("\t", "\r", "\n")):
        return True
    bare = text.lstrip().lstrip("\ufeff\u200b\u200c\u200d\u2060\u3000\xa0 \t\r\n")
    return unicodedata.normalize("NFKC", bare[:1]).startswith(FORMULA_STARTS)


def harmless(text: str) -> str:
    """``text`` as a CSV cell that no spreadsheet takes for a formula."""
    return f"'{text}" if is_formula(text) else text


def original(text: str) -> str:
    """What stood in a cell before ``harmless``."""
    return text[1:] if text.startswith("'") and is_formula(text[1:]) else text


def text_cell(worksheet: Any, value: str) -> Any:
    """An XLSX cell (``WriteOnlyCell``) that is text, also after somebody edits it."""
    from openpyxl.cell import WriteOnlyCell  # noqa: PLC0415

    cell = WriteOnlyCell(worksheet, value)
    cell.data_type = "s"
    if is_formula(value):
        cell.quotePrefix = True  # type: ignore[assignment]
    return cell


def write_csv(rows: Iterable[Sequence[str]]) -> bytes:
    """UTF-8 with the mark by which Excel knows it."""
    out = io.StringIO()
    csv.writer(out).writerows([[harmless(cell) for cell in row] for row in rows])
    return out.getvalue().encode("utf-8-sig")


def write_xlsx(rows: Iterable[Sequence[str]]) -> bytes:
    """One sheet of text."""
    from openpyxl import Workbook  # noqa: PLC0415

    book = Workbook(write_only=True)
    sheet = book.create_sheet("Sheet1")
    for row in rows:
        sheet.append([text_cell(sheet, cell) for cell in row])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def read(content: bytes) -> list[list[str]]:
    """The rows of a CSV or XLSX file, all cells as text, empty rows at the end left out.

    Raises:
        Unreadable: too large, no table, or a text code that is not known.
    """
    if len(content) > LARGEST:
        raise too_large(len(content))
    if not content.strip():
        raise Unreadable(_("ファイルが空です。"))
    if content.startswith(_OLD_EXCEL):
        raise Unreadable(
            _(
                "古い形式のExcelファイル（.xls）です。「Excelブック（.xlsx）」で保存し直してください。"
            )
        )
    rows = _xlsx(content) if content.startswith(_ZIP) else _csv(content)
    while rows and not any(rows[-1]):
        rows.pop()
    if len(rows) > MOST_ROWS + 1:
        raise Unreadable(
            _("行が多すぎます（%(rows)s行）。%(limit)s行までの表に分けてください。")
            % {"rows": len(rows) - 1, "limit": MOST_ROWS}
        )
    return rows


def too_large(size: int) -> Unreadable:
    """What to say about a file of ``size`` bytes."""
    return Unreadable(
        _("ファイルが大きすぎます（%(size)sMB）。%(limit)sMBまでの表に分けてください。")
        % {"size": size // 1024 // 1024, "limit": LARGEST // 1024 // 1024}
    )


def _csv(content: bytes) -> list[list[str]]:
    text = _decoded(content)
    head = text.partition("\n")[0]
    delimiter = "\t" if head.count("\t") > head.count(",") else ","
    try:
        rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))
    except csv.Error:
        raise _no_table() from None
    return [[original(cell.strip()) for cell in row] for row in rows]


def _decoded(content: bytes) -> str:
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        codes: tuple[str, ...] = ("utf-16",)
    elif b"\x00" in content:
        raise _no_table()
    else:
        codes = ("utf-8-sig", "cp932")
    for code in codes:
        try:
            return content.decode(code)
        except UnicodeDecodeError:
            continue
    raise Unreadable(
        _(
            "文字コードが分かりません。「CSV UTF-8（コンマ区切り）」または"
            "「Excelブック（.xlsx）」で保存し直してください。"
        )
    )


def _xlsx(content: bytes) -> list[list[str]]:
    from openpyxl import load_workbook  # noqa: PLC0415
    from openpyxl.utils.exceptions import InvalidFileException  # noqa: PLC0415

    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            if sum(entry.file_size for entry in packed.infolist()) > LARGEST_UNPACKED:
                raise Unreadable(_("ファイルの中身が大きすぎます。表を分けてください。"))
        book = load_workbook(io.BytesIO(content), read_only=True, data_only=True)
        sheet = book.worksheets[0]
        rows = []
        for row in sheet.iter_rows(values_only=True, max_row=MOST_ROWS * 2):
            rows.append([_text(value) for value in row])
    except Unreadable:
        raise
    except (InvalidFileException, zipfile.BadZipFile, KeyError, ValueError, IndexError, OSError):
        raise _no_table() from None
    return rows


def _text(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    if isinstance(value, datetime | date):
        return value.isoformat(sep=" ") if isinstance(value, datetime) else value.isoformat()
    return original(str(value).strip())


def _no_table() -> Unreadable:
    return Unreadable(
        _("表として読めないファイルです。CSVまたはExcelブック（.xlsx）を選んでください。")
    )
