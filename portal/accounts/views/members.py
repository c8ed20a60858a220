"""Colleagues: the list, invitations, roles, leaving."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from portal import rate_limit
from portal.accounts import permissions, selectors
from portal.accounts.enums import MembershipRole
from portal.accounts.errors import AccountsError, AlreadyMember, InvitationUnusable, LastOwner
from portal.accounts.forms.people import InviteForm
from portal.accounts.models import Invitation, Membership
from portal.accounts.services import membership as service


@login_required
def members(request: HttpRequest) -> HttpResponse:
    """Who belongs to my organization; owners invite here."""
    mine = selectors.membership_of(request.user)
    if mine is None:
        return redirect("accounts:organization_create")
    organization = mine.organization
    is_owner = mine.role == MembershipRole.OWNER
    form = InviteForm(request.POST or None)
    if request.method == "POST":
        if not is_owner:
            raise PermissionDenied
        if not rate_limit.within(request, "invite", user=request.user):
            form.add_error(None, _("招待が多すぎます。1時間ほど待ってからお試しください。"))
        elif form.is_valid():
            try:
                service.invite(
                    organization=organization,
                    email=form.cleaned_data["email"],
                    role=MembershipRole(form.cleaned_data["role"]),
                    inviter=request.user,
                )
            except AlreadyMember as error:
                form.add_error("email", str(error))
            else:
                messages.success(request, _("招待のメールを送りました。"))
                return redirect("accounts:members")
    context = {
        "organization": organization,
        "members": selectors.members_of(organization),
        "invitations": selectors.open_invitations_of(organization) if is_owner else [],
        "is_owner": is_owner,
        "form": form,
    }
    return render(request, "portal/accounts/members.html", context)


def invitation(request: HttpRequest, token: str) -> HttpResponse:
    """Where the link of the mail leads; joining is a button, never the visit itself."""
    try:
        found = service.from_token(token)
        if request.method == "POST" and request.user.is_authenticated:
            service.accept(invitation=found, user=request.user)
            messages.success(
                request,
                _("%(organization)sに参加しました。") % {"organization": found.organization.name},
            )
            return redirect("accounts:mypage")
    except InvitationUnusable as problem:
        context = {"problem": problem, "reason": problem.reason}
        return render(request, "portal/accounts/invitation_unusable.html", context, status=410)
    signed_in = request.user.is_authenticated
    context = {
        "invitation": found,
        "is_for_me": signed_in and request.user.email.lower() == found.email.lower(),
    }
    return render(request, "portal/accounts/invitation.html", context)


@login_required
@require_POST
def cancel_invitation(request: HttpRequest, pk: int) -> HttpResponse:
    """Take an invitation back."""
    found = get_object_or_404(Invitation.objects.select_related("organization"), pk=pk)
    if not permissions.is_owner(request.user, found.organization):
        raise PermissionDenied
    service.cancel(invitation=found, actor=request.user)
    messages.success(request, _("招待を取り消しました。"))
    return redirect("accounts:members")


@login_required
@require_POST
def change_role(request: HttpRequest, pk: int) -> HttpResponse:
    """Owner ⇄ member."""
    member = get_object_or_404(Membership.objects.select_related("organization"), pk=pk)
    if not permissions.is_owner(request.user, member.organization):
        raise PermissionDenied
    wanted = request.POST.get("role", "")
    if wanted in MembershipRole.values:
        try:
            service.change_role(membership=member, role=MembershipRole(wanted), actor=request.user)
        except LastOwner as error:
            messages.error(request, str(error))
        else:
            messages.success(request, _("役割を変えました。"))
    return redirect("accounts:members")


@login_required
@require_POST
def remove(request: HttpRequest, pk: int) -> HttpResponse:
    """Let a member go, or leave."""
    member = get_object_or_404(Membership.objects.select_related("organization"), pk=pk)
    if not permissions.may_remove(request.user, member):
        raise PermissionDenied
    leaving = member.user_id == request.user.pk
    try:
        service.remove(membership=member, actor=request.user)
    except AccountsError as error:
        messages.error(request, str(error))
        return redirect("accounts:members")
    messages.success(
        request, _("事業者から外れました。") if leaving else _("メンバーを外しました。")
    )
    return redirect("accounts:mypage" if leaving else "accounts:members")
