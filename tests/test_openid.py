"""Signing in by a provider of OpenID Connect: a real one on loopback, and all that may go wrong on the way."""

import json
import re
import socket
import sys
import warnings
from datetime import UTC, datetime
from urllib.parse import parse_qs, urlsplit

import click
import pytest
from signing_in import EMAIL, PREFLIGHT, Clock, application, ask, person, problem, session_of

with warnings.catch_warnings():
    warnings.simplefilter("ignore")  # the provider's own use of what its libraries will drop
    from providers import ADA, RSAKey, answered, consent, dripping, path_of, provider

from delivery.access import provider_calls
from delivery.access.words import WORDS
from delivery.services import services
from models.access import people
from models.access.actors import COMMAND_LINE
from models.access.tables import Change, OpenidSubject, Person, Session, SignInState

pytestmark = pytest.mark.filterwarnings("ignore:.*deprecated:DeprecationWarning")

SECRET = "the secret of the client"


class Now(Clock):
    def __init__(self):
        self.instant = datetime.now(UTC)


def settings(issuer, **more):
    return {
        "SUNDIAL_OPENID_ISSUER": issuer,
        "SUNDIAL_OPENID_CLIENT_ID": "sundial",
        "SUNDIAL_OPENID_CLIENT_SECRET": SECRET,
        "SUNDIAL_OPENID_NAME": "Campus",
        "SUNDIAL_OPENID_ROLES": "web-team=publisher,translators=translator",
        **more,
    }


@pytest.fixture(scope="module")
def running():
    with provider(
        ada=ADA,
        bob={"email": "bob@example.edu", "groups": ["students"]},
        eve={"email": EMAIL, "email_verified": False, "groups": ["web-team"]},
        joe={"groups": ["web-team"]},
        one={"email": "one@example.edu", "groups": "translators"},
        odd={"email": "odd@example.edu", "groups": [{"name": "web-team"}, 1, None]},
    ) as (issuer, twisted):
        yield issuer, twisted


@pytest.fixture
def issuer(running):
    issuer, twisted = running
    before = dict(vars(twisted)), dict(twisted.answers)
    yield issuer
    vars(twisted).clear()
    vars(twisted).update(before[0], answers=before[1])


@pytest.fixture
def twisted(running, issuer):
    return running[1]


@pytest.fixture
def clock():
    return Now()


@pytest.fixture
def browser(copy, issuer, clock):
    return application(copy, clock, **settings(issuer)).test_client()


def sent(browser, to="/graphql"):
    """Start; return the address at the provider."""
    response = browser.get("/sign-in/openid", query_string={"to": to})
    assert response.status_code == 303, problem(response)
    return response.headers["Location"]


def signed_in(browser, user="ada"):
    return browser.get(path_of(consent(sent(browser), user)))


def failures():
    return [json.loads(each.details) for each in Change.select().where(Change.act == "sign_in.failed")]


def is_refused(browser, response, status, code, reason=None):
    """Hold a refusal to its page, its line in the journal, and that nothing is granted by it."""
    assert (response.status_code, problem(response)) == (status, code)
    assert WORDS["en"][code].format(name="Campus") in response.text
    assert session_of(browser) is None
    assert browser.get_cookie("sundial_openid") is None
    assert Session.select().count() == 0
    last = failures()[-1]
    assert last["code"] == code
    assert reason is None or last["reason"] == reason, last
    return True


def test_a_person_signs_in_and_has_the_roles_of_their_groups(browser, issuer):
    way = sent(browser, to="/graphql?query=%7Ba%7D")
    asked = {name: value for name, (value,) in parse_qs(urlsplit(way).query).items()}
    assert way.startswith(f"{issuer}/oauth2/authorize?")
    assert asked["redirect_uri"] == "http://localhost/sign-in/openid/callback"
    assert (asked["response_type"], asked["code_challenge_method"], asked["client_id"]) == ("code", "S256", "sundial")
    assert min(len(asked[name]) for name in ("state", "nonce", "code_challenge")) == 43
    response = browser.get(path_of(consent(way)))
    assert (response.status_code, response.headers["Location"]) == (303, "/graphql?query=%7Ba%7D")
    ada = people.by_subject(issuer, "ada")
    assert (ada.email, ada.name) == (EMAIL, "Ada")
    assert [role.role for role in people.roles_of(ada)] == ["publisher"]
    assert "costLimit" in ask(browser, **PREFLIGHT).json["extensions"]
    assert browser.get_cookie("sundial_openid") is None
    (line,) = Change.select().where(Change.act == "sign_in")
    assert (line.actor, json.loads(line.details)["issuer"]) == (EMAIL, issuer)


