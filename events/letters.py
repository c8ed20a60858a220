"""The letters of the room, as shipped; staff may reword each in the Wagtail admin.

What must not be forgotten (name, facts, links, signature) stands in the frame
``templates/email/events_*``. The address for joining online is no placeholder.
"""

from typing import Any

from django.utils.translation import gettext_lazy as _

from portal.delivery import letters
from portal.delivery.letters import Letter, Placeholder

from . import moments, permissions
from .letter_examples import finder
from .services.titles import session_title

Context = dict[str, Any]
FRAME = "events_layout"
PAGE_FRAME = "events_page"
OFFER_FRAME = "events_offer"


def _reader(context: Context) -> str:
    attendee = context["attendee"]
    return attendee.full_name if attendee else context["registration"].contact_name


def _place(context: Context) -> str:
    session = context["session"]
    place = session.venue if session.has_place else ""
    online = (session.online_tool or str(_("オンライン"))) if session.has_online else ""
    return " / ".join(filter(None, (place, online)))


def _when(context: Context) -> str:
    return moments.span_in_words(context["session"].starts_at, context["session"].ends_at)


def _first_type(context: Context) -> str:
    registration = context["registration"]
    return str((registration.applied_type or context["type"]).label)


def _deadline(context: Context) -> str:
    expires = context["registration"].offer_expires_at
    return moments.moment_in_words(expires) if expires else ""


COMMON = (
    Placeholder("会社名", "company", lambda context: context["registration"].company_name),
    Placeholder("お名前", "name", _reader),
    Placeholder("イベント名", "event", lambda context: session_title(context["session"])),
    Placeholder("日時", "date", _when),
    Placeholder("会場", "place", _place),
    Placeholder("参加区分", "type", lambda context: str(context["type"].label)),
    Placeholder("受付番号", "reference", lambda context: context["registration"].reference),
    Placeholder("事務局", "office", lambda context: context["event"].contact_name),
    Placeholder("ページ", "page", lambda context: context["url"], is_address=True),
)
FIRST_TYPE = Placeholder("はじめの参加区分", "first type", _first_type)
DEADLINE = Placeholder("回答期限", "deadline", _deadline)
POSITION = Placeholder("順番", "position", lambda context: str(context["position"]))


def _letter(code: str, label: Any, when: Any, subject: Any, text: Any, **more: Any) -> Letter:
    extra: tuple[Placeholder, ...] = more.pop("extra", ())
    return Letter(
        code=f"events_{code}",
        label=label,
        when=when,
        subject=subject,
        text=text,
        frame=more.pop("frame", FRAME),
        placeholders=(*COMMON, *extra),
        example=finder(code),
        may_edit=permissions.may_manage_events,
    )


