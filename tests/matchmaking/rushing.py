"""Many who want the same offer in the same moment, each in a transaction of their own."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

from django.db import connection

from matchmaking.models import Introduction
from matchmaking.services import proposal as proposals
from matchmaking.transitions import NotAllowedError

from . import factories

CLIENTS = 8


def propose_at_once(*, places):
    """How many were refused and how many introductions of one seed with ``places`` began."""
    seed = factories.seed(capacity_per_month=places)
    needs = [factories.need() for _ in range(CLIENTS)]
    start = Barrier(CLIENTS)

    def propose(need):
        start.wait(30)
        try:
            proposals.propose(need=need, seed=seed, actor=None, reasons=[])
        except NotAllowedError as refusal:
            return "いっぱい" in str(refusal)
        finally:
            connection.close()

    with ThreadPoolExecutor(CLIENTS) as pool:
        refused = list(pool.map(propose, needs)).count(True)
    return refused, Introduction.objects.filter(proposal__seed=seed).count()
