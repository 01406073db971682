"""Settings: the one table of what can be configured, read by the server and by the documentation's test."""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from models.errors import SundialError

PROJECT = Path(__file__).resolve().parent.parent


class SettingInvalid(SundialError):
    """A setting that cannot be used."""

    code = "SETTING_INVALID"

    def __init__(self, name: str, value: str, reason: str) -> None:
        super().__init__(f"{name} is {value!r}: {reason}")
        self.name, self.value = name, value


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
    Setting("SUNDIAL_TIME_ZONE", "Asia/Hong_Kong", "The time zone of the site, in which instants are shown."),
    Setting("HOST", "127.0.0.1", "The address that gunicorn listens on."),
    Setting("PORT", "8000", "The port that gunicorn listens on."),
    Setting("WEB_CONCURRENCY", "1", "How many worker processes gunicorn runs."),
)


def read_settings(environment: Mapping[str, str] | None = None) -> dict[str, str]:
    """Take every setting from *environment*, the process's own unless told, or its default."""
    given = os.environ if environment is None else environment
    return {setting.name: given.get(setting.name) or setting.default for setting in SETTINGS}


def time_zone(settings: Mapping[str, str]) -> ZoneInfo:
    """Return the site's time zone; raise `SettingInvalid` for a name that is none."""
    name = settings["SUNDIAL_TIME_ZONE"]
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError):
        raise SettingInvalid("SUNDIAL_TIME_ZONE", name, "there is no time zone of this name") from None
