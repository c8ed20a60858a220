"""The figures as rows of a CSV file; what is hidden on the screen is hidden here."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from events import spreadsheets

from .figures import Figures, Table, Wait
from .heat import Map
from .periods import Period


def said(number: float | None) -> str:
    """A number as text; what is hidden is told so."""
    if number is None:
        return _("非表示")
    return str(number) if isinstance(number, int) else f"{number:.2f}"


def csv(period: Period, figures: Figures) -> bytes:
    """UTF-8 with a mark for Excel; no cell is a formula."""
    return spreadsheets.write_csv(_rows(period, figures))


def _rows(period: Period, figures: Figures) -> Iterator[tuple[str, str, str, str]]:
    yield (_("表"), _("行"), _("列"), _("値"))
    yield (_("期間"), period.label, "", "")
    yield (_("困りごと"), _("公開した数"), "", said(figures.needs))
    for table in figures.tables:
        yield from _table(table)
    yield from _wait(_("双方へのお尋ねまでの日数"), figures.to_ask)
    yield from _wait(_("連絡先の開示までの日数"), figures.to_meet)
    for title, rate in (
        (_("双方が同意した割合"), figures.mutual),
        (_("よい成果の割合"), figures.outcome),
    ):
        yield (title, "%", "", said(rate.percent))
    yield from _table(figures.kinds)
    yield (_("紹介の偏り（ジニ係数）"), "", "", said(figures.load_gini))
    yield from _table(figures.loads)
    for one in figures.maps:
        yield from _map(one)


def _table(table: Table) -> Iterator[tuple[str, str, str, str]]:
    for label, number in table.rows:
        yield (table.title, label, "", said(number))


def _wait(title: str, wait: Wait) -> Iterator[tuple[str, str, str, str]]:
    for label, days in (
        (_("第1四分位"), wait.lower),
        (_("中央値"), wait.median),
        (_("第3四分位"), wait.upper),
    ):
        yield (title, label, "", said(days))


def _map(one: Map) -> Iterator[tuple[str, str, str, str]]:
    for row in one.rows:
        for column, square in zip(one.columns, row.squares, strict=True):
            yield (f"{one.title}: {_('困りごと')}", row.label, column, said(square.needs))
            yield (f"{one.title}: {_('支援')}", row.label, column, said(square.seeds))
        yield (f"{one.title}: {_('困りごと')}", row.label, _("計"), said(row.total))
