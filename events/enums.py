"""Closed lists of the room, and the tables of allowed transitions."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class CompanyRole(models.TextChoices):
    """The part of the company that a person speaks for in an exercise."""

    MANAGEMENT = "management", _("経営")
    PRODUCTION_CONTROL = "production_control", _("生産管理")
    MANUFACTURING = "manufacturing", _("製造")
    SYSTEMS = "systems", _("システム")
    PUBLIC_RELATIONS = "public_relations", _("広報")
    GENERAL_AFFAIRS = "general_affairs", _("総務")
    OTHER = "other", _("その他")


class AccessibilityOffer(models.TextChoices):
    """What is ready so that everybody can take part."""

    CAPTIONS = "captions", _("字幕")
    SIGN_LANGUAGE = "sign_language", _("手話通訳")
    WRITING = "writing", _("筆談")
    HEARING_LOOP = "hearing_loop", _("磁気ループ")
    WHEELCHAIR = "wheelchair", _("車いす席")
    PARKING = "parking", _("障害者用駐車場")
    CHILDCARE = "childcare", _("託児")


class Duty(models.TextChoices):
    """What a person does for one event, whatever role the person has otherwise."""

    OWNER = "owner", _("担当者（すべての操作）")
    SELECTOR = "selector", _("選考委員（選考と採点のみ）")
    CHECK_IN = "check_in", _("受付係（当日の受付のみ）")
    CO_HOST = "co_host", _("共催者（同意のある項目の閲覧のみ）")


class EventKind(models.TextChoices):
    """What people come for."""

    EXERCISE = "exercise", _("体験型演習")
    WORKSHOP = "workshop", _("ワークショップ")
    SEMINAR = "seminar", _("セミナー")


class HostRole(models.TextChoices):
    """In which role a body carries an event, in the order they are named."""

    ORGANISER = "organiser", _("主催")
    CO_ORGANISER = "co_organiser", _("共催")
    PATRON = "patron", _("後援")
    SUPPORTER = "supporter", _("協力")


class SessionFormat(models.TextChoices):
    """Where a session takes place."""

    ONSITE = "onsite", _("会場")
    ONLINE = "online", _("オンライン")
    HYBRID = "hybrid", _("会場とオンライン")


class SessionState(models.TextChoices):
    """What staff decided about a session; opening and closing by date come on top."""

    DRAFT = "draft", _("準備中")
    ANNOUNCED = "announced", _("告知中")
    OPEN = "open", _("受付中")
    CLOSED = "closed", _("受付終了")
    HELD = "held", _("開催済み")
    CANCELLED = "cancelled", _("中止")
    POSTPONED = "postponed", _("延期")


SESSION_TRANSITIONS: dict[str, frozenset[str]] = {
    SessionState.DRAFT: frozenset({SessionState.ANNOUNCED}),
    SessionState.ANNOUNCED: frozenset(
        {
            SessionState.DRAFT,
            SessionState.OPEN,
            SessionState.CLOSED,
            SessionState.HELD,
            SessionState.CANCELLED,
            SessionState.POSTPONED,
        }
    ),
    SessionState.OPEN: frozenset(
        {
            SessionState.CLOSED,
            SessionState.HELD,
            SessionState.CANCELLED,
            SessionState.POSTPONED,
        }
    ),
    SessionState.CLOSED: frozenset(
        {
            SessionState.OPEN,
            SessionState.HELD,
            SessionState.CANCELLED,
            SessionState.POSTPONED,
        }
    ),
    SessionState.POSTPONED: frozenset({SessionState.ANNOUNCED, SessionState.CANCELLED}),
    SessionState.HELD: frozenset(),
    SessionState.CANCELLED: frozenset(),
}


class AttendanceMode(models.TextChoices):
    """How the people of a participation type take part."""

    ONSITE = "onsite", _("会場で参加")
    ONLINE = "online", _("オンラインで参加")


class PlaceUnit(models.TextChoices):
    """What one place of a participation type holds."""

    ORGANIZATION = "organization", _("社（1申込で1枠）")
    PERSON = "person", _("人（1人で1枠）")


class Allocation(models.TextChoices):
    """Who gets the places."""

    FIRST_COME = "first_come", _("先着順")
    LOTTERY = "lottery", _("抽選")
    SELECTION = "selection", _("選考")


class RegistrationState(models.TextChoices):
    """Where an application stands."""

    APPLIED = "applied", _("結果待ち")
    CONFIRMED = "confirmed", _("参加確定")
    WAITLISTED = "waitlisted", _("キャンセル待ち")
    OFFERED = "offered", _("繰上げ案内中")
    REJECTED = "rejected", _("見送り")
    EXPIRED = "expired", _("案内期限切れ")
    CANCELLED = "cancelled", _("キャンセル済み")


REGISTRATION_TRANSITIONS: dict[str, frozenset[str]] = {
    RegistrationState.APPLIED: frozenset(
        {
            RegistrationState.CONFIRMED,
            RegistrationState.WAITLISTED,
            RegistrationState.REJECTED,
            RegistrationState.CANCELLED,
        }
    ),
    RegistrationState.WAITLISTED: frozenset(
        {
            RegistrationState.CONFIRMED,
            RegistrationState.OFFERED,
            RegistrationState.REJECTED,
            RegistrationState.CANCELLED,
        }
    ),
    RegistrationState.OFFERED: frozenset(
        {
            RegistrationState.CONFIRMED,
            RegistrationState.EXPIRED,
            RegistrationState.CANCELLED,
        }
    ),
    RegistrationState.CONFIRMED: frozenset({RegistrationState.CANCELLED}),
    RegistrationState.REJECTED: frozenset(
        {RegistrationState.CONFIRMED, RegistrationState.WAITLISTED}
    ),
    RegistrationState.EXPIRED: frozenset(),
    RegistrationState.CANCELLED: frozenset(),
}

ACTIVE_STATES: tuple[str, ...] = (
    RegistrationState.APPLIED,
    RegistrationState.CONFIRMED,
    RegistrationState.WAITLISTED,
    RegistrationState.OFFERED,
)
"""An applicant has at most one registration in these states per session."""

HOLDING_STATES: tuple[str, ...] = (RegistrationState.CONFIRMED, RegistrationState.OFFERED)
"""A registration in these states counts in ``ParticipationType.taken``."""


class Door(models.TextChoices):
    """Through which door a registration came in."""

    WEB = "web", _("ウェブ")
    STAFF = "staff", _("職員による登録")
    IMPORT = "import", _("一括取込み")
    API = "api", _("API")
    WALK_IN = "walk_in", _("当日受付")


class QuestionKind(models.TextChoices):
    """How a question of a participation type is answered."""

    TEXT = "text", _("1行の文字")
    LONG_TEXT = "long_text", _("長い文章")
    CHOICE = "choice", _("1つ選ぶ")
    MULTIPLE = "multiple", _("いくつでも選ぶ")
    NUMBER = "number", _("数")
    DATE = "date", _("日付")
    FILE = "file", _("ファイル")
    CONSENT = "consent", _("同意")


class Asked(models.TextChoices):
    """Who answers a question."""

    COMPANY = "company", _("申込ごとに1回")
    PERSON = "person", _("参加者ごと")
