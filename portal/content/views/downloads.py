"""The data of a chart or table as a file."""

import csv
import io
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.http import content_disposition_header

from portal.content.selectors.data import sheet_of


def data_csv(request: HttpRequest, page_id: int, block_id: UUID) -> HttpResponse:
    """The table of block ``block_id`` on a public page, as UTF-8 CSV that Excel reads."""
    sheet = sheet_of(page_id=page_id, block_id=str(block_id))
    if sheet is None:
        raise Http404
    out = io.StringIO()
    csv.writer(out).writerows([_harmless(cell) for cell in row] for row in sheet.rows)
    response = HttpResponse("\ufeff" + out.getvalue(), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = content_disposition_header(True, f"{sheet.name}.csv") or ""
    return response


def _harmless(cell: str) -> str:
    """A cell that no spreadsheet takes for a formula; numbers stay numbers."""
    if cell[:1] and cell[0] in "=+-@\t\r" and not cell.lstrip("+-").replace(".", "").isdigit():
        return f"'{cell}"
    return cell
