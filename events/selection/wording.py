"""The words a batch of letters begins with: per group, in both languages."""

from .enums import LetterGroup

SHIPPED: dict[LetterGroup, dict[str, tuple[str, str]]] = {
    LetterGroup.CONFIRMED: {
        "ja": (
            "【参加確定】{{イベント名}}",
            "このたびはお申し込みいただき、ありがとうございました。\n"
            "「{{参加区分}}」での参加が確定しましたので、お知らせします。\n\n"
            "予定ファイル（.ics）と参加証（PDF）を添付します。"
            "ご都合が悪くなった場合は、次の方のために早めにキャンセルをお願いします。",
        ),
        "en": (
            "[Place confirmed] {{event}}",
            "Thank you for applying.\n"
            "We are glad to confirm your place: {{type}}.\n\n"
            "A calendar file (.ics) and your tickets (PDF) are attached. "
            "If you cannot come, please cancel early so that another company can take part.",
        ),
    },
    LetterGroup.FELL_BACK: {
        "ja": (
            "【参加確定（{{参加区分}}）】{{イベント名}}",
            "このたびはお申し込みいただき、ありがとうございました。\n"
            "「{{はじめの区分}}」は申込が定員を超え、ご用意できませんでした。"
            "お申し込みのときのご希望により、「{{参加区分}}」での参加が確定しました。\n\n"
            "予定ファイル（.ics）と参加証（PDF）を添付します。"
            "ご都合が悪い場合はキャンセルをお願いします。",
        ),
        "en": (
            "[Place confirmed: {{type}}] {{event}}",
            "Thank you for applying.\n"
            "There were more applications than places for {{first_type}}. "
            "As you chose when applying, you have a place as: {{type}}.\n\n"
            "A calendar file (.ics) and your tickets (PDF) are attached. "
            "If this does not suit you, please cancel.",
        ),
    },
    LetterGroup.RESERVE: {
        "ja": (
            "【補欠】{{イベント名}}",
            "このたびはお申し込みいただき、ありがとうございました。\n"
            "申込が定員を超えたため、貴社は補欠（{{補欠順位}}番）となりました。\n\n"
            "空きが出しだい、順位の順にご案内します。お手続きは必要ありません。",
        ),
        "en": (
            "[On the reserve list] {{event}}",
            "Thank you for applying.\n"
            "There were more applications than places. "
            "You are number {{rank}} on the reserve list.\n\n"
            "We will write to you when a place becomes free. You need not do anything.",
        ),
    },
    LetterGroup.DECLINED: {
        "ja": (
            "【結果のお知らせ】{{イベント名}}",
            "このたびはお申し込みいただき、ありがとうございました。\n"
            "申込多数のため、今回はご参加いただけない結果となりました。"
            "ご期待に沿えず申し訳ありません。\n\n"
            "次の機会にぜひお申し込みください。",
        ),
        "en": (
            "[Result] {{event}}",
            "Thank you for applying.\n"
            "There were more applications than places, and we are sorry that we cannot "
            "offer you one this time.\n\n"
            "We hope to see you at another event.",
        ),
    },
    LetterGroup.OTHER: {
        "ja": (
            "【お知らせ】{{イベント名}}",
            "{{イベント名}} にお申し込みいただいた皆さまへのお知らせです。",
        ),
        "en": (
            "[News] {{event}}",
            "This is news for everybody who applied for {{event}}.",
        ),
    },
}
