"""Why a certificate cannot be given or changed, in words for people."""

from typing import Any

from django.utils.translation import gettext_lazy as _


class CertificateError(Exception):
    """A refusal with a message."""

    message: Any = _("修了証を処理できませんでした。")


class NotEntitled(CertificateError):
    """A condition is not met; ``reasons`` say which."""

    message: Any = _("修了証の条件を満たしていません。")

    def __init__(self, reasons: list[str] | None = None) -> None:
        super().__init__()
        self.reasons = reasons or []
        if self.reasons:
            self.message = " ".join(str(reason) for reason in self.reasons)


class NoRule(CertificateError):
    """Staff has not said what is needed."""

    message = _("先に、修了証の条件を保存してください。")


class TransitionRefused(CertificateError):
    """From where it stands it cannot go there."""

    message = _("この修了証は、いまの状態からは変えられません。")


class ReasonMissing(CertificateError):
    """A reason is kept with every withdrawal."""

    message = _("理由を入力してください。記録に残ります。")
