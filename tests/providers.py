"""A real provider of OpenID Connect on loopback, and one whose answers a test changes on their way."""

import json
import threading
import time
import urllib.error
import urllib.request
from contextlib import contextmanager
from urllib.parse import urlencode, urlsplit

from joserfc import jwt
from joserfc.jwk import RSAKey
from oidc_provider_mock import User, app
from werkzeug.serving import WSGIRequestHandler, make_server

KEY = RSAKey.generate_key(2048, {"kid": "own", "use": "sig", "alg": "RS256"})

ADA = {"email": "ada@example.edu", "email_verified": True, "name": "Ada", "groups": ["web-team", "staff"]}


class Quiet(WSGIRequestHandler):
    def log(self, *given):
        pass


class Twisted:
    """A WSGI application around a provider's: it signs by a key of its own what *claims* makes of an id token's claims.

    *answers* are what it answers at some paths instead, functions of WSGI.
    """

    def __init__(self, inner):
        self.inner, self.key, self.header = inner, KEY, {"alg": "RS256", "kid": "own"}
        self.asked = []
        self.claims = lambda claims: claims
        self.answers = {"/jwks": lambda *given: answered({"keys": [self.key.as_dict(private=False)]}, *given)}

    def __call__(self, environ, start_response):
        path = environ["PATH_INFO"]
        self.asked.append(path)
        if path in self.answers:
            return self.answers[path](environ, start_response)
        if path != "/oauth2/token":
            return self.inner(environ, start_response)
        started = []
        body = b"".join(self.inner(environ, lambda *given: started.extend(given[:2])))
        token = json.loads(body)
        if "id_token" not in token:
            start_response(*started)
            return [body]
        part = token["id_token"].split(".")[1]
        token["id_token"] = self.signed(self.claims(jwt_claims(part)))
        return answered(token, environ, start_response)

    def signed(self, claims):
        return jwt.encode(self.header, claims, self.key, algorithms=[self.header["alg"]])


def jwt_claims(part):
    from base64 import urlsafe_b64decode

    return json.loads(urlsafe_b64decode(part + "=" * (-len(part) % 4)))


def answered(value, environ, start_response, status="200 OK"):
    body = json.dumps(value).encode()
    start_response(status, [("Content-Type", "application/json"), ("Content-Length", str(len(body)))])
    return [body]


@contextmanager
def provider(**users):
    """Run a provider that knows *users* by their claims; its address and what twists its answers."""
    known = [User(sub=name, claims=claims) for name, claims in (users or {"ada": ADA}).items()]
    twisted = Twisted(app(require_nonce=True, user_claims=known).wsgi_app)
    server = make_server("127.0.0.1", 0, twisted, threaded=True, request_handler=Quiet)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}", twisted
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


class Unled(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *given):
        return None


def consent(address, user="ada", **form):
    """Say yes at the provider as somebody; return the address that it leads back to."""
    data = urlencode({"sub": user, **form}).encode()
    try:
        urllib.request.build_opener(Unled).open(address, data, timeout=10)
    except urllib.error.HTTPError as error:
        with error:
            return error.headers["Location"]
    raise AssertionError("it leads nowhere")


def path_of(address):
    parts = urlsplit(address)
    return f"{parts.path}?{parts.query}"


def dripping(seconds):
    """Answer a byte at a time, without end."""

    def answer(environ, start_response):
        start_response("200 OK", [("Content-Type", "application/json")])
        ending = time.monotonic() + seconds
        while time.monotonic() < ending:
            yield b" "
            time.sleep(0.05)

    return answer
