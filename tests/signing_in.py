"""People and what they ask with, and a browser's way through the sign-in page, without a browser."""

import re
from datetime import timedelta
from html import unescape

from conftest import SHOWN_AT

from models.access import passwords, people, previews, tokens
from models.access.actors import COMMAND_LINE
from models.access.callers import Preview
from models.access.roles import HeldRole
from models.instants import to_microseconds
from server import create_app

EMAIL, PASSWORD = "ada@example.edu", "a cat sat on nine mats"
PREFLIGHT = {"GraphQL-Preflight": "1"}
DAY = 24 * 3_600_000_000
QUERY = {"query": "{ tags { totalCount } }"}


class Clock:
    """An instant that a test moves on."""

    def __init__(self):
        self.instant = SHOWN_AT

    def __call__(self):
        return self.instant

    def wait(self, **span):
        self.instant += timedelta(**span)

    @property
    def now(self):
        return to_microseconds(self.instant)


def application(url, clock=None, **settings):
    """An application with default settings, at the instant that the fixtures show."""
    return create_app({"SUNDIAL_DATABASE_URL": url, **settings}, clock=clock or Clock())


def person(email=EMAIL, roles=("viewer",), password=None):
    """Somebody, with a password if one is given: hashing takes its time."""
    now = to_microseconds(SHOWN_AT)
    made = people.add(email, email.partition("@")[0].title(), map(HeldRole, roles), COMMAND_LINE, now)
    if password:
        passwords.set_password(made, password, COMMAND_LINE, now)
    return made


def token(owner, days=30, name="frontend"):
    """A token that may all that its owner may."""
    now = to_microseconds(SHOWN_AT)
    return tokens.create(owner, name, people.grants_of(owner), now + days * DAY, now, COMMAND_LINE)


def preview(owner, days=1, at=None):
    now = to_microseconds(SHOWN_AT)
    shown = Preview(at, True, ())
    return previews.create(owner, people.grants_of(owner), shown, now + days * DAY, now, COMMAND_LINE)


def bearer(secret):
    return {"Authorization": f"Bearer {secret}"}


def ask(client, query=QUERY, **headers):
    """POST an operation."""
    return client.post("/graphql", json=query, headers=headers)


def code(response):
    """The code of the answer's first error; None without one."""
    errors = response.json.get("errors")
    return errors[0]["extensions"]["code"] if errors else None


def problem(response):
    """The code of what a page says went wrong; None where it says nothing."""
    found = re.search(r'data-code="(\w+)"', response.text)
    return found and found[1]


def fields(response):
    """The hidden fields of a page's form."""
    return {
        name: unescape(value)
        for name, value in re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', response.text)
    }


def send_form(client, headers=None, address="/sign-in", **changed):
    """Open the page, and send its form with an address and a password."""
    form = {**fields(client.get(address)), "email": EMAIL, "password": PASSWORD, **changed}
    return client.post("/sign-in", data=form, headers={"Origin": "http://localhost", **(headers or {})})


def session_of(client, name="sundial_session"):
    found = client.get_cookie(name)
    return found and found.value
