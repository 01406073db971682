"""A provider of OpenID Connect, by the library Authlib: the way to it, and what it says of who comes back.

    discovery     {issuer}/.well-known/openid-configuration names the endpoints, and is kept for ten minutes
    way out       authorization code, with a state, a nonce and a challenge of PKCE (S256)
    way back      the code is exchanged for an id token, whose signature, issuer, audience, nonce and times are checked

Nothing that a provider says is believed unless its keys have signed it, or it came by its own endpoints.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from threading import Lock, Semaphore
from time import monotonic
from typing import Any
from urllib.parse import urlsplit

from delivery.access.provider_calls import Calls, ProviderDown, fetch
from delivery.settings import Settings, pairs
from models.access import roles as known_roles
from models.errors import SettingInvalid

LEEWAY = 120
"""Seconds that the clocks of the provider and of this server may differ by."""

KEPT_SECONDS = 600
"""Seconds for which the provider's document and keys are kept."""

FAILING_SECONDS = 2
"""Seconds for which nobody waits for the provider's documents again, after it has failed to give one."""

MOST_CALLERS = 4
"""People that a worker asks the provider about at a time."""

ALGORITHMS = ("RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA", "Ed25519")
"""Signatures that are made by a key of the provider's alone: none by a secret that others know, and not `none`."""

LOOPBACK = ("127.0.0.1", "localhost", "::1")
"""Hosts of providers that are called without TLS."""


