"""Questions and stories in a person's copy, erased and purged."""

from datetime import timedelta

import pytest
from django.utils import timezone

from matchmaking.models import OutcomeQuestion, Story
from matchmaking.outcomes import own_data, questions
from portal.privacy import subject_data

from .worlds import agreed, written

pytestmark = pytest.mark.django_db


def test_what_a_person_was_asked_is_handed_out_and_forgotten(met):
    questions.due()
    copy = subject_data.exports()["matchmaking.outcomes"](met.provider)
    assert [one["day"] for one in copy["outcome_questions"]] == [30]
    subject_data.erasers()["matchmaking.outcomes"](met.provider)
    assert own_data.export(met.provider)["outcome_questions"] == []
    assert OutcomeQuestion.objects.filter(person=None).count() == 1


def test_who_wrote_a_story_is_forgotten(met):
    story = written(met)
    writer = story.created_by
    assert own_data.export(writer)["stories_written"] == [story.title]
    own_data.erase(writer)
    assert Story.objects.get().created_by is None


def test_old_stories_go_unless_both_sides_agreed(met, news):
    story = agreed(met)
    past = timezone.now() - timedelta(days=800)
    Story.objects.update(updated_at=past)
    cutoff = timezone.now() - timedelta(days=730)
    assert own_data.purge(cutoff) == 0
    Story.objects.filter(pk=story.pk).update(state="declined")
    assert own_data.purge(cutoff) == 1
