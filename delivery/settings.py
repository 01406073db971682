"""Settings: the one table of what can be configured, read by the server and by the documentation's test."""

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from delivery.limits.document_limits import Limits
from models import database, languages
from models.addresses import site_addresses
from models.errors import SettingInvalid

PROJECT = Path(__file__).resolve().parent.parent

ORIGIN = re.compile(r"https?://([\w.-]+|\[[0-9a-f:]+\])(:\d{1,5})?", re.ASCII)
"""An origin: a scheme, a host, and a port that is not the scheme's own."""

SPARE_THREADS = 4
"""Threads of a worker for what never waits: cached responses, refusals, pages and health."""


@dataclass(frozen=True)
class Setting:
    """An environment variable with its default and what it does."""

    name: str
    default: str
    help: str


SETTINGS = (
    Setting(
        "SUNDIAL_DATABASE_URL",
        f"sqlite:///{PROJECT / 'sundial.db'}",
        "The content database: `sqlite:///FILE` or `postgresql://USER:PASSWORD@HOST/NAME`.",
    ),
    Setting(
        "SUNDIAL_CONTENT",
        str(PROJECT / "fixtures" / "content"),
        "The folder of content files that `make serve` loads into an empty database, and `content load` by default.",
    ),
    Setting(
        "SUNDIAL_TIME_ZONE",
        "Asia/Hong_Kong",
        "The site's time zone, in which instants are shown; run `flask --app server migrate` after changing it.",
    ),
    Setting(
        languages.SETTING,
        str(languages.FILE),
        "The file that describes the site's languages; run `flask --app server migrate` after changing it.",
    ),
    Setting(
        "SUNDIAL_TYPES",
        "",
        "Packages of Python with content types of one's own, separated by commas, beside the project's.",
    ),
    Setting(
        "SUNDIAL_SITE",
        "",
        "The slug of the entry of type Site that is the homepage's, where there are several; else it is the first.",
    ),
    Setting(
        "SUNDIAL_URL",
        "",
        "The origin of the site's pages, such as `https://www.example.org`; without one, entries have no `url`.",
    ),
    Setting(
        site_addresses.SETTING,
        "",
        "A file that describes the paths of types and the prefixes of languages, where they are others than usual.",
    ),
    Setting(
        "SUNDIAL_FUTURE",
        "token",
        "Who may read at instants to come: those with the right PREVIEW (`token`), or everybody (`open`).",
    ),
    Setting(
        "SUNDIAL_PREVIEW_URL",
        "",
        "The frontend in which previews are shown, such as `https://www.example.org`; without one, links are paths.",
    ),
    Setting(
        "SUNDIAL_ORIGINS",
        "http://localhost:*,https://localhost:*,http://127.0.0.1:*,http://[::1]:*",
        "The origins whose pages may ask, separated by commas; `*` stands for any part of one.",
    ),
    Setting(
        "SUNDIAL_FRONTENDS",
        "",
        "The origins, separated by commas, whose pages may ask with a person's cookie; signing in leads back to them.",
    ),
    Setting(
        "SUNDIAL_REQUEST_HEADERS",
        "",
        "Headers that these pages may send beside those that known clients send, separated by commas.",
    ),
    Setting(
        "SUNDIAL_DOCUMENTS",
        "open",
        "Which documents run: all (`open`), or those in `documents/` and the trusted ones (`trusted`).",
    ),
    Setting(
        "SUNDIAL_TRUSTED_DOCUMENTS",
        "",
        "Files and folders of trusted documents, separated by commas: GraphQL, or the manifests of tools.",
    ),
    Setting("SUNDIAL_INTROSPECTION", "on", "Whether clients may ask for the schema, and get names suggested."),
    Setting(
        "SUNDIAL_CACHE",
        "64",
        "Megabytes of cached answers in each worker; `0` turns the cache off and sends `Cache-Control: no-store`.",
    ),
    Setting("SUNDIAL_MAX_AGE", "5", "Upper bound of `Cache-Control: max-age`, in seconds."),
    Setting("SUNDIAL_MAX_BODY", "100000", "Most bytes of a request body."),
    Setting("SUNDIAL_MAX_TOKENS", "1000", "Most tokens of a document."),
    Setting("SUNDIAL_MAX_DEPTH", "12", "Most levels of fields in an operation."),
    Setting("SUNDIAL_MAX_ALIASES", "30", "Most aliases of an operation."),
    Setting("SUNDIAL_MAX_DIRECTIVES", "20", "Most directives of an operation."),
    Setting("SUNDIAL_MAX_ROOT_FIELDS", "20", "Most root fields of an operation."),
    Setting(
        "SUNDIAL_MAX_COST",
        "10000",
        "Most that an operation may cost: the entries that it could read, its totals and its conditions.",
    ),
    Setting(
        "SUNDIAL_TOKEN_MAX_COST",
        "50000",
        "Most that an operation may cost that comes with a token, if that is more than `SUNDIAL_MAX_COST`.",
    ),
    Setting(
        "SUNDIAL_PERSON_MAX_COST",
        "50000",
        "Most that an operation of a person may cost, if that is more than `SUNDIAL_MAX_COST`.",
    ),
    Setting("SUNDIAL_MAX_ANSWER", "4000000", "Most bytes of an answer; one with more is refused, not cut."),
    Setting("SUNDIAL_STATEMENT_TIMEOUT", "5", "Seconds that a statement may take; `0` sets no limit."),
    Setting(
        "SUNDIAL_PREPARED_STATEMENTS",
        "direct",
        "Which connections to PostgreSQL use prepared statements: `direct` ones, or a pooler's as well (`always`).",
    ),
    Setting(
        "SUNDIAL_POSTGRESQL_PROGRAMS",
        "",
        "The folder of PostgreSQL's programs, of which `content backup` runs `pg_dump`; else it is found on PATH.",
    ),
    Setting(
        "SUNDIAL_RATE_LIMIT",
        "",
        "Cost that each client may spend in a time, such as `50000 per minute`; by default there is no limit.",
    ),
    Setting(
        "SUNDIAL_TOKEN_RATE_LIMIT",
        "",
        "The same for each token, whatever its address; by default as `SUNDIAL_RATE_LIMIT`.",
    ),
    Setting(
        "SUNDIAL_PERSON_RATE_LIMIT",
        "",
        "The same for each person who has signed in; by default as `SUNDIAL_RATE_LIMIT`.",
    ),
    Setting(
        "SUNDIAL_RATE_STORAGE",
        "memory://",
        "Where that is counted: in each worker, or at a storage address of the library `limits`.",
    ),
    Setting(
        "SUNDIAL_CONCURRENCY",
        "",
        "Operations that a worker runs at the same time; by default 2 on SQLite and 4 on PostgreSQL.",
    ),
    Setting(
        "SUNDIAL_QUEUE", "60", "Operations that wait in a worker at most while others run; more are refused with 503."
    ),
    Setting("SUNDIAL_QUEUE_TIMEOUT", "5", "Seconds that an operation waits at most; then it is refused with 503."),
    Setting(
        "SUNDIAL_CLIENT_SHARE",
        "50",
        "Percent of these that one client may have, one operation at least; `100` where all requests are one client's.",
    ),
    Setting("SUNDIAL_SESSION_IDLE", "43200", "Seconds without a request after which a person has to sign in again."),
    Setting("SUNDIAL_SESSION_MAX", "604800", "Seconds after which a person has to sign in again in any case."),
    Setting(
        "SUNDIAL_OPENID_ISSUER",
        "",
        "The address of the OpenID Connect provider by which people sign in; by default they have passwords.",
    ),
    Setting("SUNDIAL_OPENID_CLIENT_ID", "", "The name under which the provider knows this server."),
    Setting("SUNDIAL_OPENID_CLIENT_SECRET", "", "The secret that the provider has given to it, if it has."),
    Setting("SUNDIAL_OPENID_NAME", "", "What the sign-in page calls the provider; by default its host."),
    Setting("SUNDIAL_OPENID_SCOPE", "openid email profile", "What the provider is asked to tell of people."),
    Setting("SUNDIAL_OPENID_GROUPS_CLAIM", "groups", "The claim in which the provider names a person's groups."),
    Setting(
        "SUNDIAL_OPENID_ROLES",
        "",
        "The roles of groups, separated by commas, such as `web-team=publisher,translators=translator`.",
    ),
    Setting("SUNDIAL_PROXIES", "0", "Number of reverse proxies whose `X-Forwarded-*` headers are trusted."),
    Setting("SUNDIAL_REQUEST_LOG", "on", "Whether a line of JSON is logged for each request."),
    Setting("SUNDIAL_SLOW", "500", "Milliseconds from which an operation is logged with its document."),
    Setting("SUNDIAL_METRICS_TOKEN", "", "The bearer token that `/metrics` requires; without one `/metrics` is 404."),
    Setting("SUNDIAL_TRACING", "off", "Whether requests are traced with OpenTelemetry, if it is installed."),
    Setting("HOST", "127.0.0.1", "The address that gunicorn listens on."),
    Setting("PORT", "8000", "The port that gunicorn listens on."),
    Setting("SOCKET", "", "The file of the unix socket that gunicorn listens on instead, behind a proxy."),
    Setting("WEB_CONCURRENCY", "1", "How many worker processes gunicorn runs."),
)