def test_the_page_leads_to_the_provider_and_asks_for_no_password(browser):
    page = browser.get("/sign-in?to=/graphql")
    assert re.search(r'href="/sign-in/openid\?to=%2Fgraphql&amp;locale=en">Sign in with Campus<', page.text)
    assert 'type="password"' not in page.text
    response = browser.post("/sign-in", data={"email": EMAIL, "password": "x"}, headers={"Origin": "http://localhost"})
    assert (response.status_code, problem(response)) == (404, "NO_PASSWORDS")


def test_without_a_provider_nobody_is_led_to_one(copy):
    client = application(copy).test_client()
    for path in ("/sign-in/openid", "/sign-in/openid/callback?code=a&state=b"):
        response = client.get(path)
        assert (response.status_code, problem(response)) == (404, "NO_PROVIDER")


def test_roles_follow_the_groups(browser, twisted, issuer):
    signed_in(browser)
    ada = people.by_subject(issuer, "ada")
    twisted.claims = lambda claims: claims | {"groups": ["translators"]}
    assert signed_in(browser).status_code == 303
    assert [role.role for role in people.roles_of(ada)] == ["translator"]
    assert Person.select().count() == 1
    twisted.claims = lambda claims: claims | {"groups": []}
    response = signed_in(browser)
    assert (response.status_code, problem(response)) == (403, "NO_ROLE")
    assert people.roles_of(ada) == []


def test_roles_by_command_stay(browser, twisted, issuer, clock):
    signed_in(browser)
    ada = people.by_subject(issuer, "ada")
    people.give_role(ada, people.HeldRole("viewer"), COMMAND_LINE, clock.now)
    twisted.claims = lambda claims: claims | {"groups": []}
    assert signed_in(browser).status_code == 303
    assert [role.role for role in people.roles_of(ada)] == ["viewer"]


def test_one_group_may_come_as_a_text(browser, issuer):
    assert signed_in(browser, "one").status_code == 303
    assert [role.role for role in people.roles_of(people.by_subject(issuer, "one"))] == ["translator"]


@pytest.mark.parametrize("user", ["bob", "odd", "stranger"])
def test_who_has_no_role_here_is_not_added(browser, user):
    assert is_refused(browser, signed_in(browser, user), 403, "NO_ROLE")
    assert Person.select().count() == 0


def test_an_account_belongs_to_who_has_its_address_verified(copy, browser, issuer):
    known = person(roles=["viewer"])
    assert is_refused(browser, signed_in(browser, "eve"), 403, "PROVIDER_REFUSED", "email_verified")
    assert signed_in(browser).status_code == 303
    assert people.by_subject(issuer, "ada").person == known.person
    assert OpenidSubject.select().count() == 1


def test_an_account_of_one_subject_is_not_anothers_who_has_its_address(browser, twisted, issuer):
    """Neither the next who is given an address, nor who waited under an address that was not verified."""
    assert signed_in(browser, "eve").status_code == 303
    browser.delete_cookie("sundial_session")
    Session.delete().execute()
    assert is_refused(browser, signed_in(browser, "ada"), 403, "PROVIDER_REFUSED", "email of another")
    assert [role.role for role in people.roles_of(people.by_subject(issuer, "eve"))] == ["publisher"]
    assert OpenidSubject.select().count() == 1


def test_an_operator_gives_an_account_to_the_next_who_has_its_address(browser, twisted, issuer, clock):
    signed_in(browser, "eve")
    eve = people.by_subject(issuer, "eve")
    people.give_role(eve, people.HeldRole("viewer"), COMMAND_LINE, clock.now)
    assert people.unlink_subjects(eve, COMMAND_LINE, clock.now) == 1
    assert Session.select().count() == 0
    assert [role.role for role in people.roles_of(eve)] == ["viewer"]
    assert signed_in(browser).status_code == 303
    assert people.by_subject(issuer, "ada").person == eve.person
    assert people.by_subject(issuer, "eve") is None


@pytest.mark.parametrize("email", ["ann@strasse.example", "sam@example.edu", "kim@example.edu"])
def test_an_address_in_other_letters_is_another_one(browser, twisted, email):
    person(email, roles=["admin"])
    other = email.replace("ss", "\u00df").replace("sam", "\u017fam").replace("kim", "\u212aim")
    assert other != email
    assert people.folded(other) == email
    twisted.claims = lambda claims: claims | {"email": other}
    assert is_refused(browser, signed_in(browser), 403, "PROVIDER_REFUSED", "email")
    twisted.claims = lambda claims: claims | {"email": email.upper()}
    assert signed_in(browser).status_code == 303


