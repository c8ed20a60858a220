"""The tables as charts of the portal: SVG without scripts, with the table beside."""

from dataclasses import dataclass

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from portal.content.charts.data import ChartData, Series
from portal.content.charts.draw import SIZES, draw

from .figures import Table


@dataclass(frozen=True)
class Drawn:
    """A chart in its two widths and the table it shows."""

    table: Table
    drawings: tuple[SafeString, ...]


def bars(table: Table, *, name: str) -> Drawn:
    """``table`` as lying bars, without rows that count nothing or are hidden.

    ``name`` makes the ids of the drawing unique on its page.
    """
    rows = [row for row in table.told if row[1] is not None]
    data = ChartData(
        kind="bar",
        title=table.title,
        unit="",
        labels=tuple(label for label, _number in rows),
        series=(Series(_("件数"), tuple(number for _label, number in rows)),),
    )
    return Drawn(
        table,
        tuple(
            mark_safe(draw(data, size, f"{name}-{size.name}"))  # noqa: S308  an XML serializer's
            for size in SIZES
            if rows
        ),
    )
