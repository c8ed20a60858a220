"""The mails about outcomes and stories."""

from django.utils import timezone, translation

from portal.accounts.models import Organization, User
from portal.delivery import mail

from .. import addresses, notices
from ..enums import Side
from ..models import Introduction, OutcomeQuestion, Story
from . import links


def organization_of(introduction: Introduction, side: Side) -> Organization:
    """Who stands on ``side``."""
    proposal = introduction.proposal
    return proposal.company if side == Side.COMPANY else proposal.provider


def speaker(introduction: Introduction, side: Side) -> User | None:
    """Who is asked for ``side``: whoever agreed, else the writer, else an owner."""
    proposal = introduction.proposal
    if side == Side.COMPANY:
        preferred = introduction.company_agreed_by or proposal.need.created_by
    else:
        preferred = introduction.provider_agreed_by or proposal.seed.created_by
    return notices.speaker(organization_of(introduction, side), preferred)


def ask(question: OutcomeQuestion) -> None:
    """Ask what came of it; the link needs no login."""
    person = question.person
    if person is None:
        return
    introduction = question.introduction
    with translation.override(person.language):
        url = links.answer_url(question)
    mail.queue(
        key=f"introduction-outcome-{question.day}:{introduction.pk}:{question.side}",
        to=person.email,
        template="matchmaking_outcome",
        context={
            "seed": introduction.proposal.seed,
            "organization": organization_of(introduction, Side(question.side)),
            "person": person,
            "day": question.day,
            "until": question.open_until,
            "url": url,
        },
        language=person.language,
    )


def ask_about_story(story: Story, *, side: Side, person: User) -> None:
    """Ask ``side`` to read a story and to agree to its words."""
    mail.queue(
        key=f"story-asked:{story.pk}:{side}:{timezone.now():%Y%m%d%H%M%S%f}",
        to=person.email,
        template="matchmaking_story",
        context={
            "story": story,
            "organization": story.company if side == Side.COMPANY else story.provider,
            "person": person,
            "url": addresses.absolute(story, language=person.language),
        },
        language=person.language,
    )
