"""Accounts: allauth with e-mail code or password, passkeys and TOTP."""

from typing import Any

from .environment import read_environment

env = read_environment()

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = [
    "django.contrib.auth.backends.ModelBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 10},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "accounts:mypage"
LOGOUT_REDIRECT_URL = "/"
WAGTAILADMIN_LOGIN_URL = "/admin/login/"  # portal.admin_entrance

WAGTAIL_PASSWORD_RESET_ENABLED = False
WAGTAIL_PASSWORD_MANAGEMENT_ENABLED = False
WAGTAIL_EMAIL_MANAGEMENT_ENABLED = False

_SIX_DIGITS = {"numeric": True, "length": 6, "dashed": False}
_MINUTES = 60

ACCOUNT_ADAPTER = "portal.accounts.adapter.AccountAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
# The password is optional: without one, people sign in by an e-mailed code.
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1"]
ACCOUNT_FORMS = {
    "login": "portal.accounts.forms.entrance.LoginForm",
    "signup": "portal.accounts.forms.entrance.SignupForm",
    "request_login_code": "portal.accounts.forms.entrance.RequestLoginCodeForm",
    "reset_password": "portal.accounts.forms.entrance.ResetPasswordForm",
    "confirm_login_code": "portal.accounts.forms.entrance.ConfirmLoginCodeForm",
    "confirm_email_verification_code": "portal.accounts.forms.entrance.ConfirmEmailForm",
    "confirm_password_reset_code": "portal.accounts.forms.entrance.ConfirmPasswordResetForm",
}
MFA_FORMS = {
    "authenticate": "portal.accounts.forms.entrance.AuthenticateForm",
    "reauthenticate": "portal.accounts.forms.entrance.ReauthenticateForm",
    "activate_totp": "portal.accounts.forms.entrance.ActivateTotpForm",
    "login_webauthn": "portal.accounts.forms.passkeys.LoginPasskeyForm",
    "authenticate_webauthn": "portal.accounts.forms.passkeys.AuthenticatePasskeyForm",
    "reauthenticate_webauthn": "portal.accounts.forms.passkeys.ReauthenticatePasskeyForm",
    "add_webauthn": "portal.accounts.forms.passkeys.AddPasskeyForm",
}
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_CHANGE_EMAIL = True
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_ENABLED = True
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_TIMEOUT = 15 * _MINUTES
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_FORMAT = _SIX_DIGITS
ACCOUNT_EMAIL_VERIFICATION_SUPPORTS_RESEND = True
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = 15 * _MINUTES
ACCOUNT_LOGIN_BY_CODE_FORMAT = _SIX_DIGITS
ACCOUNT_LOGIN_BY_CODE_SUPPORTS_RESEND = True
ACCOUNT_PASSWORD_RESET_BY_CODE_ENABLED = True
ACCOUNT_PASSWORD_RESET_BY_CODE_TIMEOUT = 15 * _MINUTES
ACCOUNT_PASSWORD_RESET_BY_CODE_CODE_FORMAT = _SIX_DIGITS
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_LOGOUT_REDIRECT_URL = "/"
ACCOUNT_REAUTHENTICATION_TIMEOUT = 15 * _MINUTES
ALLAUTH_TRUSTED_PROXY_COUNT = env.trusted_proxies

MFA_ADAPTER = "portal.accounts.mfa_adapter.MfaAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_ISSUER = "SECUNITY Portal"
MFA_TOTP_TOLERANCE = 1
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = env.environment != "production"
# Paths where staff stand with a second factor only.
MFA_REQUIRED_PREFIXES = ("/admin/", "/documents/", "/styleguide/", "/en/styleguide/")

# A working day: then the second factor is asked for again.
MFA_PROOF_SECONDS = 12 * 60 * _MINUTES

# GビズID or any other OpenID Connect provider; off until PORTAL_OIDC_URL is set.
SOCIALACCOUNT_ADAPTER = "portal.accounts.social_adapter.SocialAdapter"
SOCIALACCOUNT_ONLY = False
SOCIALACCOUNT_LOGIN_ON_GET = False
SOCIALACCOUNT_EMAIL_AUTHENTICATION = False
SOCIALACCOUNT_STORE_TOKENS = False


def openid_providers(
    *, url: str, name: str, client_id: str, secret: str, uid_claim: str
) -> dict[str, Any]:
    """allauth's setting for one provider; ``url`` may be the full discovery address.

    Code flow with PKCE (S256) and ``client_secret_basic``, as GビズID asks.
    """
    app = {
        "provider_id": "business",
        "name": name,
        "client_id": client_id,
        "secret": secret,
        "settings": {
            "server_url": url,
            "token_auth_method": "client_secret_basic",
            "uid_field": uid_claim,
            "oauth_pkce_enabled": True,
        },
    }
    return {"openid_connect": {"APPS": [app]}}


SOCIALACCOUNT_PROVIDERS: dict[str, Any] = {}
if env.oidc_url:
    SOCIALACCOUNT_PROVIDERS = openid_providers(
        url=env.oidc_url,
        name=env.oidc_name,
        client_id=env.oidc_client_id,
        secret=env.oidc_secret,
        uid_claim=env.oidc_uid_claim,
    )
