"""Small worlds whose figures can be counted by hand."""

from datetime import timedelta

from django.utils import timezone

from matchmaking.dashboard import periods
from matchmaking.models import Introduction, Need
from portal.taxonomy.models import Prefecture, Sector, Theme
from tests.matchmaking import factories

NOW = periods.current()
FIRST = NOW.begin + timedelta(days=1)


def need(*, themes=("ransomware_backup",), prefecture="fukuoka", sector="manufacturing", **fields):
    """A published need of a company of its own."""
    owner = fields.pop("owner", None) or factories.organization(
        prefecture=Prefecture.objects.get(code=prefecture), sector=Sector.objects.get(code=sector)
    )
    fields.setdefault("published_at", FIRST)
    fields.setdefault("expires_on", timezone.localdate() + timedelta(days=60))
    made = factories.need(owner, **fields)
    made.themes.set(Theme.objects.filter(code__in=themes))
    return made


def needs(number, **fields):
    """Some of them."""
    return [need(**fields) for _ in range(number)]


def introduction(of_need, of_seed, *, asked=None, met=None, ended=None):
    """Put to both sides ``asked`` days after the need's publication, disclosed ``met`` days."""
    of_seed.capacity_per_month = 99
    of_seed.save()
    made = factories.introduction(of_need, of_seed)
    at = Need.objects.get(pk=of_need.pk).published_at
    dates = {
        "reviewed_at": asked if asked is None else at + timedelta(days=asked),
        "disclosed_at": met if met is None else at + timedelta(days=met),
        "ended_at": ended if ended is None else at + timedelta(days=ended),
    }
    state = "proposed"
    if asked is not None:
        state = "declined" if ended is not None else "reviewed"
    if met is not None:
        state = "disclosed"
        dates |= {"company_agreed_at": at, "provider_agreed_at": at}
    Introduction.objects.filter(pk=made.pk).update(state=state, **dates)
    made.refresh_from_db()
    return made
