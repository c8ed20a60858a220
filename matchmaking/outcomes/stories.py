"""Stories: drafted by the coordinator, agreed to word by word, taken back at any time."""

from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from portal.accounts.models import User
from portal.privacy import notices as privacy_notices
from portal.privacy import services as privacy
from portal.privacy.models import Consent
from portal.taxonomy.models import Theme

from .. import permissions, privacy_check, transitions
from ..disclosure.stage import SIDES
from ..enums import GOOD_OUTCOMES, MET, Side, StoryState
from ..models import Introduction, Story, StoryAgreement
from ..prose import tidy
from ..services import contact_consent
from . import letters, pages, words

PURPOSE = "matchmaking.story"


def target(story: Story) -> str:
    """The name of ``story`` in audit records."""
    return f"story:{story.pk}"


def subject(story: Story, side: str) -> str:
    """The name of one side of ``story`` in consent records."""
    return f"story:{story.pk}:{side}"


def may_be_told(introduction: Introduction) -> bool:
    """Whether ``introduction`` went well enough, by the word of a side, to be told."""
    return (
        introduction.state in MET
        and introduction.outcomes.filter(kind__in=list(GOOD_OUTCOMES)).exists()
    )


def side_of(user: Any, story: Story) -> Side | None:
    """Which side of ``story`` ``user`` stands on."""
    ids = permissions.organization_ids(user)
    if story.company_id in ids:
        return Side.COMPANY
    return Side.PROVIDER if story.provider_id in ids else None


def locked(story: Story) -> Story:
    """``story`` as it is now, kept from others until the transaction ends."""
    known = Story.objects.select_for_update(of=("self",))
    return known.select_related("company", "provider", "sector", "page").get(pk=story.pk)


def _move(story: Story, state: StoryState, actor: Any, action: str, reason: str = "") -> None:
    transitions.check(transitions.STORY, story.state, state)
    story.state = state
    story.save()
    privacy.record(action=action, target=target(story), actor=actor, reason=reason)


@transaction.atomic
def save(
    *, introduction: Introduction, actor: Any, themes: Iterable[Theme], **fields: Any
) -> Story:
    """Keep the words of the story of ``introduction``, new or changed.

    Other words end the consents that were given: both sides are asked again, and
    meanwhile nothing is public.

    Raises:
        NotAllowedError: no side has told of a good outcome, or the words hold a name
            or personal data that may not stand in them.
    """
    story = Story.objects.filter(introduction=introduction).first()
    if story is None:
        if not may_be_told(introduction):
            raise transitions.NotAllowedError(_("よい成果の記録がある紹介だけ、事例にできます。"))
        proposal = introduction.proposal
        story = Story(
            introduction=introduction,
            company=proposal.company,
            provider=proposal.provider,
            sector=proposal.need.sector,
            created_by=actor,
        )
        before = ""
    else:
        story = locked(story)
        before = words.fingerprint(story)
    for name, value in fields.items():
        setattr(story, name, tidy(value) if isinstance(value, str) else value)
    _refuse(story)
    story.save()
    story.themes.set(themes)
    if words.fingerprint(story) != before:
        _end_agreements(story, actor)
        pages.take_down(story, actor=actor)
        _move(story, StoryState.DRAFT, actor, "story.written")
    return story


def _refuse(story: Story) -> None:
    found = [] if story.with_names else words.named(story)
    said = (story.title, story.summary, story.trouble, story.support, story.result)
    found += [one.text for one in privacy_check.find("\n".join(said))]
    if found:
        raise transitions.NotAllowedError(
            _("次の文字は載せられません。言い換えてください: %(found)s")
            % {"found": "、".join(found)}
        )


def _end_agreements(story: Story, actor: Any) -> None:
    ended = story.agreements.filter(withdrawn_at__isnull=True)
    sides = list(ended.order_by("pk").values_list("side", flat=True))
    ended.update(withdrawn_at=timezone.now())
    consents = Consent.objects.filter(
        subject__in=[subject(story, one) for one in sides], withdrawn_at__isnull=True
    )
    for consent in consents.order_by("pk"):
        privacy.withdraw_consent(consent=consent, actor=actor)


