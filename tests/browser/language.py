"""A story told once, in either language: it speaks Japanese, and its English stands here."""

import re
from dataclasses import dataclass

from playwright.sync_api import Page

ENGLISH = {
    # What the company reads and presses.
    "控えを切り離して残せておらず": "Copies are not kept apart",
    "結果を見る": "See the result",
    "この困りごとを相談する": "Ask for help with this",
    "コーディネーターに送る": "Send to the coordinator",
    "コーディネーターが読んでいます": "The coordinator is reading it",
    # The coordinator.
    "公開した困りごと": "Problems published",
    "公開する": "Publish",
    "双方に提案する": "Propose to both",
    "双方の同意待ち": "Waiting for both to agree",
    "ネットワーク|バックアップ|福岡": "[Nn]etwork|[Bb]ackup|Fukuoka",
    # Both sides.
    "次の段階に進む": "Go on to the next stage",
    "従業員数": "Employees",
    "連絡先まで同意する": "Share contact details",
    "同意する": "Agree",
    "双方が同意しました": "Both sides have agreed",
    "メッセージ": "Message",
    "送る": "Send",
    "日程を提案する": "Propose dates",
    "日付": "Date",
    "時刻": "Time",
    "場所": "Place",
    "提案する": "Propose",
    "相手の返事を待っています": "waiting for the other side",
    "この日時に決める": "Choose this date",
    "面談の日時が決まりました": "Meeting fixed",
    "解決した": "Problem solved",
    "ひとこと": "A word on it",
    "記録する": "Record",
    # The subjects of mails.
    "【ご提案】": "[Proposal]",
    "【ご相談】": "[Question]",
    "【紹介】": "[Introduction]",
    "【紹介のやり取り】": "[Conversation]",
    "【面談の案内】": "[Meeting]",
    # What the two write.
    "社内のネットワークとバックアップを見てほしい": "Please look after our network and backups",
    "社内に詳しい人がいません。バックアップの取り方と、ネットワーク機器の更新を、"
    "月に一度見に来てもらえる専門家を探しています。": (
        "Nobody here knows IT. We are looking for an expert who comes once a month to look"
        " at our backups and at the updates of our network equipment."
    ),
    "はじめまして。来週お話しできますか。": "How do you do? Could we talk next week?",
    "ぜひお願いします。": "Yes, gladly.",
    "ひびき精工 会議室": "Meeting room of Hibiki",
    "控えから戻せるようになりました。": "We can restore from our copies now.",
}
IN_LANGUAGE_OF_PAGE = """() => {
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const words = [];
  while (walker.nextNode()) {
    const around = walker.currentNode.parentElement;
    const own = around.closest("[lang]").lang === document.documentElement.lang;
    if (own && !around.closest("script, style, template")) words.push(walker.currentNode.data);
  }
  for (const name of ["aria-label", "alt", "title", "placeholder"])
    for (const one of document.querySelectorAll(`[${name}]`)) words.push(one.getAttribute(name));
  return words;
}"""
JAPANESE = re.compile(r"[\u3005-\u30ff\u3400-\u9fff]+")


@dataclass(frozen=True)
class Language:
    """A language of the portal."""

    code: str

    def say(self, words: str) -> str:
        """What stands on the page where Japanese has ``words``."""
        return words if self.code == "ja" else ENGLISH[words]

    def path(self, path: str) -> str:
        """The address of a page; those of the admin go by the account."""
        return path if self.code == "ja" else f"/{self.code}{path}"

    def left(self, page: Page, written: set[str]) -> list[str]:
        """Japanese on a page of another language, but for what people have ``written``."""
        if self.code == "ja":
            return []
        rest = {words.strip(): words for words in page.evaluate(IN_LANGUAGE_OF_PAGE)}
        for line in sorted(written, key=len, reverse=True):
            rest = {words: left.replace(line, "") for words, left in rest.items()}
        return sorted(words for words, left in rest.items() if JAPANESE.search(left))
