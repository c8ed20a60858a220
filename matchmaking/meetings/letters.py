"""The mails of a meeting day; none names anybody whom its reader has not met."""

from portal.delivery import mail

from .. import addresses, notices
from ..models import MeetingParticipant


def _send(participant: MeetingParticipant, key: str, template: str, *, changed: bool) -> None:
    person = notices.speaker(participant.organization, participant.person)
    if person is None:
        return
    mail.queue(
        key=f"meeting-{key}:{participant.pk}",
        to=person.email,
        template=template,
        context={
            "day": participant.day,
            "organization": participant.organization,
            "person": person,
            "changed": changed,
            "url": addresses.absolute(participant.day, language=person.language),
        },
        language=person.language,
    )


def invite(participant: MeetingParticipant) -> None:
    """Ask whether they come."""
    _send(participant, "invitation", "matchmaking_meeting_invited", changed=False)


def timetable(participant: MeetingParticipant, *, changed: bool) -> None:
    """Say that their timetable is there, or has changed."""
    key = f"timetable-{participant.day.sequence}"
    _send(participant, key, "matchmaking_meeting_timetable", changed=changed)


def cancelled(participant: MeetingParticipant) -> None:
    """Say that the day does not take place."""
    _send(participant, "cancelled", "matchmaking_meeting_cancelled", changed=True)
