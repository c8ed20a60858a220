"""職員の手で: an application for somebody, a correction of one that is there."""

import secrets

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from ...forms import by_hand as forms
from ...services import by_hand
from ...services.errors import RegistrationError
from .access import managed_registration, managed_session

MOST_PEOPLE = 10


@require_http_methods(["GET", "POST"])
def register(request: HttpRequest, pk: int) -> HttpResponse:
    """Register a company that telephoned; what was typed is kept on errors."""
    session = managed_session(request, pk)
    largest = max((kind.max_attendees for kind in session.participation_types.all()), default=1)
    formset_class = forms.people_formset(min(largest, MOST_PEOPLE))
    data = request.POST or None
    form = forms.HandForm(data, session=session, initial={"key": secrets.token_hex(16)})
    people = formset_class(data, prefix="people")
    if request.method == "POST" and form.is_valid() & people.is_valid():
        given = form.cleaned_data
        try:
            done = by_hand.register(
                participation_type=given["participation_type"],
                company=form.company_of(),
                contact=form.contact_of(),
                attendees=forms.people_of(people),
                message=given["message"],
                actor=request.user,
                reason=given["reason"],
                idempotency_key=f"hand:{given['key'][:50]}",
            )
        except RegistrationError as error:
            form.add_error(None, error.message)
        else:
            messages.success(
                request,
                _("%(reference)s を登録しました（%(state)s）。受付のメールを送ります。")
                % {"reference": done.reference, "state": done.get_state_display()},
            )
            return redirect("registrations:inspect", done.pk)
    return render(
        request,
        "events/admin/register.html",
        {"session": session, "form": form, "people": people},
        status=422 if request.method == "POST" else 200,
    )


@require_http_methods(["GET", "POST"])
def correct(request: HttpRequest, pk: int) -> HttpResponse:
    """Put contact and attendees right, with a reason."""
    registration = managed_registration(request, pk)
    formset_class = forms.correction_formset()
    data = request.POST or None
    form = forms.CorrectionForm(
        data,
        initial={
            "contact": registration.contact_name,
            "email": registration.contact_email,
            "phone": registration.contact_phone,
        },
    )
    people = formset_class(data, queryset=registration.attendees.all(), prefix="people")
    if request.method == "POST" and form.is_valid() & people.is_valid():
        with transaction.atomic():
            people.save()
            by_hand.correct(
                registration=registration,
                contact=form.contact_of(),
                actor=request.user,
                reason=form.cleaned_data["reason"],
                resend=form.cleaned_data["resend"],
            )
        messages.success(request, _("内容を直しました。"))
        return redirect("registrations:inspect", pk)
    return render(
        request,
        "events/admin/correct.html",
        {
            "session": registration.session,
            "registration": registration,
            "form": form,
            "people": people,
        },
        status=422 if request.method == "POST" else 200,
    )