def test_an_account_that_has_roles_by_command_needs_no_group(browser, twisted, issuer):
    known = person(roles=["viewer"])
    twisted.claims = lambda claims: claims | {"groups": []}
    assert signed_in(browser).status_code == 303
    assert people.by_subject(issuer, "ada").person == known.person


def test_who_has_no_address_is_not_added(browser):
    assert is_refused(browser, signed_in(browser, "joe"), 403, "PROVIDER_REFUSED", "email")


def test_a_disabled_person_does_not_get_in(browser, issuer, clock):
    signed_in(browser)
    people.disable(people.by_subject(issuer, "ada"), COMMAND_LINE, clock.now)
    browser.delete_cookie("sundial_session")
    assert is_refused(browser, signed_in(browser), 403, "NO_ROLE")


def test_a_way_back_is_taken_once(browser):
    back = path_of(consent(sent(browser)))
    cookie = browser.get_cookie("sundial_openid").value
    assert browser.get(back).status_code == 303
    browser.delete_cookie("sundial_session")
    Session.delete().execute()
    browser.set_cookie("sundial_openid", cookie)
    assert is_refused(browser, browser.get(back), 400, "FLOW_EXPIRED")


def test_a_state_that_came_back_late_is_over(browser, clock):
    back = path_of(consent(sent(browser)))
    clock.wait(minutes=11)
    assert is_refused(browser, browser.get(back), 400, "FLOW_EXPIRED")


@pytest.mark.parametrize("cookie", [None, "tampered", ""])
def test_another_browsers_way_back_is_not_taken(browser, cookie):
    back = path_of(consent(sent(browser)))
    browser.delete_cookie("sundial_openid")
    if cookie is not None:
        browser.set_cookie("sundial_openid", cookie)
    assert is_refused(browser, browser.get(back), 400, "FLOW_EXPIRED")


@pytest.mark.parametrize(
    "query", ["", "code=a", "state=b", "code=a&state=b", "state=%00&code=a", "state=" + "x" * 5_000]
)
def test_a_state_of_nobodys_is_not_taken(browser, query):
    sent(browser)
    assert is_refused(browser, browser.get(f"/sign-in/openid/callback?{query}"), 400, "FLOW_EXPIRED")


def test_a_code_that_was_used_is_refused(browser):
    back = consent(sent(browser))
    (code,) = parse_qs(urlsplit(back).query)["code"]
    assert browser.get(path_of(back)).status_code == 303
    Session.delete().execute()
    browser.delete_cookie("sundial_session")
    (state,) = parse_qs(urlsplit(sent(browser)).query)["state"]
    response = browser.get("/sign-in/openid/callback", query_string={"state": state, "code": code})
    assert is_refused(browser, response, 403, "PROVIDER_REFUSED", "invalid_grant")


def test_who_says_no_at_the_provider_is_told_so(browser):
    (state,) = parse_qs(urlsplit(sent(browser)).query)["state"]
    response = browser.get("/sign-in/openid/callback", query_string={"state": state, "error": "access_denied"})
    assert is_refused(browser, response, 403, "PROVIDER_REFUSED", "access_denied")


def test_the_answer_of_another_provider_is_refused(browser):
    (state,) = parse_qs(urlsplit(sent(browser)).query)["state"]
    given = {"state": state, "code": "a", "iss": "https://evil.example"}
    response = browser.get("/sign-in/openid/callback", query_string=given)
    assert is_refused(browser, response, 403, "PROVIDER_REFUSED", "iss")


TWISTS = {
    "another audience": ({"aud": "another"}, "invalid_claim aud"),
    "several audiences": ({"aud": ["sundial", "another"]}, "missing_claim azp"),
    "another party": ({"azp": "another"}, "invalid_claim azp"),
    "another issuer": ({"iss": "https://evil.example"}, "invalid_claim iss"),
    "another nonce": ({"nonce": "replayed"}, "invalid_claim nonce"),
    "no nonce": ({"nonce": None}, None),
    "no subject": ({"sub": ""}, "sub"),
    "a subject that is no text": ({"sub": 7}, None),
    "a long subject": ({"sub": "x" * 256}, "sub"),
    "no end": ({"exp": None}, None),
    "an end that is no number": ({"exp": "soon"}, None),
    "another access token": ({"at_hash": "AAAA"}, "invalid_claim at_hash"),
}


@pytest.mark.parametrize("name", TWISTS)
def test_an_id_token_that_is_not_about_this_is_refused(browser, twisted, name):
    changes, reason = TWISTS[name]
    twisted.claims = lambda claims: claims | changes
    assert is_refused(browser, signed_in(browser), 403, "PROVIDER_REFUSED", reason)
    assert Person.select().count() == 0


