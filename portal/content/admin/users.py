"""Users in the Wagtail admin: Japanese names, no password set by others."""

from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from wagtail.users.forms import UserCreationForm, UserEditForm
from wagtail.users.views.users import CreateView, EditView, IndexView, UserViewSet

from portal.accounts.models import User

FIELDS = {"email", "family_name", "given_name", "is_superuser", "groups"}


class _Names(forms.ModelForm):
    """Family and given name instead of Wagtail's first and last name."""

    first_name = None
    last_name = None
    family_name = forms.CharField(label=_("姓"), max_length=60)
    given_name = forms.CharField(label=_("名"), max_length=60)


class PortalUserCreationForm(_Names, UserCreationForm):
    """A new member of staff; signs in by e-mailed code unless a password is set."""

    password_required = False

    class Meta(UserCreationForm.Meta):
        model = User
        fields = FIELDS

    def save(self, commit: bool = True) -> Any:
        """Staff made here may enter the admin; without a password only a code signs in."""
        self.instance.is_staff = True
        if not self.cleaned_data.get("password1"):
            self.instance.set_unusable_password()
        return super().save(commit=commit)


class PortalUserEditForm(_Names, UserEditForm):
    """Names, address, groups, and whether the account is active."""

    class Meta(UserEditForm.Meta):
        model = User
        fields = FIELDS | {"is_active", "is_staff"}


class PortalUserIndexView(IndexView):
    """Search and order by the fields that our users have."""

    search_fields = ("email", "family_name", "given_name", "family_name_kana")

    def order_queryset(self, queryset: QuerySet[User]) -> QuerySet[User]:
        """Family name first."""
        if self.ordering in {"name", "-name"}:
            sign = "-" if self.ordering.startswith("-") else ""
            return queryset.order_by(f"{sign}family_name", f"{sign}given_name")
        return super().order_queryset(queryset)


class _NoPromotion:
    """Only who is a superuser makes or changes one."""

    request: HttpRequest

    def get_form(self, *args: Any, **kwargs: Any) -> forms.ModelForm:
        """Without the superuser box for everybody else."""
        form = super().get_form(*args, **kwargs)  # type: ignore[misc]
        if not self.request.user.is_superuser:
            form.fields.pop("is_superuser", None)
        return form


class PortalUserCreateView(_NoPromotion, CreateView):
    """A new user."""


class PortalUserEditView(_NoPromotion, EditView):
    """A known user."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """A superuser is changed by superusers."""
        if self.object.is_superuser and not request.user.is_superuser:
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)


class PortalUserViewSet(UserViewSet):
    """Users as the portal has them."""

    index_view_class = PortalUserIndexView
    add_view_class = PortalUserCreateView
    edit_view_class = PortalUserEditView

    def get_form_class(self, for_update: bool = False) -> type[forms.ModelForm]:
        """The form for a new or a known user."""
        return PortalUserEditForm if for_update else PortalUserCreationForm
