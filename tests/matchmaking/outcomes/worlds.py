"""Introductions whose two sides know each other."""

from datetime import timedelta

from django.utils import timezone

from matchmaking.models import Introduction, Story
from matchmaking.outcomes import stories, words
from matchmaking.services import introduction as introductions
from portal.taxonomy.models import Theme
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


WORDS = {
    "title": "控えを外に出したら、三日で戻せた",
    "summary": "工場の図面が開けなくなった会社が、控えの取り方を変えました。",
    "trouble": "図面の控えが元の箱の隣にしかありませんでした。\n戻したこともありませんでした。",
    "support": "一日かけて置き方を見直し、一組を外に出しました。",
    "result": "半年後に同じことが起き、三日で戻せました。",
    "with_names": False,
}


def written(met, **changes):
    """The draft of a story about ``met``."""
    themes = Theme.objects.filter(code="ransomware_backup")
    coordinator = factories.staff("coordinator")
    return stories.save(
        introduction=met.introduction, actor=coordinator, themes=themes, **{**WORDS, **changes}
    )


def asked(met, **changes):
    """A story both sides were asked about."""
    return stories.ask(story=written(met, **changes), actor=None)


def agree(story, user, **how):
    """Have ``user`` agree to the words as they stand."""
    how.setdefault("fingerprint", words.fingerprint(Story.objects.get(pk=story.pk)))
    return stories.agree(story=story, user=user, **how)


def agreed(met, **changes):
    """A story both sides agreed to."""
    story = asked(met, **changes)
    agree(story, met.company, names=story.with_names)
    agree(story, met.provider, names=story.with_names)
    story.refresh_from_db()
    return story


def published(met, **changes):
    """A story that a publisher has published."""
    story = agreed(met, **changes)
    story.page.specific.get_latest_revision().publish()
    story.page.refresh_from_db()
    return story
