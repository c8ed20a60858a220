"""One JSON line per record on standard error; nothing personal in them."""

from .environment import read_environment

env = read_environment()

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "json": {
            "()": "portal.middleware.log_safety.SafeJsonFormatter",
            "format": "%(asctime)s %(levelname)s %(name)s %(message)s %(request_id)s",
        }
    },
    "handlers": {
        "stderr": {"class": "logging.StreamHandler", "formatter": "json"},
    },
    "loggers": {
        "weasyprint": {"level": "ERROR"},
        "fontTools": {"level": "ERROR"},
        # Every saved page tells of two background tasks; only failures matter.
        "django_tasks": {"level": "WARNING"},
        # Each request and each attempt; the engine tells what failed, in one line.
        "elastic_transport": {"level": "ERROR"},
    },
    "root": {"handlers": ["stderr"], "level": env.log_level},
}
