"""採点表: set up criteria, copy them from an earlier one."""

from collections.abc import Sequence
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from events.enums import Allocation
from events.models import ParticipationType
from portal.privacy import services as privacy

from ..models import Criterion, Score, Sheet
from .errors import SelectionError


def open_for(*, participation_type: ParticipationType, actor: Any) -> Sheet:
    """The sheet of ``participation_type``, made if there is none.

    Raises:
        SelectionError: places of this type are not given by selection.
    """
    if participation_type.allocation != Allocation.SELECTION:
        raise SelectionError(_("この参加区分の決め方は「選考」ではありません。"))
    with transaction.atomic():
        sheet, made = Sheet.objects.get_or_create(participation_type=participation_type)
        if made:
            _record(sheet, "sheet.opened", actor)
    return sheet


def settle(
    *, sheet: Sheet, settings: dict[str, Any], criteria: Sequence[Criterion], actor: Any
) -> None:
    """Keep settings and criteria: those given stay or are made, others are dropped.

    Raises:
        SelectionError: points were given already and a criterion would lose them, or change
            its scale under them; or a name comes twice.
    """
    kept = {one.pk for one in criteria if one.pk}
    with transaction.atomic():
        Sheet.objects.select_for_update().get(pk=sheet.pk)
        scored = set(
            Score.objects.filter(criterion__sheet=sheet)
            .order_by()
            .values_list("criterion_id", flat=True)
        )
        before = {one.pk: one for one in sheet.criteria.all()}
        if not kept <= before.keys():
            raise SelectionError(
                _("この採点表の基準ではありません。画面を読み込み直してください。")
            )
        if scored - kept or any(
            one.pk in scored and before[one.pk].scale_max != one.scale_max for one in criteria
        ):
            raise SelectionError(
                _(
                    "すでに点の付いた基準は、消したり最高点を変えたりできません。"
                    "配点と名前は変えられます。"
                )
            )
        sheet.criteria.exclude(pk__in=kept).delete()
        for position, one in enumerate(criteria):
            one.sheet, one.position = sheet, position
        try:
            with transaction.atomic():
                for one in criteria:
                    one.save()
        except IntegrityError:
            raise SelectionError(_("同じ名前の基準があります。名前を変えてください。")) from None
        for name in ("required_reviews", "tie_rule"):
            setattr(sheet, name, settings[name])
        sheet.save(update_fields=["required_reviews", "tie_rule"])
        _record(sheet, "sheet.settled", actor)


def copy(*, source: Sheet, target: Sheet, actor: Any) -> None:
    """Take settings and criteria of ``source`` over into an empty ``target``.

    Raises:
        SelectionError: the target has criteria already.
    """
    with transaction.atomic():
        Sheet.objects.select_for_update().get(pk=target.pk)
        if target.criteria.exists():
            raise SelectionError(_("すでに基準があるため、写せません。"))
        Criterion.objects.bulk_create(
            Criterion(
                sheet=target,
                position=one.position,
                label_ja=one.label_ja,
                label_en=one.label_en,
                description=one.description,
                weight=one.weight,
                scale_max=one.scale_max,
            )
            for one in source.criteria.all()
        )
        target.required_reviews, target.tie_rule = source.required_reviews, source.tie_rule
        target.save(update_fields=["required_reviews", "tie_rule"])
        _record(target, "sheet.copied", actor)


def _record(sheet: Sheet, action: str, actor: Any) -> None:
    privacy.record(action=action, target=f"selection:{sheet.participation_type_id}", actor=actor)