Settings = Mapping[str, str]


def read_settings(environment: Mapping[str, str] | None = None) -> dict[str, str]:
    """Take every setting from *environment*, by default the process's own, or its default."""
    given = os.environ if environment is None else environment
    return {setting.name: given.get(setting.name) or setting.default for setting in SETTINGS}


def time_zone(settings: Settings) -> ZoneInfo:
    """Return the site's time zone; raise `SettingInvalid` for a name that is none."""
    name = settings["SUNDIAL_TIME_ZONE"]
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError):
        raise SettingInvalid("SUNDIAL_TIME_ZONE", name, "there is no time zone of this name") from None


def number(settings: Settings, name: str) -> int:
    """Return a setting that is a whole number; raise `SettingInvalid` for one that is none."""
    text = settings[name]
    if not text.isdecimal():
        raise SettingInvalid(name, text, "it must be a whole number")
    return int(text)


def choice(settings: Settings, name: str, *allowed: str) -> str:
    """Return a setting that is one of several words; raise `SettingInvalid` for any other."""
    if settings[name] not in allowed:
        raise SettingInvalid(name, settings[name], f"it must be {' or '.join(allowed)}")
    return settings[name]


def switch(settings: Settings, name: str) -> bool:
    """Tell whether a setting is on; raise `SettingInvalid` for what is neither on nor off."""
    return choice(settings, name, "on", "off") == "on"


