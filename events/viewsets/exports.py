"""Spreadsheets that open in Excel as they should."""

from collections import OrderedDict
from collections.abc import Iterator
from typing import Any

from django.db.models import QuerySet
from django.http import HttpResponseBase

from portal.privacy import services as privacy

from ..selectors import roster


class RosterExport:
    """Mixin of an index view: one row per registration, Japanese headings, no formulas."""

    list_export = list(roster.HEADINGS)
    export_headings = roster.HEADINGS
    request: Any

    def to_row_dict(self, item: Any) -> "OrderedDict[str, str]":
        """All cells of one registration."""
        return OrderedDict(roster.row(item))

    def preprocess_field_value(self, field: str, value: Any, export_format: str) -> Any:
        """Formulas are neutralised in CSV; in XLSX all cells are typed as text."""
        return roster.harmless(value) if export_format == "csv" else value

    def stream_csv(self, queryset: QuerySet[Any]) -> Iterator[bytes]:
        """The CSV with the mark by which Excel knows UTF-8."""
        yield b"\xef\xbb\xbf"
        yield from super().stream_csv(queryset)  # type: ignore[misc]

    def as_spreadsheet(self, queryset: QuerySet[Any], spreadsheet_format: str) -> HttpResponseBase:
        """Note in the audit log who took how much of the register along."""
        privacy.record(
            action="registrations.exported",
            target="registrations",
            actor=self.request.user,
            detail={"format": spreadsheet_format, "rows": queryset.count()},
        )
        return super().as_spreadsheet(queryset, spreadsheet_format)  # type: ignore[misc]
