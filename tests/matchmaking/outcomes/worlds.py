"""Introductions whose two sides know each other."""

from datetime import timedelta

from django.utils import timezone

from matchmaking.models import Introduction
from matchmaking.services import introduction as introductions
from tests.matchmaking import factories


class Met:
    """An introduction with contacts disclosed, and the people of both sides."""

    def __init__(self, *, days=0, need=None, seed=None):
        self.need = need or factories.need(factories.organization("困った製作所株式会社"))
        self.seed = seed or factories.seed(factories.organization("助ける事務所", provider=True))
        self.company = factories.member(self.need.organization)
        self.provider = factories.member(self.seed.organization)
        self.introduction = factories.introduction(self.need, self.seed)
        introductions.review(introduction=self.introduction, actor=None)
        introductions.agree(introduction=self.introduction, user=self.company)
        introductions.agree(introduction=self.introduction, user=self.provider)
        self.age(days)

    def age(self, days):
        """Let ``days`` have passed since they met."""
        then = timezone.now() - timedelta(days=days)
        Introduction.objects.filter(pk=self.introduction.pk).update(disclosed_at=then)
        self.introduction.refresh_from_db()

    def tell(self, kind="solved", side="company", note=""):
        """Have a side tell what came of it."""
        return introductions.record_outcome(
            introduction=self.introduction, user=getattr(self, side), kind=kind, note=note
        )
