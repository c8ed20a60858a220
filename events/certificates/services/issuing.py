"""修了証: given once, withdrawn with a reason, given anew after a correction.

A certificate keeps the words it was printed with; a later change of name, title or issuer
makes a new one and leaves the old in the books.
"""

from datetime import timedelta
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from events import moments
from events.models import Attendee, Session
from events.services.titles import session_title
from portal.privacy import services as privacy

from ..enums import CERTIFICATE_TRANSITIONS, CertificateState
from ..models import Certificate, CertificateCounter, CertificateRule
from ..selectors import certificates as selectors
from ..selectors import entitlement
from . import letters
from .errors import NoRule, NotEntitled, ReasonMissing, TransitionRefused


def issue(
    *, attendee: Attendee, actor: Any = None, reason: str = "", regardless: bool = False
) -> Certificate:
    """Give ``attendee`` the certificate of the session; the one there is, if there is one.

    Args:
        regardless: whether missing conditions are waived, which needs a ``reason``.

    Raises:
        NoRule: nobody said what is needed.
        NotEntitled: something is missing.
        ReasonMissing: conditions are waived without a reason.
    """
    if existing := selectors.valid_of(attendee):
        return existing
    rule = entitlement.rule_of(attendee.registration.session)
    if rule is None:
        raise NoRule
    standing = entitlement.of_attendee(attendee, rule)
    if not standing.is_entitled and not regardless:
        raise NotEntitled(standing.missing)
    if not standing.is_entitled and not reason.strip():
        raise ReasonMissing
    made = _give(attendee, rule, actor, reason)
    if made is None:
        # Somebody else was faster.
        return Certificate.objects.get(attendee=attendee, state=CertificateState.VALID)
    return made


def _give(
    attendee: Attendee, rule: CertificateRule, actor: Any, reason: str = ""
) -> Certificate | None:
    """A new certificate; None when the person has one by now."""
    try:
        with transaction.atomic():
            return _insert(attendee, rule, actor, reason)
    except IntegrityError:
        if selectors.valid_of(attendee) is None:
            raise
        return None


def _insert(
    attendee: Attendee,
    rule: CertificateRule,
    actor: Any,
    reason: str,
    replaces: Certificate | None = None,
) -> Certificate:
    registration = attendee.registration
    made = Certificate.objects.create(
        number=_next_number(),
        session=registration.session,
        attendee=attendee,
        family_name=attendee.family_name,
        given_name=attendee.given_name,
        company_name=registration.company_name,
        email=attendee.email,
        language=registration.language,
        printed=_words(rule, registration.session, registration.language),
        issued_by=actor,
        replaces=replaces,
    )
    _record(made, "certificate.issued", actor, reason)
    letters.ready(made)
    return made


def sample(*, rule: CertificateRule, language: str) -> Certificate:
    """A certificate that is never kept, to see how one will look."""
    with translation.override(language):
        return Certificate(
            number="0000-00000",
            code="SAMPLE",
            session=rule.session,
            family_name=_("見本"),
            given_name=_("花子"),
            company_name=_("〇〇株式会社"),
            language=language,
            issued_at=timezone.now(),
            printed=_words(rule, rule.session, language) | {"sample": _("見本")},
        )


def _words(rule: CertificateRule, session: Session, language: str) -> dict[str, str]:
    """Everything printed beside the name."""
    with translation.override(language):
        return {
            "title": rule.words("title", language),
            "text": rule.words("text", language),
            "event": session_title(session),
            "when": moments.day_in_words(session.starts_at),
            "issuer": rule.words("issuer", language),
            "signatory": rule.words("signatory", language),
        }


def _next_number() -> str:
    """``2026-00001``: the fiscal year (from April) and the next number of it."""
    today = timezone.localdate()
    year = today.year if today.month >= 4 else today.year - 1
    # The UPDATE locks the row until the end of the transaction: no number twice.
    counter = CertificateCounter.objects.filter(fiscal_year=year)
    if not counter.update(last=F("last") + 1):
        CertificateCounter.objects.get_or_create(fiscal_year=year)
        counter.update(last=F("last") + 1)
    last = CertificateCounter.objects.values_list("last", flat=True).get(fiscal_year=year)
    return f"{year}-{last:05d}"


