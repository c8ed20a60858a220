"""Registering the organization, keeping its data right, address by post code."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme, urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from portal import rate_limit
from portal.accounts import permissions, selectors
from portal.accounts.errors import CorporateNumberTaken
from portal.accounts.forms.organization import OrganizationForm, with_address
from portal.accounts.forms.people import NameForm
from portal.accounts.models import Organization
from portal.accounts.services import membership as membership_service
from portal.accounts.services import organization as organization_service
from portal.accounts.services import person

TEMPLATE = "portal/accounts/organization_form.html"


def _next(request: HttpRequest) -> str:
    """The address to go on to; only one of this site."""
    target = request.POST.get("next") or request.GET.get("next") or ""
    safe = url_has_allowed_host_and_scheme(
        target, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    # Words without a slash would be taken for the name of a view.
    return target if safe and target.startswith("/") else ""


def _look_up(request: HttpRequest, instance: Organization | None) -> OrganizationForm:
    """The form with the address filled in, everything typed kept, no errors shown yet."""
    data, problem = with_address(request.POST.dict())
    form = OrganizationForm(initial=data, instance=instance)
    if problem:
        messages.warning(request, problem)
    return form


def _taken(form: OrganizationForm, error: CorporateNumberTaken) -> None:
    form.add_error("corporate_number", form.error_class([str(error)]))


@login_required
def create(request: HttpRequest) -> HttpResponse:
    """Register the organization; asks for the person's name as well if it is unknown."""
    if selectors.membership_of(request.user) is not None:
        return redirect(_next(request) or "accounts:organization")
    needs_name = not request.user.get_full_name()
    name_form = None
    if "look_up" in request.POST:
        form = _look_up(request, None)
        if needs_name:
            name_form = NameForm(initial=request.POST.dict())
    else:
        form = OrganizationForm(request.POST or None)
        if needs_name:
            name_form = NameForm(request.POST or None, instance=request.user)
        valid = [part.is_valid() for part in (form, name_form) if part is not None]
        if request.method == "POST" and all(valid):
            try:
                organization_service.create(owner=request.user, fields=form.cleaned_data)
            except CorporateNumberTaken as error:
                _taken(form, error)
            else:
                if name_form is not None:
                    person.update_profile(user=request.user, fields=name_form.cleaned_data)
                messages.success(request, _("事業者を登録しました。"))
                return redirect(_next(request) or "accounts:mypage")
    context = {"form": form, "name_form": name_form, "next": _next(request), "is_new": True}
    return render(request, TEMPLATE, context)


@login_required
def show(request: HttpRequest) -> HttpResponse:
    """What the portal knows about the person's organization."""
    membership = selectors.membership_of(request.user)
    if membership is None:
        onward = f"?{urlencode({'next': _next(request)})}" if _next(request) else ""
        return redirect(reverse("accounts:organization_create") + onward)
    context = {
        "membership": membership,
        "organization": membership.organization,
        "is_owner": membership.role == "owner",
    }
    return render(request, "portal/accounts/organization.html", context)


@login_required
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Change it; owners only."""
    organization = get_object_or_404(Organization, pk=pk)
    if not permissions.is_owner(request.user, organization):
        raise PermissionDenied
    if "look_up" in request.POST:
        form = _look_up(request, organization)
    else:
        form = OrganizationForm(request.POST or None, instance=organization)
        if request.method == "POST" and form.is_valid():
            changed = {name: form.cleaned_data[name] for name in form.changed_data}
            organization.refresh_from_db()
            try:
                organization_service.update(
                    organization=organization, actor=request.user, fields=changed
                )
            except CorporateNumberTaken as error:
                _taken(form, error)
            else:
                messages.success(request, _("保存しました。"))
                return redirect("accounts:organization")
    context: dict[str, Any] = {"form": form, "name_form": None, "next": "", "is_new": False}
    return render(request, TEMPLATE, context)


@login_required
@require_GET
def postcode(request: HttpRequest) -> JsonResponse:
    """Address of a post code for the script of the form."""
    if not rate_limit.within(request, "postcode", user=request.user):
        return JsonResponse({"message": _("少し待ってからお試しください。")}, status=429)
    filled, problem = with_address({"postal_code": request.GET.get("code", "")[:20]})
    if problem:
        return JsonResponse({"message": problem}, status=404)
    filled.pop("postal_code")
    return JsonResponse(filled)


@login_required
@require_POST
def ask_to_join(request: HttpRequest) -> HttpResponse:
    """Ask the owners of a registered organization to be let in."""
    if not rate_limit.within(request, "ask_to_join", user=request.user):
        messages.error(request, _("依頼が多すぎます。明日もう一度お試しください。"))
        return redirect("accounts:organization_create")
    field = OrganizationForm.base_fields["corporate_number"]
    try:
        number = field.clean(request.POST.get("corporate_number", "")[:40])
    except ValidationError:
        number = None
    if number and membership_service.ask_to_join(corporate_number=number, user=request.user):
        messages.success(
            request,
            _(
                "代表者に依頼のメールを送りました。招待のメールが届いたら、そのリンクを開いてください。"
            ),
        )
    else:
        messages.error(request, _("この法人番号の事業者は見つかりません。"))
    return redirect("accounts:mypage")
