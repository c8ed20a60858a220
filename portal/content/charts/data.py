"""What a chart shows, apart from how it is drawn."""

import unicodedata
from dataclasses import dataclass


def number(cell: str) -> float | None:
    """The number of a table's cell: widths and separators forgiven, empty is None.

    Raises:
        ValueError: the cell holds something else.
    """
    text = unicodedata.normalize("NFKC", cell).replace(",", "").replace("−", "-").strip()
    return float(text) if text else None


def spoken(value: float | None) -> str:
    """A number for people: thousands separated, no needless decimals."""
    if value is None:
        return "–"
    return f"{value:,.0f}" if value == int(value) else f"{value:,.1f}"


def text_width(text: str) -> float:
    """Width in ems: a full-width character counts one, others 0.56."""
    return sum(1.0 if unicodedata.east_asian_width(char) in "WF" else 0.56 for char in text)


@dataclass(frozen=True)
class Series:
    """A named row of values, one per label of the chart."""

    name: str
    values: tuple[float | None, ...]


@dataclass(frozen=True)
class ChartData:
    """One chart; hashable, so that drawings can be remembered."""

    kind: str
    title: str
    unit: str
    labels: tuple[str, ...]
    series: tuple[Series, ...]
    corner: str = ""

    @classmethod
    def from_rows(cls, *, kind: str, title: str, unit: str, rows: list[list[str]]) -> "ChartData":
        """The chart of a table: series across, labels down; a cell that is no number is empty."""
        head, body = (rows[0], rows[1:]) if rows else ([""], [])

        def cell(row: list[str], column: int) -> float | None:
            try:
                return number(row[column])
            except (ValueError, IndexError):
                return None

        return cls(
            kind=kind,
            title=title,
            unit=unit or "",
            labels=tuple(row[0] for row in body),
            series=tuple(
                Series(name, tuple(cell(row, column) for row in body))
                for column, name in enumerate(head[1:], start=1)
            ),
            corner=head[0] if head else "",
        )

    @property
    def has_decimals(self) -> bool:
        """Whether one value needs a decimal; then all show one."""
        values = [value for series in self.series for value in series.values]
        return any(value is not None and value != int(value) for value in values)

    def said(self, value: float | None) -> str:
        """A value as written in this chart, with as many decimals as its neighbours."""
        return f"{value:,.1f}" if value is not None and self.has_decimals else spoken(value)

    @property
    def headers(self) -> list[str]:
        """Headings of the table beside the chart."""
        return [self.corner, *(series.name for series in self.series)]

    @property
    def rows(self) -> list[list[str]]:
        """Rows of the table beside the chart."""
        return [
            [label, *(self.said(series.values[index]) for series in self.series)]
            for index, label in enumerate(self.labels)
        ]

    @property
    def description(self) -> str:
        """The data as one sentence, for those who hear the chart."""
        parts = []
        for series in self.series:
            pairs = "、".join(
                f"{label} {self.said(value)}"
                for label, value in zip(self.labels, series.values, strict=True)
            )
            parts.append(f"{series.name}：{pairs}")
        unit = f"（{self.unit}）" if self.unit else ""
        return "；".join(parts) + unit
