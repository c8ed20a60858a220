"""Who has earned a certificate, and what is still missing."""

from dataclasses import dataclass, field

from django.utils import timezone
from django.utils.translation import gettext as _

from events.enums import RegistrationState
from events.models import Attendee, Session
from events.surveys import attendance
from events.surveys.models import SurveyReceipt

from ..models import Certificate, CertificateRule


@dataclass(frozen=True)
class Standing:
    """One person before the conditions of a session."""

    attendee: Attendee
    minutes: int
    percent: int
    came: bool
    answered: bool
    missing: list[str] = field(default_factory=list)
    certificate: Certificate | None = None

    @property
    def is_entitled(self) -> bool:
        """Whether nothing is missing."""
        return not self.missing


def rule_of(session: Session) -> CertificateRule | None:
    """The conditions of ``session``."""
    return CertificateRule.objects.filter(session=session).first()


def of_attendee(attendee: Attendee, rule: CertificateRule) -> Standing:
    """How ``attendee`` stands before ``rule``."""
    return _standing(
        attendee,
        rule,
        attendee.registration.session,
        minutes=attendance.minutes_attended(attendee) if attendance.attended(attendee) else None,
        answered=SurveyReceipt.objects.filter(attendee=attendee).exists(),
    )


def of_session(session: Session, rule: CertificateRule | None) -> list[Standing]:
    """Everybody with a place in ``session``, in the order of companies and people."""
    people = list(
        Attendee.objects.filter(
            registration__session=session,
            registration__state=RegistrationState.CONFIRMED,
            is_admitted=True,
        )
        .select_related("registration__participation_type", "registration__session__event")
        .order_by("registration__company_name", "registration_id", "position", "pk")
    )
    present = {one.pk: one for one in attendance.attendees_present(session)}
    answered = set(
        SurveyReceipt.objects.filter(survey__session=session).values_list("pk", flat=True)
    )
    given = {
        one.attendee_id: one
        for one in Certificate.objects.filter(session=session, state="valid").order_by("pk")
    }
    return [
        _standing(
            person,
            rule or CertificateRule(session=session),
            session,
            minutes=_minutes(person, present.get(person.pk)),
            answered=person.pk in answered,
            certificate=given.get(person.pk),
        )
        for person in people
    ]


def _minutes(person: Attendee, present: Attendee | None) -> int | None:
    """How long; ``present`` is the same person with what the keeper of attendance read for all."""
    if present is None:
        return None
    present.registration = person.registration
    return attendance.minutes_attended(present)


def _standing(
    attendee: Attendee,
    rule: CertificateRule,
    session: Session,
    *,
    minutes: int | None,
    answered: bool,
    certificate: Certificate | None = None,
) -> Standing:
    """``minutes`` is None for who did not come."""
    whole = max(1, int((session.ends_at - session.starts_at).total_seconds() // 60))
    came, minutes = minutes is not None, min(whole, minutes or 0)
    percent = 100 * minutes // whole
    missing = []
    if not (attendee.registration.is_confirmed and attendee.is_admitted):
        missing.append(_("参加が確定していません。"))
    if timezone.now() < session.ends_at:
        missing.append(_("回がまだ終わっていません。"))
    if session.state in ("cancelled", "postponed", "draft"):
        missing.append(_("この回は開かれませんでした。"))
    if not came:
        missing.append(_("出席の記録がありません。"))
    elif percent < rule.minimum_percent:
        missing.append(
            _("出席した時間が%(percent)s%%で、必要な%(needed)s%%に足りません。")
            % {"percent": percent, "needed": rule.minimum_percent}
        )
    if rule.needs_survey and not answered:
        missing.append(_("アンケートの回答がまだです。"))
    return Standing(attendee, minutes, percent, came, answered, missing, certificate)
