"""Spreadsheets that open in Excel as they should."""

from collections import OrderedDict
from collections.abc import Iterator
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponseBase

from portal.privacy import services as privacy

from .. import spreadsheets
from ..selectors import roster


class RosterExport:
    """Mixin of an index view: Japanese headings, no formulas.

    One row per application, or with ``rows=people`` one per person.
    """

    list_export = list(roster.HEADINGS)
    export_headings = roster.HEADINGS
    request: Any

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        """Which rows are asked for."""
        super().setup(request, *args, **kwargs)  # type: ignore[misc]
        self.by_person = request.GET.get("rows") == "people"
        if self.by_person:
            self.list_export = list(roster.PEOPLE_HEADINGS)
            self.export_headings = roster.PEOPLE_HEADINGS

    def get_filename(self) -> str:
        """The name of the file."""
        return "registrations-people" if self.by_person else "registrations"

    def to_row_dict(self, item: Any) -> "OrderedDict[str, str]":
        """All cells of one row."""
        return OrderedDict(item if isinstance(item, dict) else roster.row(item))

    def preprocess_field_value(self, field: str, value: Any, export_format: str) -> Any:
        """Formulas are neutralised in CSV; in XLSX all cells are typed as text."""
        return spreadsheets.harmless(value) if export_format == "csv" else value

    def generate_xlsx_row(self, worksheet: Any, row_dict: Any, date_format: Any = None) -> Any:
        """Cells of text that stay text when somebody edits them."""
        for value in row_dict.values():
            yield spreadsheets.text_cell(worksheet, value)

    def stream_csv(self, queryset: Any) -> Iterator[bytes]:
        """The CSV with the mark by which Excel knows UTF-8."""
        yield b"\xef\xbb\xbf"
        yield from super().stream_csv(self._rows(queryset))  # type: ignore[misc]

    def write_xlsx(self, queryset: Any, output: Any) -> None:
        """The workbook."""
        super().write_xlsx(self._rows(queryset), output)  # type: ignore[misc]

    def get_heading(self, queryset: Any, field: str) -> str:
        """The Japanese or English heading."""
        return str(self.export_headings[field])

    def _rows(self, queryset: QuerySet[Any]) -> Any:
        if not self.by_person:
            return queryset
        return (one for registration in queryset for one in roster.people_rows(registration))

    def as_spreadsheet(self, queryset: QuerySet[Any], spreadsheet_format: str) -> HttpResponseBase:
        """Note in the audit log who took how much of the register along."""
        privacy.record(
            action="registrations.exported",
            target="registrations",
            actor=self.request.user,
            detail={
                "format": spreadsheet_format,
                "rows": queryset.count(),
                "people": self.by_person,
            },
        )
        return super().as_spreadsheet(queryset, spreadsheet_format)  # type: ignore[misc]