def issue_all(*, session: Session, actor: Any = None) -> list[Certificate]:
    """Give everybody who has earned one a certificate; those newly made.

    What is asked about the people is asked once for all; each certificate is a transaction of
    its own, so that nobody who writes waits for hundreds.

    Raises:
        NoRule: nobody said what is needed.
    """
    rule = entitlement.rule_of(session)
    if rule is None:
        raise NoRule
    given_before = set(
        Certificate.objects.filter(session=session, attendee__isnull=False)
        .order_by()
        .values_list("attendee_id", flat=True)
    )
    # Who had one withdrawn does not get it back by a run over everybody.
    earned = [
        standing.attendee
        for standing in entitlement.of_session(session, rule)
        if standing.is_entitled and standing.attendee.pk not in given_before
    ]
    made = (_give(attendee, rule, actor) for attendee in earned)
    return [certificate for certificate in made if certificate is not None]


def issue_due() -> int:
    """Give certificates of sessions that ended lately and do so by themselves; how many."""
    now = timezone.now()
    rules = CertificateRule.objects.filter(
        is_automatic=True,
        session__ends_at__lte=now,
        session__ends_at__gt=now - timedelta(days=60),
    ).exclude(session__state__in=("draft", "cancelled", "postponed"))
    return sum(
        len(issue_all(session=rule.session))
        for rule in rules.select_related("session__event").order_by("pk")
    )


def revoke(*, certificate: Certificate, actor: Any = None, reason: str) -> Certificate:
    """Withdraw a certificate; the verification page says so from now on.

    Raises:
        ReasonMissing: no reason is given.
        TransitionRefused: it does not count any more.
    """
    if not reason.strip():
        raise ReasonMissing
    with transaction.atomic():
        current = Certificate.objects.select_for_update().get(pk=certificate.pk)
        _end(current, CertificateState.REVOKED, reason)
        _record(current, "certificate.revoked", actor, reason)
        return current


def reissue(*, certificate: Certificate, actor: Any = None, reason: str) -> Certificate:
    """Give a new certificate with the words and the name as they are now; the old one ends.

    Raises:
        ReasonMissing: no reason is given.
        TransitionRefused: it does not count any more, or its person is gone.
        NoRule: nobody says what is printed.
    """
    if not reason.strip():
        raise ReasonMissing
    with transaction.atomic():
        current = Certificate.objects.select_for_update().get(pk=certificate.pk)
        attendee = current.attendee
        if attendee is None:
            raise TransitionRefused
        rule = entitlement.rule_of(current.session)
        if rule is None:
            raise NoRule
        _end(current, CertificateState.REPLACED, reason)
        return _insert(attendee, rule, actor, reason, replaces=current)


def erase(*, certificate: Certificate) -> None:
    """Take the name away at the person's wish or in time; the number stays in the books."""
    for field in ("family_name", "given_name", "company_name", "email"):
        setattr(certificate, field, "")
    certificate.attendee = None
    _end(certificate, CertificateState.ERASED, certificate.reason)
    certificate.save()


def _end(certificate: Certificate, state: CertificateState, reason: str) -> None:
    if state not in CERTIFICATE_TRANSITIONS[certificate.state]:
        raise TransitionRefused
    certificate.state = state
    certificate.ended_at = certificate.ended_at or timezone.now()
    certificate.reason = reason.strip()[:300]
    certificate.save(update_fields=["state", "ended_at", "reason"])


def _record(certificate: Certificate, action: str, actor: Any, reason: str) -> None:
    privacy.record(
        action=action,
        target=f"certificate:{certificate.number}",
        actor=actor,
        reason=reason[:500],
        detail={"session": certificate.session_id, "attendee": certificate.attendee_id},
    )