@transaction.atomic
def ask(*, story: Story, actor: Any) -> Story:
    """Ask both sides to read the words and to agree.

    Raises:
        NotAllowedError: it is no draft, or a side has nobody left to ask.
    """
    story = locked(story)
    if story.introduction is None:
        raise transitions.NotAllowedError(_("紹介の記録の保存期間が過ぎています。"))
    introduction = Introduction.objects.with_sides().get(pk=story.introduction_id)
    people = {side: letters.speaker(introduction, side) for side in SIDES}
    if None in people.values():
        raise transitions.NotAllowedError(_("お願いできる人がいない側があります。"))
    _move(story, StoryState.ASKED, actor, "story.asked")
    for side, person in people.items():
        if person is not None:
            letters.ask_about_story(story, side=side, person=person)
    return story


@transaction.atomic
def agree(*, story: Story, user: User, fingerprint: str, names: bool = False) -> Story:
    """Agree for the user's side to exactly the words with ``fingerprint``.

    With the second consent the page goes to the publishers.

    Raises:
        NotAllowedError: the user is on neither side, the words have changed since they
            were read, or names were not agreed to.
    """
    story = locked(story)
    side = side_of(user, story)
    if side is None or story.state != StoryState.ASKED or agreement(story, side):
        raise transitions.NotAllowedError(
            _("いまは同意できる状態ではありません。画面を開き直してお確かめください。")
        )
    if fingerprint != words.fingerprint(story):
        raise transitions.NotAllowedError(
            _("お読みになったあとで文章が変わりました。もう一度お読みください。")
        )
    if story.with_names and not names:
        raise transitions.NotAllowedError(
            _("事業者名を載せることへの同意にも、しるしを付けてください。")
        )
    StoryAgreement.objects.create(
        story=story,
        side=side,
        person=user,
        fingerprint=fingerprint,
        names=story.with_names,
    )
    privacy.give_consent(
        purpose=PURPOSE,
        notice_version=privacy_notices.current(contact_consent.NOTICE).version,
        subject=subject(story, side),
        user=user,
    )
    privacy.record(action=f"story.{side}_agreed", target=target(story), actor=user)
    if all_agreed(story):
        _move(story, StoryState.AGREED, user, "story.agreed")
        pages.hand_over(story)
    return story


def agreement(story: Story, side: str) -> StoryAgreement | None:
    """The consent of ``side`` in force."""
    return story.agreements.filter(side=side, withdrawn_at__isnull=True).first()


def all_agreed(story: Story) -> bool:
    """Whether both sides agree to the words as they stand now."""
    now = words.fingerprint(story)
    found = story.agreements.filter(withdrawn_at__isnull=True, fingerprint=now)
    return set(found.order_by("pk").values_list("side", flat=True)) == set(SIDES)


@transaction.atomic
def decline(*, story: Story, user: Any, note: str = "") -> Story:
    """Say no to these words; the coordinator may write others.

    Raises:
        NotAllowedError: the user is on neither side, or nothing is asked now.
    """
    story = locked(story)
    if side_of(user, story) is None:
        raise transitions.NotAllowedError(
            _("いまは辞退を受けられない状態です。画面を開き直してお確かめください。")
        )
    _move(story, StoryState.DECLINED, user, "story.declined", tidy(note)[:500])
    _end_agreements(story, user)
    return story


@transaction.atomic
def withdraw(*, story: Story, user: Any) -> Story:
    """Take a consent back: the page is gone from this moment.

    Raises:
        NotAllowedError: the user's side has given no consent.
    """
    story = locked(story)
    side = side_of(user, story)
    if side is None or agreement(story, side) is None:
        raise transitions.NotAllowedError(
            _("撤回できる同意がありません。画面を開き直してお確かめください。")
        )
    end(story, user)
    return story


@transaction.atomic
def end_for_leaver(*, story: Story, user: Any) -> None:
    """End a story because the account of somebody who agreed to it is erased."""
    end(locked(story), user)


def end(story: Story, user: Any) -> None:
    """End all consents to ``story`` and take its page down."""
    _end_agreements(story, user)
    pages.take_down(story, actor=None)
    _move(story, StoryState.WITHDRAWN, user, "story.withdrawn")
