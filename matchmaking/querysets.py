"""Chains over the room's tables."""

from typing import Any, Self

from django.db import models
from django.db.models import Q
from django.utils import timezone

from .enums import ENDED, NeedState, SeedState, Visibility


class NeedQuerySet(models.QuerySet[Any]):
    """Needs."""

    def open(self) -> Self:
        """Published and not expired."""
        return self.filter(state=NeedState.PUBLISHED, expires_on__gte=timezone.localdate())

    def readable_with(self, scopes: frozenset[str]) -> Self:
        """Those whose words may be read by somebody who holds ``scopes``."""
        allowed = Q(visibility=Visibility.PUBLIC_ANONYMOUS)
        if "members" in scopes:
            allowed |= Q(visibility=Visibility.MEMBERS)
        if "coordinator" in scopes:
            allowed |= Q(visibility=Visibility.COORDINATOR)
        return self.filter(allowed)

    def with_terms(self) -> Self:
        """Together with what a card shows, and whose names it does not show."""
        return self.select_related(
            "sector", "prefecture", "organization", "created_by"
        ).prefetch_related("themes")


class SeedQuerySet(models.QuerySet[Any]):
    """Seeds."""

    def open(self) -> Self:
        """Published and not expired."""
        return self.filter(state=SeedState.PUBLISHED, expires_on__gte=timezone.localdate())

    def with_terms(self) -> Self:
        """Together with what a card shows."""
        return self.select_related("organization__provider_profile").prefetch_related(
            "themes", "sectors", "prefectures"
        )


class IntroductionQuerySet(models.QuerySet[Any]):
    """Introductions."""

    def live(self) -> Self:
        """Those that have not ended without a result."""
        return self.exclude(state__in=ENDED)

    def locked(self, pk: int) -> Any:
        """The introduction ``pk`` as it is now, kept from others until the transaction ends."""
        return self.select_for_update(of=("self",)).with_sides().get(pk=pk)

    def with_sides(self) -> Self:
        """Together with both sides."""
        return self.select_related(
            "proposal__need__sector",
            "proposal__need__prefecture",
            "proposal__need__organization",
            "proposal__need__created_by",
            "proposal__seed",
            "proposal__company",
            "proposal__provider",
        ).prefetch_related("agreements")
