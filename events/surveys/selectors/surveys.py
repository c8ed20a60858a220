"""Which survey concerns whom."""

from dataclasses import dataclass

from events.models import Attendee, Session

from ..models import Survey, SurveyReceipt


@dataclass(frozen=True)
class Invitation:
    """A survey as one person sees it."""

    survey: Survey
    answered: bool

    @property
    def can_answer(self) -> bool:
        """Whether the form is to be shown."""
        return self.survey.is_open and not self.answered


def of_session(session: Session) -> Survey | None:
    """The survey of ``session``."""
    return Survey.objects.filter(session=session).first()


def has_answered(attendee: Attendee) -> bool:
    """Whether ``attendee`` has answered the survey of the session."""
    return SurveyReceipt.objects.filter(attendee=attendee).exists()


def invitation(attendee: Attendee) -> Invitation | None:
    """The survey that ``attendee`` is asked to answer; None while there is none to see."""
    registration = attendee.registration
    if not (registration.is_confirmed and attendee.is_admitted):
        return None
    survey = of_session(registration.session)
    if survey is None or not survey.questions.exists():
        return None
    survey.session = registration.session
    answered = has_answered(attendee)
    if not (answered or survey.is_open or survey.is_closed):
        return None
    return Invitation(survey, answered)


def sources(*, but: Survey | None = None) -> list[Survey]:
    """Surveys that a new one can be copied from: patterns first, then the latest."""
    found = Survey.objects.select_related("session__event").order_by("-id")
    if but is not None:
        found = found.exclude(pk=but.pk)
    return sorted(found[:60], key=lambda survey: survey.session_id is not None)