LETTERS = (
    _letter(
        "receipt_confirmed",
        _("受付完了（参加確定）"),
        _("先着順の申込を受け付け、その場で参加が確定したとき"),
        _("【受付完了】{{ イベント名 }}"),
        _(
            "お申し込みを受け付け、参加が確定しました。"
            "当日は参加証のQRコードを受付でお見せください。\n\n"
            "ご都合が悪くなった場合は、次の方のために早めにキャンセルをお願いします。"
        ),
    ),
    _letter(
        "receipt_waiting",
        _("受付完了（キャンセル待ち）"),
        _("満員のため、キャンセル待ちとして受け付けたとき"),
        _("【キャンセル待ち】{{ イベント名 }}"),
        _(
            "お申し込みを受け付けました。ただいま満員のため、キャンセル待ちとして"
            "お預かりしています。\n\n"
            "空きが出たら、順番にメールでご案内します。期限までに「この枠で参加する」を押していただくと"
            "参加が確定します。"
        ),
        extra=(POSITION,),
    ),
    _letter(
        "receipt_applied",
        _("受付完了（結果待ち）"),
        _("抽選・選考の申込を受け付けたとき"),
        _("【申込受付】{{ イベント名 }}"),
        _("お申し込みを受け付けました。結果が決まりましたらメールでお知らせします。"),
    ),
    _letter(
        "confirmed",
        _("参加確定"),
        _("職員が参加を確定したとき、繰上げ案内に「この枠で参加する」と答えたとき"),
        _("【参加確定】{{ イベント名 }}"),
        _(
            "参加が確定しました。当日は参加証のQRコードを受付でお見せください。\n\n"
            "ご都合が悪くなった場合は、次の方のために早めにキャンセルをお願いします。"
        ),
    ),
    _letter(
        "fell_back",
        _("参加確定（代わりの区分）"),
        _("はじめの参加区分に漏れ、希望していた代わりの区分で参加が確定したとき"),
        _("【参加確定（{{ 参加区分 }}）】{{ イベント名 }}"),
        _(
            "「{{ はじめの参加区分 }}」は応募が定員を超え、ご用意できませんでした。"
            "お申し込みのときのご希望により、「{{ 参加区分 }}」での参加が確定しました。\n\n"
            "ご都合が悪い場合はキャンセルをお願いします。"
        ),
        extra=(FIRST_TYPE,),
    ),
    _letter(
        "rejected",
        _("選考結果（見送り）"),
        _("抽選・選考に漏れたとき"),
        _("【選考結果】{{ イベント名 }}"),
        _(
            "お申し込みありがとうございました。申込多数のため、今回はご参加いただけない結果と"
            "なりました。次の機会にぜひお申し込みください。"
        ),
        frame=PAGE_FRAME,
    ),
    _letter(
        "invitation",
        _("参加のご案内（参加者ごと）"),
        _("参加が確定したとき、申込者のほかの参加者へ"),
        _("【参加のご案内】{{ イベント名 }}"),
        _(
            "所属する事業者のお申し込みにより、参加が確定しました。"
            "当日は参加証のQRコードを受付でお見せください。"
        ),
    ),
    _letter(
        "offer",
        _("繰上げ案内"),
        _("キャンセル待ちの方に、空いた枠を期限付きで案内するとき"),
        _("【繰上げのご案内・要回答】{{ イベント名 }}"),
        _(
            "空きが出ましたので、キャンセル待ちの順にご案内します。"
            "{{ 回答期限 }}まで枠をお取りしています。\n\n"
            "参加するかどうかを、下のリンクからお答えください。"
            "期限を過ぎると、次の方にご案内します。"
        ),
        extra=(DEADLINE,),
        frame=OFFER_FRAME,
    ),
    _letter(
        "promoted",
        _("繰上げ参加確定"),
        _("回の直前に空きが出て、案内を待たずに参加を確定したとき"),
        _("【繰上げ参加確定】{{ イベント名 }}"),
        _(
            "空きが出たため、キャンセル待ちから参加確定に変わりました。開催が近いため、"
            "お返事を待たずに席をご用意しました。\n\n"
            "ご都合が悪い場合は、次の方のためにすぐにキャンセルをお願いします。"
        ),
    ),
    _letter(
        "offer_expired",
        _("繰上げ案内の期限切れ"),
        _("繰上げ案内に期限までに答えがなかったとき"),
        _("【繰上げ案内の終了】{{ イベント名 }}"),
        _(
            "繰上げのご案内に期限（{{ 回答期限 }}）までにお返事がなかったため、"
            "枠を次の方に回しました。\n\n"
            "引き続き参加をご希望の場合は、イベントのページからもう一度お申し込みください。"
        ),
        extra=(DEADLINE,),
        frame=PAGE_FRAME,
    ),
    _letter(
        "offer_declined",
        _("繰上げ案内の辞退"),
        _("繰上げ案内に「辞退する」と答えたとき"),
        _("【辞退の受付】{{ イベント名 }}"),
        _(
            "繰上げのご案内を辞退されたことを承りました。枠は次の方に回します。\n\n"
            "またの機会にぜひお申し込みください。"
        ),
        frame=PAGE_FRAME,
    ),
    _letter(
        "cancelled",
        _("キャンセル完了"),
        _("申込がキャンセルされたとき、申込者へ"),
        _("【キャンセル完了】{{ イベント名 }}"),
        _("次のお申し込みをキャンセルしました。"),
        frame=PAGE_FRAME,
    ),
    _letter(
        "withdrawn",
        _("キャンセル（参加者ごと）"),
        _("申込がキャンセルされたとき、参加者から外れたとき、その参加者へ"),
        _("【キャンセル】{{ イベント名 }}"),
        _("所属する事業者により、ご参加の申込が取り消されました。"),
        frame=PAGE_FRAME,
    ),
    _letter(
        "edited",
        _("申込内容の変更"),
        _("申込者が参加者や回答を変更したとき、申込者へ"),
        _("【申込内容の変更】{{ イベント名 }}"),
        _("お申し込みの内容を変更しました。いまの内容は次のとおりです。"),
    ),
    _letter(
        "link",
        _("申込のリンク"),
        _("申込済みの回にもう一度申し込もうとしたとき、申込のときの宛先へ"),
        _("【申込のリンク】{{ イベント名 }}"),
        _(
            "この回にもう一度お申し込みの操作がありました。すでにお申し込みいただいていますので、"
            "確認・変更・キャンセルのリンクをお送りします。\n\n"
            "お心当たりがなければ、このメールは捨ててください。お申し込みはそのままです。"
        ),
    ),
    _letter(
        "changed",
        _("日時・会場の変更"),
        _("日時や会場が変わったとき、参加が確定している全員へ"),
        _("【変更】{{ イベント名 }}"),
        _(
            "日時または会場が変わりました。新しいご案内は次のとおりです。"
            "お申し込みはそのまま有効です。\n\n"
            "ご都合が悪い場合は、次の方のために早めにキャンセルをお願いします。"
        ),
    ),
    _letter(
        "postponed",
        _("延期"),
        _("回が延期になったとき"),
        _("【延期】{{ イベント名 }}"),
        _(
            "次の回は延期になりました。ご予定いただいたところ申し訳ありません。\n\n"
            "お申し込みはそのままお預かりし、新しい日程が決まりしだいお知らせします。"
        ),
    ),
    _letter(
        "rescheduled",
        _("延期後の日程決定"),
        _("延期していた回の新しい日程が決まったとき"),
        _("【日程決定】{{ イベント名 }}"),
        _(
            "延期していた回の日程が決まりました。お申し込みは引き続き有効です。\n\n"
            "ご都合が悪い場合は、次の方のために早めにキャンセルをお願いします。"
        ),
    ),
    _letter(
        "called_off",
        _("中止"),
        _("回が中止になったとき"),
        _("【中止】{{ イベント名 }}"),
        _("次の回は中止になりました。ご予定いただいたところ申し訳ありません。"),
        frame=PAGE_FRAME,
    ),
    _letter(
        "reminder",
        _("リマインド（7日前・前日）"),
        _("開催の7日前と前日に、参加者全員へ"),
        _("【リマインド】{{ イベント名 }}"),
        _(
            "お申し込みの回が近づきました。当日の時刻と会場をご確認ください。\n\n"
            "ご都合が悪くなった場合は、お早めにキャンセルをお願いします。"
        ),
    ),
    _letter(
        "reminder_hour",
        _("リマインド（1時間前）"),
        _("開始の1時間前に、参加者全員へ"),
        _("【まもなく開始】{{ イベント名 }}"),
        _(
            "まもなく始まります。オンラインの方は、開始の30分前から、"
            "下のご本人専用のページで入室できます。"
            "会場の方は、同じページの参加証を受付でお見せください。"
        ),
    ),
)


def register() -> None:
    """Make the letters known to the room of delivery."""
    for letter in LETTERS:
        letters.register(letter)