def address(settings: Settings, name: str) -> str:
    """Return a setting that is the address of a site, or empty; raise `SettingInvalid` for any other."""
    text = settings[name].rstrip("/")
    if text and not re.fullmatch(r"https?://[^\s/?#]+(/[^\s?#]*)?", text):
        raise SettingInvalid(name, text, "it must be an address such as https://www.example.org")
    return text


def open_database(settings: Settings) -> database.Pool:
    """Open the database of the settings, as the server uses it."""
    always = choice(settings, "SUNDIAL_PREPARED_STATEMENTS", "direct", "always") == "always"
    bounds = number(settings, "SUNDIAL_STATEMENT_TIMEOUT"), number(settings, "SUNDIAL_MAX_ANSWER")
    return database.open_database(settings["SUNDIAL_DATABASE_URL"], *bounds, prepares_always=always)


def slot_numbers(settings: Settings, pool: database.Pool) -> tuple[int, int, int, float]:
    """Return how many operations run at a time, how many wait and for how many seconds, and the share of one client."""
    given = number(settings, "SUNDIAL_CONCURRENCY") if settings["SUNDIAL_CONCURRENCY"] else pool.concurrency  # type: ignore[attr-defined]
    share = number(settings, "SUNDIAL_CLIENT_SHARE") / 100
    return max(1, given), number(settings, "SUNDIAL_QUEUE"), number(settings, "SUNDIAL_QUEUE_TIMEOUT"), min(1, share)


def threads(settings: Settings) -> int:
    """Return how many threads a worker answers with: one for each operation that runs or waits, and `SPARE_THREADS`."""
    concurrency, queue, _, _ = slot_numbers(settings, open_database(settings))
    return concurrency + queue + SPARE_THREADS


def lanes(settings: Settings) -> int:
    """Return how many of a worker's threads work at a time, unless they take long."""
    return int(open_database(settings).lanes)  # type: ignore[attr-defined]


def limits(settings: Settings) -> Limits:
    """Return what an operation may have at most."""
    given = ("tokens", "depth", "aliases", "directives", "root_fields", "cost")
    callers = {f"{name}_cost": number(settings, f"SUNDIAL_{name.upper()}_MAX_COST") for name in ("token", "person")}
    return Limits(**{name: number(settings, f"SUNDIAL_MAX_{name.upper()}") for name in given}, **callers)


def several(settings: Settings, name: str) -> list[str]:
    """Return the texts of a setting that are separated by commas."""
    return [text.strip() for text in settings[name].split(",") if text.strip()]


def origins(settings: Settings, name: str) -> list[str]:
    """Return the origins of a setting, as browsers write them; raise `SettingInvalid` for what is none."""
    found = [text.rstrip("/").lower() for text in several(settings, name)]
    for text in found:
        if not ORIGIN.fullmatch(text):
            raise SettingInvalid(name, text, "it must be an origin such as https://www.example.edu")
    return found


def pairs(settings: Settings, name: str) -> list[tuple[str, str]]:
    """Return the pairs of a setting such as `a=b,c=d`; raise `SettingInvalid` for what is none."""
    found = [text.partition("=") for text in several(settings, name)]
    for first, sign, second in found:
        if not (first.strip() and sign and second.strip()):
            raise SettingInvalid(name, settings[name], "it must be pairs such as web-team=publisher")
    return [(first.strip(), second.strip()) for first, _, second in found]
