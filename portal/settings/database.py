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


def _shared_cache(name: str, entries: int) -> dict[str, object]:
    """A cache that all processes see: Redis, or a folder of its own."""
    if env.redis_url:
        return {
            "BACKEND": "django.core.cache.backends.redis.RedisCache",
            "LOCATION": env.redis_url,
            "KEY_PREFIX": name,
        }
    return {
        "BACKEND": "portal.file_cache.FileCache",
        "LOCATION": env.data_dir / "cache" / name,
        "OPTIONS": {"MAX_ENTRIES": entries},
    }


# Sessions and rate limits live in the first; public pages and shown results have their own,
# so that a flood of addresses cannot push a limit out.
CACHES = {
    "default": _shared_cache("default", 5000),
    "pages": _shared_cache("pages", 1000),
    "searches": _shared_cache("searches", 3000),
}
SESSION_ENGINE = "django.contrib.sessions.backends.cached_db"
