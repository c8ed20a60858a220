"""Surveys in the Wagtail admin: build, preview, read."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from events import permissions
from events.models import Session
from portal.delivery import files
from portal.privacy import services as privacy

from ..forms.answers import AnswersForm
from ..forms.building import CreateForm, QuestionForm, SurveyForm
from ..models import Survey, SurveyQuestion
from ..selectors import results, table
from ..selectors import surveys as selectors
from ..services import building
from ..services.errors import SurveyError
from .answers import about

View = Callable[..., HttpResponse]


def for_session(view: View) -> View:
    """Give ``view`` the session, if the person runs its event."""

    @wraps(view)
    def allowed(request: HttpRequest, session_id: int, **kwargs: Any) -> HttpResponse:
        session = get_object_or_404(Session.objects.select_related("event"), pk=session_id)
        if not permissions.may_manage_event(request.user, session.event):
            raise PermissionDenied
        return view(request, session, **kwargs)

    return allowed


def _survey(session: Session) -> Survey:
    survey = get_object_or_404(Survey, session=session)
    survey.session = session
    return survey


@for_session
def edit(request: HttpRequest, session: Session) -> HttpResponse:
    """The survey of a session: made here, its frame and its questions."""
    survey = selectors.of_session(session)
    if survey is None:
        return _create(request, session)
    form = SurveyForm(request.POST or None, instance=survey)
    if request.method == "POST":
        if form.is_valid():
            form.save()
            privacy.record(
                action="survey.changed", target=f"survey:{survey.pk}", actor=request.user
            )
            messages.success(request, _("アンケートを保存しました。"))
            return redirect("surveys_desk:edit", session.pk)
        messages.error(request, _("保存できませんでした。赤い欄を直してください。"))
    survey.refresh_from_db(fields=["title_ja", "title_en"])
    context = {
        "session": session,
        "survey": survey,
        "form": form,
        "questions": list(survey.questions.all()),
        "answers": survey.responses.count(),
    }
    return render(request, "events/surveys/admin/edit.html", context)


def _create(request: HttpRequest, session: Session) -> HttpResponse:
    form = CreateForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            building.create(
                session=session, source=form.cleaned_data["source"], actor=request.user
            )
        except SurveyError as error:
            messages.info(request, error.message)
        else:
            messages.success(request, _("アンケートを作りました。質問を見直してください。"))
        return redirect("surveys_desk:edit", session.pk)
    context = {"session": session, "form": form}
    return render(request, "events/surveys/admin/create.html", context)


@for_session
def question(request: HttpRequest, session: Session, pk: int | None = None) -> HttpResponse:
    """One question, new or changed."""
    survey = _survey(session)
    if pk is None:
        instance = SurveyQuestion(survey=survey)
    else:
        instance = get_object_or_404(SurveyQuestion, survey=survey, pk=pk)
    form = QuestionForm(request.POST or None, instance=instance)
    if request.method == "POST" and form.is_valid():
        try:
            building.save(question=form.instance, actor=request.user)
        except SurveyError as error:
            messages.error(request, error.message)
        else:
            messages.success(request, _("質問を保存しました。"))
        return redirect("surveys_desk:edit", session.pk)
    context = {"session": session, "survey": survey, "form": form, "question": instance}
    return render(request, "events/surveys/admin/question.html", context)


@require_POST
@for_session
def act(request: HttpRequest, session: Session, pk: int, action: str) -> HttpResponse:
    """Move a question up or down, or take it out."""
    found = get_object_or_404(SurveyQuestion, survey__session=session, pk=pk)
    try:
        if action == "drop":
            building.drop(question=found, actor=request.user)
            messages.success(request, _("質問を削除しました。"))
        else:
            building.move(question=found, up=action == "up", actor=request.user)
    except SurveyError as error:
        messages.error(request, error.message)
    return redirect("surveys_desk:edit", session.pk)


@require_POST
@for_session
def keep_as_pattern(request: HttpRequest, session: Session) -> HttpResponse:
    """Keep the questions as a pattern for later surveys."""
    building.create(session=None, source=_survey(session), actor=request.user)
    messages.success(request, _("ひな形として保存しました。次のアンケートを作るときに選べます。"))
    return redirect("surveys_desk:edit", session.pk)


@require_safe
@for_session
def preview(request: HttpRequest, session: Session) -> HttpResponse:
    """The form as participants will see it; sending is switched off."""
    survey = _survey(session)
    context = about(survey) | {
        "form": AnswersForm(survey=survey),
        "back": "",
        "answered": False,
        "is_preview": True,
    }
    return render(request, "events/surveys/answer.html", context)


@require_safe
@for_session
def read(request: HttpRequest, session: Session) -> HttpResponse:
    """Response rate, distributions, free texts, groups; without a survey, where one is made."""
    if selectors.of_session(session) is None:
        return redirect("surveys_desk:edit", session.pk)
    found = results.read(_survey(session))
    context = {"session": session, "survey": found.survey, "results": found}
    return render(request, "events/surveys/admin/results.html", context)


@require_safe
@for_session
def export(request: HttpRequest, session: Session) -> HttpResponse:
    """All answers as CSV; who took them along stands in the audit log."""
    survey = _survey(session)
    privacy.record(
        action="survey.exported",
        target=f"survey:{survey.pk}",
        actor=request.user,
        detail={"rows": survey.responses.count()},
    )
    return files.csv(table.as_csv(survey), filename=f"survey-{session.pk}.csv")
