"""年度 and its quarters (April to March), on the clock of Asia/Tokyo."""

import re
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from events.fiscal_year import TOKYO, fiscal_year_of
from portal.templatetags.typography import bracketed

QUARTERS_SHOWN = 8
YEARS_SHOWN = 3
_CODE = re.compile(r"(20\d\d)(?:-Q([1-4]))?")


@dataclass(frozen=True)
class Period:
    """From ``begin`` to before ``end``; ``quarter`` is 0 for a whole fiscal year."""

    year: int
    quarter: int

    @property
    def code(self) -> str:
        """As it stands in addresses and file names: 2026 or 2026-Q3."""
        return f"{self.year}-Q{self.quarter}" if self.quarter else str(self.year)

    @property
    def begin(self) -> datetime:
        """Its first moment."""
        return _month(self.year, 3 * max(self.quarter - 1, 0))

    @property
    def end(self) -> datetime:
        """The first moment after it."""
        return _month(self.year, 3 * self.quarter if self.quarter else 12)

    @property
    def quarters(self) -> list["Period"]:
        """The quarters of a year; a quarter is made of itself."""
        if self.quarter:
            return [self]
        return [Period(self.year, number) for number in (1, 2, 3, 4)]

    @property
    def label(self) -> str:
        """In words, with its months."""
        names = {"year": self.year, "quarter": self.quarter}
        last = self.end - timedelta(days=1)
        words = _("%(year)s年度 第%(quarter)s四半期") if self.quarter else _("%(year)s年度")
        months = (date_format(day, "YEAR_MONTH_FORMAT") for day in (self.begin, last))
        return words % names + bracketed(" – ".join(months))


def _month(year: int, months: int) -> datetime:
    """The first of the month ``months`` after April of ``year``."""
    years, month = divmod(3 + months, 12)
    return datetime(year + years, month + 1, 1, tzinfo=TOKYO)


def quarter_of(moment: datetime) -> Period:
    """The quarter that holds ``moment``."""
    begin, _end = fiscal_year_of(moment)
    local = moment.astimezone(TOKYO)
    months = 12 * (local.year - begin.year) + local.month - begin.month
    return Period(begin.year, months // 3 + 1)


def current() -> Period:
    """This quarter."""
    return quarter_of(timezone.now())


def choices() -> list[Period]:
    """The last quarters, then the last fiscal years, the newest first."""
    found, period = [], current()
    for _place in range(QUARTERS_SHOWN):
        found.append(period)
        period = quarter_of(period.begin - timedelta(days=1))
    year = found[0].year
    return found + [Period(year - back, 0) for back in range(YEARS_SHOWN)]


def read(code: str) -> Period:
    """The period ``code`` names; this quarter if it names none."""
    match = _CODE.fullmatch(code)
    if match is None:
        return current()
    return Period(int(match[1]), int(match[2] or 0))
