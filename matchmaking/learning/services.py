"""Making versions of the weights and switching them: always audited, always with a way back."""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from portal.privacy import services as privacy

from .. import versions, weighing
from ..models import WeightsVersion
from ..transitions import NotAllowedError
from . import decisions, effects, logistic, trial

Kind = WeightsVersion.Kind
KEPT = 10
"""Learned versions that were never used and are kept."""


def target(version: WeightsVersion) -> str:
    """The name of ``version`` in audit records."""
    return f"weights:{version.pk}"


def learn() -> WeightsVersion | None:
    """Fit weights to the decisions so far and keep them, switched off.

    None while there are too few decisions, or none that were (not) accepted.
    """
    decided = decisions.read()
    cases = logistic.cases(*decisions.rows(decided))
    accepted = int(cases.accepted.sum())
    if len(cases) < decisions.LEAST or accepted in (0, len(cases)):
        return None
    found = trial.hold(cases, versions.in_force().by)
    return _keep(logistic.fit(cases), found)


@transaction.atomic
def _keep(layer: weighing.Learned, found: trial.Trial) -> WeightsVersion:
    version = WeightsVersion.objects.create(
        kind=Kind.LEARNED, weights=layer.as_json(), figures=found.as_json()
    )
    privacy.record(
        action="weights.learned",
        target=target(version),
        detail={"pairs": found.pairs, "won": found.won},
    )
    unused = WeightsVersion.objects.filter(kind=Kind.LEARNED, in_use=False).order_by("-pk")
    old = list(unused.values_list("pk", flat=True)[KEPT:])
    WeightsVersion.objects.filter(pk__in=old).delete()
    return version


def _off(kind: str) -> None:
    # One by one: ``changed_at`` tells every process to read again.
    for version in WeightsVersion.objects.select_for_update().filter(kind=kind, in_use=True):
        version.in_use = False
        version.save()


@transaction.atomic
def switch_on(*, version: WeightsVersion, actor: Any) -> WeightsVersion:
    """Rank by ``version`` from now on.

    Raises:
        NotAllowedError: learned weights that did not win, or that cannot be read.
    """
    version = WeightsVersion.objects.select_for_update().get(pk=version.pk)
    read = weighing.learned if version.kind == Kind.LEARNED else weighing.by_hand
    try:
        read(version.weights)
    except weighing.UnreadableError as error:
        raise NotAllowedError(_("この重みは読み取れません。作り直してください。")) from error
    if version.kind == Kind.LEARNED and not version.figures.get("won"):
        raise NotAllowedError(
            _("取り分けた判断で手の重みに勝っていないため、切り替えられません。")
        )
    _off(version.kind)
    version.in_use = True
    version.save()
    privacy.record(action="weights.switched_on", target=target(version), actor=actor)
    return version


@transaction.atomic
def switch_off(*, kind: str, actor: Any) -> None:
    """Go back to the weights set by hand (learned), or to ``weights.yaml`` (by hand)."""
    version = versions.in_use(kind)
    if version is not None:
        _off(kind)
        privacy.record(action="weights.switched_off", target=target(version), actor=actor)


@transaction.atomic
def set_by_hand(*, weights: dict[str, float], note: str, actor: Any) -> WeightsVersion:
    """Keep ``weights`` with their effect on the labelled set, and use them.

    Raises:
        NotAllowedError: a weight is missing or out of range, or nothing has changed.
    """
    try:
        read = weighing.by_hand(weights)
    except weighing.UnreadableError as error:
        raise NotAllowedError(_("重みは0から10までの数で書いてください。")) from error
    before = versions.in_force().by
    if read == before:
        raise NotAllowedError(_("重みは変わっていません。"))
    _off(Kind.HAND)
    version = WeightsVersion.objects.create(
        kind=Kind.HAND,
        weights=read,
        figures={"before": effects.measured(before), "after": effects.measured(read)},
        note=note,
        in_use=True,
        created_by=actor,
    )
    changed = {
        name: [before[name], value] for name, value in read.items() if value != before[name]
    }
    privacy.record(
        action="weights.set",
        target=target(version),
        actor=actor,
        reason=note,
        detail={"changed": changed},
    )
    return version