@pytest.mark.parametrize("kind", ["another key", "an unknown key", "none", "a secret that others know", "no token"])
def test_an_id_token_that_is_not_the_providers_is_refused(browser, twisted, kind):
    own = twisted.key
    twisted.answers["/jwks"] = lambda *given: answered({"keys": [own.as_dict(private=False)]}, *given)
    if kind == "another key":
        twisted.key = RSAKey.generate_key(2048, {"kid": "own"})
    elif kind == "an unknown key":
        twisted.key, twisted.header = RSAKey.generate_key(2048, {"kid": "new"}), {"alg": "RS256", "kid": "new"}
    elif kind == "none":
        twisted.signed = unsigned
    elif kind == "a secret that others know":
        from joserfc import jwt
        from joserfc.jwk import OctKey

        key = OctKey.import_key(SECRET)
        twisted.signed = lambda claims: jwt.encode({"alg": "HS256", "kid": "own"}, claims, key, algorithms=["HS256"])
    else:
        twisted.signed = lambda claims: "word"
    assert is_refused(browser, signed_in(browser), 403, "PROVIDER_REFUSED")


def unsigned(claims):
    from base64 import urlsafe_b64encode

    return (
        ".".join(
            urlsafe_b64encode(json.dumps(each).encode()).decode().rstrip("=") for each in ({"alg": "none"}, claims)
        )
        + "."
    )


def test_keys_that_the_provider_has_changed_are_read_anew(browser, twisted):
    assert signed_in(browser).status_code == 303
    twisted.key, twisted.header = RSAKey.generate_key(2048, {"kid": "new"}), {"alg": "RS256", "kid": "new"}
    assert signed_in(browser).status_code == 303


@pytest.mark.parametrize(
    ("minutes", "is_let_in"), [(-1.9, True), (1.9, True), (-2.5, False), (62.5, False), (61.9, True)]
)
def test_clocks_may_differ_by_two_minutes(browser, clock, twisted, minutes, is_let_in):
    back = path_of(consent(sent(browser)))
    twisted.claims = lambda claims: claims | {"iat": claims["iat"] - minutes * 60, "exp": claims["exp"] - minutes * 60}
    response = browser.get(back)
    if is_let_in:
        assert response.status_code == 303, failures()
    else:
        assert is_refused(browser, response, 403, "PROVIDER_REFUSED")


def test_what_the_id_token_lacks_is_asked_for(browser, twisted, issuer):
    twisted.claims = lambda claims: {name: value for name, value in claims.items() if name not in ("email", "groups")}
    assert signed_in(browser).status_code == 303
    assert "/userinfo" in twisted.asked
    assert people.by_subject(issuer, "ada").email == EMAIL


def test_an_address_is_verified_where_it_is_told(browser, twisted):
    """Not that of the id token by what the other endpoint says of a later one, nor the reverse."""
    person(roles=["admin"])
    told = {"sub": "eve", "email": "eve@example.edu", "email_verified": True, "groups": ["web-team"]}
    twisted.answers["/userinfo"] = lambda *given: answered(told, *given)
    twisted.claims = lambda claims: without(claims, "groups", "email_verified")
    assert is_refused(browser, signed_in(browser, "eve"), 403, "PROVIDER_REFUSED", "email_verified")
    told |= {"email": EMAIL, "email_verified": False}
    twisted.claims = lambda claims: without(claims, "groups", "email") | {"email_verified": True}
    assert is_refused(browser, signed_in(browser, "eve"), 403, "PROVIDER_REFUSED", "email_verified")


def without(claims, *names):
    return {name: value for name, value in claims.items() if name not in names}


def test_a_subject_that_cannot_be_printed_is_refused(browser, twisted):
    twisted.claims = lambda claims: claims | {"sub": "a\nda"}
    assert is_refused(browser, signed_in(browser), 403, "PROVIDER_REFUSED", "sub")


def test_what_is_told_of_another_is_not_believed(browser, twisted):
    twisted.claims = lambda claims: {name: value for name, value in claims.items() if name != "groups"}
    twisted.answers["/userinfo"] = lambda *given: answered({**ADA, "sub": "another"}, *given)
    assert is_refused(browser, signed_in(browser), 403, "PROVIDER_REFUSED", "userinfo of another")


DOCUMENT = "/.well-known/openid-configuration"


