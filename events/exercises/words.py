"""What the audit log says about requests, in words."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

HISTORY = {
    "exercise_request.received": pgettext_lazy("state of a request", "受付"),
    "exercise_request.consulted": _("相談中に変更"),
    "exercise_request.planned": _("開催準備中に変更"),
    "exercise_request.declined": pgettext_lazy("state of a request", "見送り"),
    "exercise_request.assigned": _("受け持つ職員を変更"),
    "exercise_request.event_made": _("イベントの下書きを作成"),
}
