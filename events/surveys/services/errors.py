"""Why a survey cannot be answered or changed, in words for people."""

from django.utils.translation import gettext_lazy as _


class SurveyError(Exception):
    """A refusal with a message."""

    message = _("アンケートを処理できませんでした。")


class NotOpen(SurveyError):
    """Answers are not taken now."""

    message = _("このアンケートは、いま受け付けていません。")


class AlreadyAnswered(SurveyError):
    """One person, one answer."""

    message = _("回答をいただいています。ありがとうございました。")


class Frozen(SurveyError):
    """Somebody has answered it."""

    message = _("すでに回答があるため、この質問は変えられません。")


class HasSurvey(SurveyError):
    """One session, one survey."""

    message = _("この回にはすでにアンケートがあります。")
