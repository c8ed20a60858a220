"""Files with a form: taken before the form is checked, given out only to whom they concern."""

import re
from collections.abc import Collection
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from portal import rate_limit
from portal.delivery import files

from .. import permissions
from ..enums import QuestionKind
from ..models import Question, RegistrationDraft, Upload
from ..selectors import questions as selectors
from ..services import uploads
from .found import Entrance, with_registration

FIELD = re.compile(r"(?:people-\d{1,3}-)?q(\d{1,12})")


def take(
    request: HttpRequest, *, asked: Collection[Question], draft: RegistrationDraft | None
) -> tuple[Any, dict[str, str]]:
    """The sent form with the keys of the files that came with it, and what was wrong with any.

    A file that cannot be taken costs nothing else that was typed.
    """
    data, problems = request.POST.copy(), {}
    wanted = {question.pk: question for question in asked if question.kind == QuestionKind.FILE}
    for name, file in request.FILES.items():
        found = FIELD.fullmatch(name)
        question = wanted.get(int(found[1])) if found else None
        if question is None:
            continue
        if not _within(request):
            problems[name] = _("ファイルの送信が続いています。しばらくしてからお試しください。")
            continue
        try:
            data[f"{name}-kept"] = uploads.keep(draft=draft, question=question, file=file).key
        except ValidationError as problem:
            problems[name] = " ".join([*problem.messages, _("ほかの入力は残っています。")])
        else:
            data.pop(f"{name}-remove", None)
    return data, problems


def _within(request: HttpRequest) -> bool:
    if request.user.is_authenticated:
        return rate_limit.within(request, "upload_member", user=request.user)
    return rate_limit.within(request, "upload_visitor")


def given(upload: Upload) -> HttpResponse:
    """The file, to be saved: never shown inside the portal's own pages."""
    with upload.file.open("rb") as kept:
        content = kept.read()
    return files.download(content, filename=upload.name, content_type=upload.content_type)


@require_safe
@with_registration
def download(request: HttpRequest, door: Entrance, key: str) -> HttpResponse:
    """A file of one's own registration."""
    upload = selectors.upload_of(registration=door.registration, key=key)
    if upload is None:
        raise Http404
    return given(upload)


@require_safe
def staff(request: HttpRequest, key: str) -> HttpResponse:
    """A file for whoever runs the event or selects for it."""
    upload = get_object_or_404(
        Upload.objects.select_related("answer__registration__session__event"),
        key=key,
        answer__isnull=False,
    )
    if not permissions.may_select(request.user, upload.answer.registration.session.event):
        raise PermissionDenied
    return given(upload)
