"""Database, cache and sessions."""

import dj_database_url

from .environment import read_environment

env = read_environment()

_SQLITE_OPTIONS = {
    "transaction_mode": "IMMEDIATE",
    "timeout": 20,
    "init_command": (
        "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA cache_size=-20000;"
    ),
}

DATABASES = {
    "default": dj_database_url.parse(
        env.database_url or f"sqlite:///{env.data_dir / 'portal.sqlite3'}", conn_max_age=60
    )
}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    _given = DATABASES["default"].get("OPTIONS", {})  # ?timeout=5 in the address
    DATABASES["default"]["OPTIONS"] = {**_SQLITE_OPTIONS, **_given}

# Login codes and rate limits live here, so it is shared between processes.
CACHES = {
    "default": (
        {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": env.redis_url}
        if env.redis_url
        else {
            "BACKEND": "django.core.cache.backends.filebased.FileBasedCache",
            "LOCATION": env.data_dir / "cache",
            "OPTIONS": {"MAX_ENTRIES": 5000},
        }
    )
}
SESSION_ENGINE = "django.contrib.sessions.backends.cached_db"
