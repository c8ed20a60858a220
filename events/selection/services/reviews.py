"""採点: what a selector gives a company, or that the selector stands aside."""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from events.models import Registration
from portal.accounts import permissions as accounts
from portal.privacy import services as privacy

from ..models import Review, Score, Sheet
from .errors import SelectionError


def conflicts(*, selector: Any, registration: Registration) -> bool:
    """Whether the selector belongs to the company, so that no scores are taken."""
    organization = registration.organization
    return organization is not None and accounts.is_member(selector, organization)


def save(
    *,
    sheet: Sheet,
    registration: Registration,
    selector: Any,
    scores: dict[int, int],
    comment: str = "",
    abstains: bool = False,
) -> Review:
    """Keep a selector's scores (criterion key to value); some may still be missing.

    Who abstains gives none, and those given before are dropped.

    Raises:
        SelectionError: a value is off the scale, the company is the selector's own, or it
            has not applied for this participation type.
    """
    if registration.participation_type_id != sheet.participation_type_id:
        raise SelectionError(_("この参加区分への申込ではありません。"))
    if not abstains and conflicts(selector=selector, registration=registration):
        raise SelectionError(
            _("ご自身の所属する事業者は採点できません。「採点しない」を選んでください。")
        )
    with transaction.atomic():
        criteria = {one.pk: one for one in sheet.criteria.all()}
        for key, value in scores.items():
            if key not in criteria or not 0 <= value <= criteria[key].scale_max:
                raise SelectionError(_("点が範囲の外です。画面を読み込み直してください。"))
        review, _new = Review.objects.update_or_create(
            sheet=sheet,
            registration=registration,
            selector=selector,
            defaults={"comment": comment.strip()[:2000], "abstains": abstains},
        )
        review.scores.all().delete()
        if not abstains:
            Score.objects.bulk_create(
                Score(review=review, criterion_id=key, value=value)
                for key, value in scores.items()
            )
        privacy.record(
            action="review.abstained" if abstains else "review.saved",
            target=f"registration:{registration.reference}",
            actor=selector,
        )
        return review
