"""A small OpenID Connect provider on localhost: code flow, client_secret_basic, PKCE S256."""

import base64
import hashlib
import json
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlencode, urlsplit


class IdentityProvider:
    """Knows one client and one person; keeps what it was asked."""

    client_id = "portal"
    secret = "a secret: with a colon"

    def __init__(self) -> None:
        self.claims = {"sub": "gbiz-1", "name": "ひびき精工株式会社", "email": "gbiz@example.jp"}
        self.challenges: dict[str, str] = {}
        self.refusals: list[str] = []
        provider = self

        class Handler(BaseHTTPRequestHandler):
            def log_message(self, *args):
                """Keep the test's output clean."""

            def answer(self, status, data):
                body = json.dumps(data).encode()
                self.send_response(status)
                self.send_header("Content-Type", "application/json")
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def do_GET(self):
                if self.path == "/.well-known/openid-configuration":
                    self.answer(200, provider.configuration)
                elif self.headers.get("Authorization") == "Bearer access":
                    self.answer(200, provider.claims)
                else:
                    self.answer(401, {})

            def do_POST(self):
                size = int(self.headers["Content-Length"])
                form = {k: v[0] for k, v in parse_qs(self.rfile.read(size).decode()).items()}
                problem = provider.check(form, self.headers.get("Authorization", ""))
                if problem:
                    provider.refusals.append(problem)
                    self.answer(400, {"error": problem})
                else:
                    self.answer(200, {"access_token": "access", "token_type": "Bearer"})

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server.server_port}"
        threading.Thread(target=self.server.serve_forever, args=(0.05,), daemon=True).start()

    @property
    def configuration(self) -> dict[str, str]:
        """What the discovery document says."""
        return {
            "issuer": self.url,
            "authorization_endpoint": f"{self.url}/authorize",
            "token_endpoint": f"{self.url}/token",
            "userinfo_endpoint": f"{self.url}/userinfo",
        }

    def authorize(self, address: str) -> str:
        """The person agrees: where the browser is sent back to."""
        asked = {k: v[0] for k, v in parse_qs(urlsplit(address).query).items()}
        assert asked["client_id"] == self.client_id
        assert asked["response_type"] == "code"
        assert asked["code_challenge_method"] == "S256"
        code = f"code-{len(self.challenges)}"
        self.challenges[code] = asked["code_challenge"]
        return f"{asked['redirect_uri']}?{urlencode({'code': code, 'state': asked['state']})}"

    def check(self, form: dict[str, str], authorization: str) -> str:
        """The problem of a token request, empty if there is none."""
        expected = base64.b64encode(f"{self.client_id}:{self.secret}".encode()).decode()
        if authorization != f"Basic {expected}":
            return "invalid_client"
        digest = hashlib.sha256(form.get("code_verifier", "").encode()).digest()
        challenge = base64.urlsafe_b64encode(digest).decode().rstrip("=")
        if self.challenges.pop(form.get("code", ""), None) != challenge:
            return "invalid_grant"
        return ""

    def close(self) -> None:
        """Stop serving."""
        self.server.shutdown()
        self.server.server_close()
