"""抽選: the seed that was committed to, the frozen entries, the result."""

from typing import Any

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from events.models import ParticipationType, Registration

from ..enums import DrawState

FIXED = ("participation_type_id", "code", "seed", "commitment", "rules", "reserve_limit")
"""What can never be changed once a draw is committed to."""


class Draw(models.Model):
    """One lottery of one participation type: committed to, drawn, applied.

    ``seed`` stays secret until the draw; ``commitment`` is public from the first moment.
    """

    participation_type = models.OneToOneField(
        ParticipationType,
        verbose_name=_("参加区分"),
        on_delete=models.PROTECT,
        related_name="draw",
    )
    code = models.SlugField(_("コード"), max_length=100, unique=True)
    state = models.CharField(
        _("状態"), max_length=10, choices=DrawState, default=DrawState.COMMITTED
    )
    seed = models.CharField(max_length=64, editable=False)
    commitment = models.CharField(_("確約の値"), max_length=64, editable=False)
    rules = models.JSONField(_("重みの決まり"), default=dict)
    reserve_limit = models.PositiveIntegerField(
        _("補欠の数"), null=True, blank=True, help_text=_("空欄なら、外れた社はすべて補欠です。")
    )
    committed_at = models.DateTimeField(_("確約の日時"))
    committed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    places = models.PositiveIntegerField(_("枠の数"), null=True, blank=True)
    entries_digest = models.CharField(max_length=64, blank=True)
    drawn_at = models.DateTimeField(_("抽選の日時"), null=True, blank=True)
    drawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    applied_at = models.DateTimeField(_("反映の日時"), null=True, blank=True)
    applied_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )

    class Meta:
        verbose_name = _("抽選")
        verbose_name_plural = _("抽選")
        ordering = ("-id",)
        constraints = [
            models.CheckConstraint(
                condition=models.Q(state=DrawState.COMMITTED)
                | models.Q(drawn_at__isnull=False, places__isnull=False),
                name="draw_result_has_its_moment",
                violation_error_message=_("抽選の日時と枠の数がありません。"),
            )
        ]

    def __str__(self) -> str:
        return self.code

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Keep it; ValueError when what was committed to is other than before."""
        before = getattr(self, "_fixed", None)
        if before is not None and any(
            value is not None and getattr(self, name) != value for name, value in before.items()
        ):
            raise ValueError("What a lottery was committed to cannot be changed.")
        super().save(*args, **kwargs)
        self._fixed = {name: getattr(self, name) for name in FIXED}

    @classmethod
    def from_db(cls, db: Any, field_names: Any, values: Any) -> "Draw":
        """Remember what is fixed."""
        found = super().from_db(db, field_names, values)
        found._fixed = {name: found.__dict__.get(name) for name in FIXED}  # type: ignore[attr-defined]
        return found

    @property
    def is_drawn(self) -> bool:
        """Whether the seed may be shown."""
        return self.state != DrawState.COMMITTED


class DrawEntry(models.Model):
    """One application as it stood in the draw, and what the draw gave it."""

    draw = models.ForeignKey(Draw, on_delete=models.CASCADE, related_name="entries")
    registration = models.ForeignKey(Registration, on_delete=models.PROTECT, related_name="+")
    number = models.CharField(_("抽選番号"), max_length=14)
    weight = models.PositiveSmallIntegerField(_("くじの数"))
    places = models.PositiveSmallIntegerField(_("枠の数"))
    position = models.PositiveIntegerField(_("抽選の順"))
    lot = models.CharField(max_length=64)
    wins = models.BooleanField(_("当選"))
    reserve = models.PositiveIntegerField(_("補欠の順位"), default=0)

    class Meta:
        verbose_name = _("抽選の参加者")
        verbose_name_plural = _("抽選の参加者")
        ordering = ("draw", "position")
        constraints = [
            models.UniqueConstraint(fields=("draw", "number"), name="draw_entry_number_once"),
            models.UniqueConstraint(
                fields=("draw", "registration"), name="draw_entry_registration_once"
            ),
            models.UniqueConstraint(fields=("draw", "position"), name="draw_entry_position_once"),
            models.CheckConstraint(
                condition=models.Q(wins=True, reserve=0) | models.Q(wins=False, reserve__gte=1),
                name="draw_entry_wins_or_waits",
            ),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def is_beyond(self) -> bool:
        """Whether it has neither a place nor a rank on the reserve."""
        limit = self.draw.reserve_limit
        return limit is not None and self.reserve > limit
