"""年度: 1 April to 31 March on the clock of Asia/Tokyo."""

from datetime import datetime
from zoneinfo import ZoneInfo

TOKYO = ZoneInfo("Asia/Tokyo")


def fiscal_year_of(moment: datetime) -> tuple[datetime, datetime]:
    """The first moment of the fiscal year that holds ``moment``, and of the next one."""
    local = moment.astimezone(TOKYO)
    year = local.year if local.month >= 4 else local.year - 1
    return datetime(year, 4, 1, tzinfo=TOKYO), datetime(year + 1, 4, 1, tzinfo=TOKYO)
