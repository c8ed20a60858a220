"""Mail leaves through ``portal.delivery``; this names the server behind it."""

from urllib.parse import unquote, urlsplit

from .environment import read_environment

env = read_environment()

DEFAULT_FROM_EMAIL = env.mail_from
SERVER_EMAIL = env.mail_from
EMAIL_TIMEOUT = 20
MAIL_RETENTION_DAYS = env.mail_retention_days
REPLY_ADDRESS = env.reply_address
if env.smtp_url:
    _url = urlsplit(env.smtp_url)
    EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    EMAIL_HOST = _url.hostname or "localhost"
    EMAIL_PORT = _url.port or 25
    EMAIL_HOST_USER = unquote(_url.username or "")
    EMAIL_HOST_PASSWORD = unquote(_url.password or "")
    EMAIL_USE_TLS = _url.scheme == "smtp+starttls"
    EMAIL_USE_SSL = _url.scheme == "smtps"
else:
    EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    EMAIL_FILE_PATH = env.data_dir / "mail"
