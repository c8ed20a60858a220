"""Addresses, passwords, keys and links that open something, in wide or narrow letters."""

import re

from .folding import fold

_LETTER = r"[A-Za-z0-9._%+\-]"
_APART = rf"(?:{_LETTER} ){{2,40}}{_LETTER}?"
_AT = r"(?:@|[(\[<]\s?(?:at|アット|あっと)\s?[)\]>]|アットマーク)"
_DOT = r"(?: ?\. ?| ?[(\[]dot[)\]] ?)"
_EMAIL = re.compile(
    rf"(?<!{_LETTER})(?:{_APART}|{_LETTER}+) {{0,2}}{_AT} {{0,2}}"
    rf"(?:(?:[A-Za-z0-9\-] ){{2,40}}|[A-Za-z0-9\-]+)"
    rf"(?:{_DOT}(?:(?:[A-Za-z0-9\-] )*[A-Za-z0-9\-](?![A-Za-z0-9\-])|[A-Za-z0-9\-]+))+",
    re.IGNORECASE,
)
_LABEL = (
    r"(?:パスワード|パスフレーズ|パスコード|暗証番号|合言葉|合い言葉|秘密鍵|トークン|シークレット"
    r"|アクセスキー|認証キー|api ?キー|pass ?words?|passwd|pass ?phrase|pass ?code|pwd|pw"
    r"|pin(?: code)?|api[ _-]?key|access[ _-]?key|secret(?:[ _-]?key)?|token)"
)
_SECRET = re.compile(
    rf"{_LABEL}(?P<mark>[^\n:=。]{{0,12}}?[:=]|は|が| is\b|\s)"
    r"\s*(?:[「『\"'“](?P<quoted>[^」』\"'”\n]{2,60})|(?P<bare>[!-~]{4,}))",
    re.IGNORECASE,
)
_KEY = re.compile(
    r"-----BEGIN [A-Z ]*PRIVATE KEY-----(?:[\s\S]*?-----END [A-Z ]*PRIVATE KEY-----|[\s\S]*)"
    r"|\b(?:sk|pk|rk)[-_][A-Za-z0-9_-]{16,}|\bAKIA[0-9A-Z]{12,}|\bgh[opsu]_[A-Za-z0-9]{16,}"
    r"|\bxox[abprs]-[A-Za-z0-9-]{10,}|\bAIza[A-Za-z0-9_-]{20,}"
    r"|\beyJ[A-Za-z0-9_-]{10,}\.[A-Za-z0-9_-]+(?:\.[A-Za-z0-9_-]+)?"
    r"|(?<![A-Za-z0-9/+_-])(?=[A-Za-z0-9/+_-]*[0-9])(?=[A-Za-z0-9/+_-]*[A-Za-z])"
    r"[A-Za-z0-9/+_-]{32,}={0,2}"
)
_LINK = re.compile(r"(?:https?|ftp|ssh|rdp)\s?:\s?//[!-~]+", re.IGNORECASE)
_OPENS = re.compile(
    r"//[^/\s]*:[^/\s]*@"
    r"|[?&#;/](?:[a-z_.-]*(?:token|key|sig|auth|pass|pwd|secret|code|session|sid|ticket|jwt|otp)"
    r"[a-z_.-]*)=."
    r"|[?&#][^=&#\s]+=[A-Za-z0-9_\-.%]{16,}"
    r"|/(?=[A-Za-z0-9_-]*[0-9])(?=[A-Za-z0-9_-]*[A-Za-z])[A-Za-z0-9_-]{20,}",
    re.IGNORECASE,
)
Span = tuple[str, int, int]


def spans(text: str) -> list[Span]:
    """Kind, begin and end of every address and secret in ``text``."""
    folded = fold(text)
    found: list[Span] = []
    for match in _EMAIL.finditer(folded.text):
        begin = match.start()
        found.append(("email", begin, begin + len(match.group().rstrip(" "))))
    for match in _SECRET.finditer(folded.text):
        which = "quoted" if match["quoted"] else "bare"
        # Without a clear sign, a word of a language is none.
        said = which == "quoted" or match["mark"][-1] in ":=は"
        if said or re.search(r"[^a-z]", match[which].rstrip(".,!?)")):
            found.append(("secret", *match.span(which)))
    found += [("secret", *match.span()) for match in _KEY.finditer(folded.text)]
    found += [
        ("link", *match.span())
        for match in _LINK.finditer(folded.text)
        if _OPENS.search(match.group())
    ]
    return [(kind, *folded.span(start, end)) for kind, start, end in found]