class ProviderRefused(Exception):
    """A provider that does not say, or not in good form, who somebody is; *reason* is a word for the journal."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True)
class Flow:
    """What one way to the provider and back is known by: all are random, and none is used twice."""

    state: str
    nonce: str
    verifier: str


class Provider:
    """The provider of the settings, by whose groups people have *roles*; *seconds* tells the time since 1970."""

    def __init__(self, settings: Settings, seconds: Callable[[], float]) -> None:
        self.issuer, self.seconds = settings["SUNDIAL_OPENID_ISSUER"], seconds
        self.client_id, self.secret = settings["SUNDIAL_OPENID_CLIENT_ID"], settings["SUNDIAL_OPENID_CLIENT_SECRET"]
        self.scope, self.groups_claim = settings["SUNDIAL_OPENID_SCOPE"], settings["SUNDIAL_OPENID_GROUPS_CLAIM"]
        self.name = settings["SUNDIAL_OPENID_NAME"] or urlsplit(self.issuer).hostname or ""
        self.roles = read_roles(settings)
        self.lock, self.callers = Lock(), Semaphore(MOST_CALLERS)
        self.kept, self.failing_until = dict[str, tuple[float, dict[str, Any]]](), 0.0
        require_usable(self)

    def way_to(self, flow: Flow, back: str) -> str:
        """Return the address to send a browser to, from which it comes *back*; raise `ProviderDown`."""
        endpoint = self.endpoint("authorization_endpoint")
        url, _ = self.client(back).create_authorization_url(
            endpoint, state=flow.state, nonce=flow.nonce, code_verifier=flow.verifier
        )
        return str(url)

    def claims(self, flow: Flow, back: str, came: str) -> Mapping[str, Any]:
        """Return what is said of who came back by the address *came*; raise `ProviderRefused` or `ProviderDown`."""
        from authlib.common.errors import AuthlibBaseError

        try:
            token = self.client(back).fetch_token(
                self.endpoint("token_endpoint"),
                authorization_response=came,
                state=flow.state,
                code_verifier=flow.verifier,
            )
        except (AuthlibBaseError, ValueError) as error:
            raise ProviderRefused(str(getattr(error, "error", None) or "token_response")) from error
        claims = self.checked(str(token.get("id_token", "")), str(token.get("access_token", "")), flow.nonce)
        return self.completed(claims, str(token.get("access_token", "")))

    def client(self, back: str) -> Any:
        """Make a client that a browser comes back to."""
        from authlib.oauth2.client import OAuth2Client

        methods = self.document().get("token_endpoint_auth_methods_supported", ["client_secret_basic"])
        posts = "client_secret_basic" not in methods and "client_secret_post" in methods
        return OAuth2Client(
            Calls(),
            self.client_id,
            self.secret or None,
            scope=self.scope,
            redirect_uri=back,
            code_challenge_method="S256",
            token_endpoint_auth_method="client_secret_post" if posts and self.secret else None,
        )

    def checked(self, text: str, access_token: str, nonce: str) -> dict[str, Any]:
        """Return the claims of an id token that is the provider's, about this way, and of now."""
        from authlib.oidc.core import CodeIDToken
        from joserfc import jwt
        from joserfc.errors import InvalidKeyIdError, JoseError

        try:
            try:
                token = jwt.decode(text, self.keys(), ALGORITHMS)
            except InvalidKeyIdError:  # it may have keys since that it had not before
                token = jwt.decode(text, self.keys(is_anew=True), ALGORITHMS)
            options = {
                "iss": {"essential": True, "value": self.issuer},
                "aud": {"essential": True, "value": self.client_id},
            }
            params = {"nonce": nonce, "client_id": self.client_id, "access_token": access_token}
            claims = CodeIDToken(token.claims, token.header, options, params)
            claims.validate(int(self.seconds()), LEEWAY)
        except JoseError as error:
            claim = getattr(error, "claim", None) or getattr(error, "claim_name", None)
            raise ProviderRefused(f"{error.error}{f' {claim}' if claim else ''}") from error
        except (ValueError, TypeError, KeyError) as error:
            raise ProviderRefused("id_token") from error
        return dict(claims)

    def completed(self, claims: dict[str, Any], access_token: str) -> dict[str, Any]:
        """Add what the provider tells by its endpoint for that, where the id token lacks the groups or the address."""
        endpoint = self.document().get("userinfo_endpoint")
        if {"email", self.groups_claim} <= claims.keys() or not endpoint or not access_token:
            return claims
        more = fetch(self.endpoint("userinfo_endpoint"), Authorization=f"Bearer {access_token}")
        if more.get("sub") != claims["sub"]:
            raise ProviderRefused("userinfo of another")
        if "email" not in claims:  # whether it is verified is told beside it
            claims.pop("email_verified", None)
        elif claims["email"] != more.get("email"):
            more.pop("email_verified", None)
        return more | claims

    def endpoint(self, name: str) -> str:
        """Return an endpoint of the provider's document; raise `ProviderDown` for one that cannot be called."""
        found = self.document().get(name)
        if not isinstance(found, str) or not is_callable(found):
            raise ProviderDown(f"its document has no {name} that can be called")
        return found

    def document(self) -> dict[str, Any]:
        """Return the provider's own document; raise `ProviderDown` for one of another issuer."""
        found = self.read(f"{self.issuer.rstrip('/')}/.well-known/openid-configuration")
        if found.get("issuer") != self.issuer:
            raise ProviderDown(f"its document is of the issuer {str(found.get('issuer'))[:100]}")
        return found

    def keys(self, *, is_anew: bool = False) -> Any:
        """Return the provider's keys, read anew if asked for."""
        from joserfc.jwk import KeySet

        return KeySet.import_key_set(self.read(self.endpoint("jwks_uri"), is_anew=is_anew))  # type: ignore[arg-type]

    def read(self, url: str, *, is_anew: bool = False) -> dict[str, Any]:
        """Fetch a document, or return it as it was some minutes ago; fail at once where it failed a moment ago."""
        with self.lock:
            at, found = self.kept.get(url, (0.0, {}))
            if found and not is_anew and monotonic() - at <= KEPT_SECONDS:
                return found
            if monotonic() < self.failing_until:
                raise ProviderDown("it failed a moment ago")
            try:
                found = fetch(url)
            except ProviderDown:
                self.failing_until = monotonic() + FAILING_SECONDS
                raise
            self.kept[url] = monotonic(), found
            return found


def read_roles(settings: Settings) -> Mapping[str, str]:
    """Read which role a group has; raise `SettingInvalid` for one that there is not."""
    name = "SUNDIAL_OPENID_ROLES"
    found = dict(pairs(settings, name))
    for role in found.values():
        if role not in known_roles.ROLES:
            raise SettingInvalid(name, settings[name], f"{role} is none of the roles {', '.join(known_roles.ROLES)}")
    return found


def require_usable(provider: Provider) -> None:
    """Raise `SettingInvalid` for a provider that nobody can be sent to, or without what talks to it."""
    name = "SUNDIAL_OPENID_ISSUER"
    if not is_callable(provider.issuer):
        raise SettingInvalid(name, provider.issuer, "it must be an address with https")
    if not provider.client_id:
        raise SettingInvalid("SUNDIAL_OPENID_CLIENT_ID", "", "the provider needs to know who asks")
    try:
        import authlib.oauth2.client  # noqa: F401
    except ImportError:
        raise SettingInvalid(name, provider.issuer, "install `sundial[openid]` first") from None


def is_callable(url: str) -> bool:
    """Tell whether an address may be called: over TLS, or on this machine."""
    parts = urlsplit(url)
    return bool(parts.hostname) and (parts.scheme == "https" or (parts.scheme == "http" and parts.hostname in LOOPBACK))
