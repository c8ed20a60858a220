"""How a session is called in mails, calendars and tickets."""

from django.utils.translation import gettext as _

from ..models import Session


def session_title(session: Session) -> str:
    """Title, run and the mark of a sample, in the language of the moment."""
    title = " ".join(filter(None, (session.event.title, session.label)))
    if session.event.is_sample:
        return _("【デモ開催】%(title)s") % {"title": title}
    return title