def test_a_provider_that_is_down_is_said_to_be(copy, clock):
    with socket.socket() as held:
        held.bind(("127.0.0.1", 0))
        browser = application(copy, clock, **settings(f"http://127.0.0.1:{held.getsockname()[1]}")).test_client()
        response = browser.get("/sign-in/openid?to=/graphql")
    assert is_refused(browser, response, 503, "PROVIDER_DOWN")
    assert "Sign in with Campus" in response.text


def test_nobody_waits_for_a_provider_that_failed_a_moment_ago(browser, twisted, monkeypatch):
    twisted.answers[DOCUMENT] = lambda *given: answered({}, *given, status="500 Oh")
    twisted.asked.clear()
    for _ in range(3):
        assert is_refused(browser, browser.get("/sign-in/openid"), 503, "PROVIDER_DOWN")
    assert twisted.asked == [DOCUMENT]
    assert [each["code"] for each in failures()] == ["PROVIDER_DOWN"]  # once a minute
    del twisted.answers[DOCUMENT]
    monkeypatch.setattr(services(browser.application).provider, "failing_until", 0.0)
    assert signed_in(browser).status_code == 303


@pytest.mark.parametrize("path", [DOCUMENT, "/oauth2/token", "/jwks"])
@pytest.mark.parametrize("kind", ["fails", "no JSON", "a list", "large", "slow"])
def test_a_provider_that_answers_badly_keeps_nobody_waiting(browser, twisted, monkeypatch, path, kind):
    monkeypatch.setattr(provider_calls, "SECONDS", 0.4)
    twisted.answers[path] = {
        "fails": lambda *given: answered({}, *given, status="500 Oh"),
        "no JSON": lambda environ, start_response: (start_response("200 OK", []), [b"<html>"])[1],
        "a list": lambda *given: answered([1], *given),
        "large": lambda *given: answered(["x" * 300_000], *given),
        "slow": dripping(30),
    }[kind]
    response = browser.get("/sign-in/openid") if path == DOCUMENT else signed_in(browser)
    code = problem(response)
    assert code in ("PROVIDER_DOWN", "PROVIDER_REFUSED")
    assert is_refused(browser, response, {"PROVIDER_DOWN": 503, "PROVIDER_REFUSED": 403}[code], code)


@pytest.mark.parametrize(
    "change",
    [
        {"issuer": "https://evil.example"},
        {"authorization_endpoint": "javascript:alert(1)"},
        {"authorization_endpoint": "http://evil.example/"},
        {"authorization_endpoint": None},
    ],
)
def test_a_document_that_leads_elsewhere_is_not_followed(browser, twisted, issuer, change):
    document = {"issuer": issuer, "authorization_endpoint": f"{issuer}/oauth2/authorize", **change}
    twisted.answers[DOCUMENT] = lambda *given: answered(document, *given)
    assert is_refused(browser, browser.get("/sign-in/openid"), 503, "PROVIDER_DOWN")


def test_the_document_and_the_keys_are_kept_for_a_while(browser, twisted):
    twisted.asked.clear()
    for _ in range(3):
        assert signed_in(browser).status_code == 303
    assert (twisted.asked.count(DOCUMENT), twisted.asked.count("/jwks")) == (1, 1)


def test_places_of_others_are_refused_before_anybody_is_sent(browser):
    response = browser.get("/sign-in/openid", query_string={"to": "https://evil.example"})
    assert (response.status_code, problem(response)) == (400, "RETURN_REFUSED")
    assert SignInState.select().count() == 0


def test_who_is_waited_for_are_few(browser):
    waiting = services(browser.application).provider.callers
    while waiting.acquire(blocking=False):
        pass
    assert is_refused(browser, browser.get("/sign-in/openid"), 503, "PROVIDER_DOWN", "too many sign in at a time")


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"SUNDIAL_OPENID_ISSUER": "http://provider.example"}, "an address with https"),
        ({"SUNDIAL_OPENID_ISSUER": "provider"}, "an address with https"),
        ({"SUNDIAL_OPENID_CLIENT_ID": ""}, "needs to know who asks"),
        ({"SUNDIAL_OPENID_ROLES": "web-team"}, "must be pairs"),
        ({"SUNDIAL_OPENID_ROLES": "web-team=king"}, "king is none of the roles"),
    ],
)
def test_settings_that_cannot_be_used_are_said(copy, changed, said):
    with pytest.raises(click.ClickException, match=said):
        application(copy, **settings("https://provider.example", **changed))


def test_the_library_is_asked_for_where_it_is_missing(copy, monkeypatch):
    for name in [name for name in sys.modules if name.split(".")[0] == "authlib"]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "authlib", None)
    with pytest.raises(click.ClickException, match=r"install `sundial\[openid\]` first"):
        application(copy, **settings("https://provider.example"))
    assert application(copy)
