"""Transport, cookies, headers, content security policy."""

from urllib.parse import urlsplit

from csp.constants import NONE, SELF

from .environment import read_environment

env = read_environment()

_base = urlsplit(env.base_url)
_https = _base.scheme == "https"
ALLOWED_HOSTS = [host for host in env.allowed_hosts.split(",") if host] or [
    _base.hostname or "localhost",
    "localhost",
    "127.0.0.1",
    "[::1]",
]
CSRF_TRUSTED_ORIGINS = [env.base_url.rstrip("/")]
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if _https else None
SECURE_SSL_REDIRECT = _https
SECURE_HSTS_SECONDS = 31536000 if _https else 0
SECURE_REFERRER_POLICY = "same-origin"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = _https
if _https:
    # Browsers refuse these names from any other host, and without Secure or Path=/.
    SESSION_COOKIE_NAME, CSRF_COOKIE_NAME = "__Host-sessionid", "__Host-csrftoken"
SESSION_COOKIE_HTTPONLY = True
CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
X_FRAME_OPTIONS = "SAMEORIGIN"  # Wagtail shows its previews in a frame
SILENCED_SYSTEM_CHECKS = [
    "security.W005",  # other services may live on sub-domains
    "security.W019",  # previews, see above
    "security.W021",  # nor is the domain ours alone to put on the preload list
]


def identity_origins(url: str, others: str) -> list[str]:
    """Where a sign-in may lead: form-action also governs the redirects a form ends in."""
    origins = [origin.strip() for origin in others.split(",") if origin.strip()]
    if url:
        provider = urlsplit(url)
        origins.append(f"{provider.scheme}://{provider.netloc}")
    return origins


ADMIN_PATH = "/admin/"
PERMISSIONS_POLICY = (
    "accelerometer=(), autoplay=(), camera=(self), display-capture=(), geolocation=(), "
    "gyroscope=(), magnetometer=(), microphone=(), midi=(), payment=(), usb=(), "
    "publickey-credentials-create=(self), publickey-credentials-get=(self)"
)
CSRF_FAILURE_VIEW = "portal.middleware.csrf.failure"
PAGE_CACHE_SECONDS = 60
# A write in one of these empties the cache, but for what no public page ever shows.
PAGE_CACHE_UNSEEN = {
    "events.attendee",
    "events.answer",
    "events.feedtoken",
    "events.registrationdraft",
    "events.upload",
    "matchmaking.appointment",
    "matchmaking.appointmentoption",
    "matchmaking.appointmentstep",
    "matchmaking.inboundmail",
    "matchmaking.threadfile",
    "matchmaking.threadmessage",
    "matchmaking.alertchoice",
    "matchmaking.alertpair",
    "matchmaking.needattachment",
    "matchmaking.needorigin",
    "matchmaking.revision",
    "matchmaking.seedfingerprint",
}
PAGE_CACHE_APPS = {
    "content",
    "events",
    "matchmaking",
    "selection",
    "taxonomy",
    "wagtailcore",
    "wagtailimages",
    "wagtaildocs",
    "wagtailredirects",
}
# Counted by portal.rate_limit; allauth's own limits for signing in stand beside them.
RATE_LIMITS = {
    # A training room asks from behind one address; typing must not use up the answers.
    "search_visitor": "300/m/ip",
    "search_member": "120/m/user",
    "suggest_visitor": "600/m/ip",
    "suggest_member": "240/m/user",
    "post_visitor": "60/m/ip",
    "post_member": "60/m/user",
    "apply_visitor": "30/h/ip",
    "upload_visitor": "30/h/ip",
    "upload_member": "60/h/user",
    "paper_visitor": "20/m/ip",
    "paper_member": "20/m/user",
    "postcode": "60/m/user",
    "ask_to_join": "5/d/user",
    "invite": "30/h/user",
    "export": "5/h/user",
    # Names tried at a shared entrance; a whole company may sit behind one address.
    "join_by_name": "30/m/ip",
    "enter_visitor": "600/m/ip",
    "enter_member": "60/m/user",
    "certificate_verify": "20/m/ip",
    "exercise_request": "10/h/ip",
    "open_data": "300/m/ip",
    "private_feed": "60/m/ip",
    "thread_message": "30/h/user",
    "thread_mail_kept": "20/h/user",
    "appointment": "20/h/user",
}
# Who may show the list of events in a frame; the page holds nothing of its visitor.
EVENTS_WIDGET_ANCESTORS = ["*"]
# Method, path, action.
RATE_LIMITED_PATHS = [
    ("GET", r"^/(en/)?search/suggest/", "suggest"),
    ("GET", r"^/(en/)?search/", "search"),
    ("POST", r"^/(en/)?search/", "search"),
    # Everyone presses the button in the same minute.
    ("POST", r"^/(en/)?registrations/checkin/me/", "enter"),
    ("GET", r"^/(en/)?self-check/.*pdf/", "paper"),
    ("POST", r"^/(en/)?(registrations|matching|mypage|events|self-check)/", "post"),
]

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "worker-src": [SELF],
        "form-action": [SELF, *identity_origins(env.oidc_url, env.oidc_form_origins)],
        "frame-ancestors": [SELF],
        "base-uri": [NONE],
        "object-src": [NONE],
    }
}
