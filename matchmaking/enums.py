"""Closed lists of the room, and the tables of allowed transitions."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Urgency(models.TextChoices):
    """How soon help is wanted."""

    NOW = "now", _("いますぐ（被害が出ている、期限が迫っている）")
    QUARTER = "quarter", _("3か月以内に")
    YEAR = "year", _("1年以内に")


class Band(models.TextChoices):
    """Budget of a need and price of a seed, on one scale."""

    FREE = "free", _("無料")
    LOW = "low", _("10万円まで、または月1万円まで")
    MID = "mid", _("100万円まで、または月10万円まで")
    HIGH = "high", _("それ以上")


class ServiceType(models.TextChoices):
    """The form in which help is given."""

    CONSULTING = "consulting", _("相談・助言")
    TRAINING = "training", _("研修・講座")
    EXERCISE = "exercise", _("演習・訓練")
    ASSESSMENT = "assessment", _("診断・点検")
    PRODUCT = "product", _("製品・機器")
    MANAGED_SERVICE = "managed_service", _("運用・監視の代行")
    EMERGENCY_RESPONSE = "emergency_response", _("緊急対応・復旧")
    LEGAL = "legal", _("法律相談")
    INSURANCE = "insurance", _("保険")
    RESEARCH = "research", _("共同研究")


class Visibility(models.TextChoices):
    """Who may read the words of a need; the company's name is never among them."""

    PUBLIC_ANONYMOUS = "public_anonymous", _("会社名を伏せて、どなたでも読める")
    MEMBERS = "members", _("会社名を伏せて、会員だけが読める")
    COORDINATOR = "coordinator", _("コーディネーターだけが読める")


class NeedState(models.TextChoices):
    """Life of a need."""

    DRAFT = "draft", _("下書き")
    SUBMITTED = "submitted", _("確認待ち")
    PUBLISHED = "published", _("受付中")
    CLOSED = "closed", _("終了")


class SeedState(models.TextChoices):
    """Life of a seed."""

    DRAFT = "draft", _("下書き")
    SUBMITTED = "submitted", _("確認待ち")
    PUBLISHED = "published", _("公開中")
    CLOSED = "closed", _("終了")


class ProposalState(models.TextChoices):
    """What became of a ranked pair."""

    REQUESTED = "requested", _("会社が希望")
    PROPOSED = "proposed", _("紹介を提案")
    DISMISSED = "dismissed", _("見送り")


class DismissReason(models.TextChoices):
    """Why a pair was set aside; each teaches another part of the ranking."""

    IRRELEVANT = "irrelevant", _("困りごとと合わない")
    BUSY = "busy", _("いまは対応できない")
    CONFLICT = "conflict", _("利害関係がある、競合している")
    PRICE = "price", _("費用が合わない")
    PLACE = "place", _("場所が合わない")


class IntroductionState(models.TextChoices):
    """Life of an introduction."""

    PROPOSED = "proposed", _("コーディネーターが確認中")
    REVIEWED = "reviewed", _("双方の同意待ち")
    PARTLY_AGREED = "partly_agreed", _("一部の段階に同意")
    DISCLOSED = "disclosed", _("連絡先を開示済み")
    CLOSED = "closed", _("完了")
    DECLINED = "declined", _("辞退")
    WITHDRAWN = "withdrawn", _("同意の撤回")
    LEFT = "left", _("一方の都合で終了")


ASKED = (IntroductionState.REVIEWED, IntroductionState.PARTLY_AGREED)
"""Both sides are asked; contacts are not known yet."""
MET = (IntroductionState.DISCLOSED, IntroductionState.CLOSED)
"""Both sides have known each other's contact."""
ENDED = (IntroductionState.DECLINED, IntroductionState.WITHDRAWN, IntroductionState.LEFT)
"""Over without a result; nothing is shown any more."""


class Cause(models.TextChoices):
    """Why an introduction went back or ended without anybody declining it."""

    WORDS = "words_changed", _("困りごとの文面が変わりました")
    PERSON = "person_left", _("担当の方が抜けました")
    SIDE = "side_left", _("答えられる方がいなくなりました")
    OFFER = "offer_closed", _("支援の掲載が終わりました")
    NEED = "need_closed", _("困りごとの相談が終わりました")


class Side(models.TextChoices):
    """The two sides of an introduction, and the one between them."""

    COMPANY = "company", _("相談する会社")
    PROVIDER = "provider", _("支援する側")
    COORDINATOR = "coordinator", _("コーディネーター")


class OutcomeKind(models.TextChoices):
    """What came of an introduction."""

    SOLVED = "solved", _("解決した")
    CONTRACTED = "contracted", _("契約した")
    TRAINING_HELD = "training_held", _("研修・演習を行った")
    NOT_CONTINUED = "not_continued", _("話が進まなかった")
    NO_ANSWER = "no_answer", _("連絡がつかなかった")


GOOD_OUTCOMES = (OutcomeKind.SOLVED, OutcomeKind.CONTRACTED, OutcomeKind.TRAINING_HELD)
"""What an introduction is made for."""


class Stage(models.IntegerChoices):
    """How much of the other side may be seen; each stage holds those below it."""

    NOTHING = 0, _("提案")
    SECTOR = 1, _("業種と規模")
    PROBLEM = 2, _("困りごとと支援の内容")
    CONTACT = 3, _("お名前と連絡先")


class QuestionState(models.TextChoices):
    """What became of the question after the outcome."""

    OPEN = "open", _("お返事待ち")
    ONGOING = "ongoing", _("まだ進めている")
    TOLD = "told", _("お返事あり")
    SILENT = "silent", _("お返事なし")


class StoryState(models.TextChoices):
    """Life of a story for the knowledge base."""

    DRAFT = "draft", _("下書き")
    ASKED = "asked", _("双方の同意待ち")
    AGREED = "agreed", _("双方が同意")
    DECLINED = "declined", _("掲載の辞退")
    WITHDRAWN = "withdrawn", _("掲載の同意の撤回")
