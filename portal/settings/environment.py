"""The one place where the process environment is read.

Every variable is named ``PORTAL_<FIELD>``; a misspelt or ill-typed one stops
the start with a message that names it.
"""

import difflib
import os
from functools import cache
from pathlib import Path
from typing import Literal

from django.core.exceptions import ImproperlyConfigured
from pydantic import Field, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict

PREFIX = "PORTAL_"
ROOT = Path(__file__).resolve().parent.parent.parent


class Environment(BaseSettings):
    """Typed settings of one deployment."""

    model_config = SettingsConfigDict(env_prefix=PREFIX, extra="forbid")

    environment: Literal["development", "production"] = "development"
    demo: bool = False
    secret_key: str = ""
    data_dir: Path = ROOT / "var"
    base_url: str = "http://localhost:8000"
    allowed_hosts: str = ""
    database_url: str = ""
    search_engine: Literal["embedded", "elasticsearch"] = "embedded"
    elasticsearch_url: str = "http://localhost:9200"
    elasticsearch_index: str = "secunity"
    tasks: Literal["embedded", "celery"] = "embedded"
    redis_url: str = ""
    smtp_url: str = ""
    mail_from: str = "SECUNITY Portal <noreply@localhost>"
    mail_retention_days: int = 90
    # Short enough that a signed address stays below 64 characters before the @ (RFC 5321).
    reply_address: str = Field(default="", pattern=r"^$|^[a-z0-9._-]{1,12}@[a-z0-9.-]+$")
    operator_type: Literal["administrative_organ", "business"] = "administrative_organ"
    trusted_proxies: int = 0
    maintenance: bool = False
    oidc_url: str = ""
    oidc_name: str = "GビズID"
    oidc_client_id: str = ""
    oidc_secret: str = ""
    oidc_uid_claim: str = "sub"
    oidc_form_origins: str = ""
    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = "INFO"


@cache
def read_environment() -> Environment:
    """Read and check the environment once.

    Raises:
        ImproperlyConfigured: a ``PORTAL_`` variable is unknown or has a wrong value.
    """
    known = {PREFIX + name.upper() for name in Environment.model_fields}
    for name in sorted(os.environ):
        if name.startswith(PREFIX) and name not in known:
            close = difflib.get_close_matches(name, known, n=1)
            hint = f" Did you mean {close[0]}?" if close else ""
            raise ImproperlyConfigured(f"Unknown environment variable {name}.{hint}")
    try:
        environment = Environment()
    except ValidationError as error:
        lines = [
            f"{PREFIX}{str(item['loc'][0]).upper()}: {item['msg']}" for item in error.errors()
        ]
        raise ImproperlyConfigured("Wrong environment: " + "; ".join(lines)) from error
    if environment.environment == "production" and len(environment.secret_key) < 50:
        raise ImproperlyConfigured(
            "PORTAL_SECRET_KEY must hold at least 50 random characters in production."
        )
    return environment
