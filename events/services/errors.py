"""Why a registration was refused, in words for the person who asked."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext


class RegistrationError(Exception):
    """The request was understood and cannot be met; ``message`` says why and what to do."""

    code = "refused"

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message


class NotOpen(RegistrationError):
    """Applications are not taken now."""

    code = "not_open"

    def __init__(self) -> None:
        super().__init__(
            _("この回は申込を受け付けていません。イベントのページで受付期間をご確認ください。")
        )


class AlreadyRegistered(RegistrationError):
    """The applicant has an active registration for this session: ``registration``."""

    code = "duplicate"

    def __init__(self, registration: Any) -> None:
        super().__init__(
            _(
                "この回にはすでにお申し込みいただいています（受付番号 %(reference)s）。"
                "内容の確認とキャンセルは申込の画面でできます。"
            )
            % {"reference": registration.reference}
        )
        self.registration = registration


class TwiceInTable(RegistrationError):
    """Two applications of one table are the same company's; ``row`` is the line of the first."""

    code = "duplicate"

    def __init__(self, row: int) -> None:
        super().__init__(
            _("%(row)s行目と同じ事業者です。1つの申込にまとめるか、どちらかの行を消してください。")
            % {"row": row}
        )


class KnownAlready(RegistrationError):
    """Like ``AlreadyRegistered``, for whoever may not know more about the other one."""

    code = "duplicate"

    def __init__(self) -> None:
        super().__init__(
            _(
                "この事業者またはメールアドレスで、この回にすでにお申し込みがあります。"
                "確認・変更・キャンセルのリンクを、その申込の連絡先メールアドレスに送りました。"
            )
        )


class WrongNumberOfPeople(RegistrationError):
    """Too few or too many people for the participation type."""

    code = "people"

    def __init__(self, *, minimum: int, maximum: int) -> None:
        if minimum == maximum:
            text = ngettext(
                "この参加区分は%(maximum)s人でお申し込みください。",
                "この参加区分は%(maximum)s人でお申し込みください。",
                maximum,
            )
        else:
            text = _("この参加区分は%(minimum)s人から%(maximum)s人でお申し込みください。")
        super().__init__(text % {"minimum": minimum, "maximum": maximum})


class ConsentMissing(RegistrationError):
    """The notice was not agreed to."""

    code = "consent"

    def __init__(self) -> None:
        super().__init__(_("個人情報の取扱いをお読みのうえ、同意の欄にチェックを入れてください。"))


class NotEligible(RegistrationError):
    """The company is not among those the participation type is for; ``reasons`` say why."""

    code = "eligibility"

    def __init__(self, reasons: list[str]) -> None:
        super().__init__(" ".join(reasons))
        self.reasons = reasons


class QuestionsChanged(RegistrationError):
    """The office changed its questions while the form was open."""

    code = "questions"

    def __init__(self) -> None:
        super().__init__(
            _("入力の間に質問が変わりました。入力の画面に戻り、新しい質問にお答えください。")
        )


class SamePersonTwice(RegistrationError):
    """The same name and address stand twice in one application."""

    code = "same_person"

    def __init__(self, name: str) -> None:
        super().__init__(
            _("%(name)s さんが2回入力されています。どちらかを削除するか、書き直してください。")
            % {"name": name}
        )


class AlreadyAttending(RegistrationError):
    """Somebody is named in another application for the same session."""

    code = "attending"

    def __init__(self, name: str) -> None:
        super().__init__(
            _(
                "%(name)s さんは、この回の別の申込ですでに参加者になっています。"
                "参加者から外すか、お名前とアドレスをお確かめください。"
            )
            % {"name": name}
        )


class NoRoomForMore(RegistrationError):
    """People were added for whom no place is left."""

    code = "no_room"

    def __init__(self, places: int) -> None:
        super().__init__(
            _(
                "人数分の枠が空いていません（いまの枠は%(places)s人分です）。"
                "人数を減らしてください。入力した内容は残っています。"
            )
            % {"places": places}
        )


class ChangeClosed(RegistrationError):
    """The registration can no longer be changed in this way."""

    code = "change_closed"


class NoPlaceLeft(RegistrationError):
    """Staff asked for a place that is not there."""

    code = "full"

    def __init__(self) -> None:
        super().__init__(
            _("空いている枠がありません。定員を増やすか、ほかの申込をキャンセルしてください。")
        )


class TransitionRefused(RegistrationError):
    """The registration stands where this step is not possible."""

    code = "state"

    def __init__(self, registration: Any) -> None:
        super().__init__(
            _(
                "この申込（%(reference)s）は「%(state)s」のため、この操作はできません。"
                "画面を読み込み直してください。"
            )
            % {"reference": registration.reference, "state": registration.get_state_display()}
        )


class OfferEnded(RegistrationError):
    """The offer can no longer be answered: it ran out, was answered, or the session is off."""

    code = "offer_ended"

    def __init__(self, registration: Any) -> None:
        words = {
            "confirmed": _("すでに参加が確定しています。やめるときはキャンセルしてください。"),
            "cancelled": _("すでに辞退またはキャンセルされています。枠は次の方に回りました。"),
            "expired": _(
                "回答期限を過ぎたため、枠は次の方に回りました。"
                "イベントのページからもう一度お申し込みいただけます。"
            ),
            "offered": _("この回は中止・延期・終了のため、いまは回答を受け付けていません。"),
        }
        super().__init__(
            words.get(registration.state, _("この申込への繰上げ案内は、いまはありません。"))
        )
        self.registration = registration
