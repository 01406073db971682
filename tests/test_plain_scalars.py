"""Words without quotes in content files: each value has one form, and what could be read otherwise is refused."""

from datetime import UTC, date, datetime, timedelta, timezone

import pytest
import yaml
from conftest import ZONE

from fixtures.exporting import ContentDumper
from fixtures.files import ContentLoader, parse
from fixtures.loading import check_folder
from fixtures.plain_scalars import ADVICE
from fixtures.problems import ContentInvalid

HONG_KONG = timezone(timedelta(hours=8))

VALUES = {
    "0": 0,
    "-5": -5,
    "1900": 1900,
    "0.5": 0.5,
    "-10.25": -10.25,
    "true": True,
    "false": False,
    "null": None,
    "~": None,
    "": None,
    "2026-01-02": date(2026, 1, 2),
    "2026-01-02T09:00:00+08:00": datetime(2026, 1, 2, 9, tzinfo=HONG_KONG),
    "2026-01-02 09:00:00.000001Z": datetime(2026, 1, 2, 9, 0, 0, 1, tzinfo=UTC),
}
TEXTS = ["10.1234/sundial", "3D", "2025-26", "24/7", "1,000", "1.2.3", "+852 2358", "1st", "y", "N", "2026-01-02 on"]
DOUBTFUL = [
    *("010", "02025", "00", "-0", "08", "+5", "1_000", "0x1F", "0o17", "0b101", "1:30", "07:30", "1:30:00.5"),
    *(".5", "1.", "01.5", "1e3", "1.5E+3", "1_0.5"),
    *("yes", "no", "NO", "On", "off", "True", "FALSE", "Null", "NULL"),
    *("2026-1-2", "2026-01-02T09:00+08:00", "2026-01-02T09:00:00+8", "2026-01-02T09:00:00.1234567Z"),
    *("2026-01-02t09:00:00z", "!!int 010", '!!int "0x1F"', "!!float 1e3", "!!bool yes"),
]


def read(text):
    return yaml.load(text, ContentLoader)


@pytest.mark.parametrize(("text", "value"), VALUES.items(), ids=VALUES)
def test_a_value_has_one_form(text, value):
    found = read(f"a: {text}")["a"]
    assert (type(found), found) == (type(value), value)


@pytest.mark.parametrize("text", TEXTS)
def test_what_no_version_of_yaml_takes_for_a_value_is_text(text):
    assert read(f"a: {text}") == {"a": text}


@pytest.mark.parametrize("text", DOUBTFUL)
def test_what_could_be_read_otherwise_is_refused_with_line_and_field(tmp_path, text):
    (tmp_path / "tag.yaml").write_text(f"entries:\n  - slug: a\n    name:\n      en: {text}\n", encoding="utf-8")
    with pytest.raises(ContentInvalid) as caught:
        check_folder(ZONE, tmp_path)
    shown = text.split(" ")[-1].strip('"') if text.startswith("!!") else text
    assert list(map(str, caught.value.problems)) == [f"tag.yaml: a: name.en: {shown} in line 4 {ADVICE}"]


@pytest.mark.parametrize("text", [*VALUES, *TEXTS, *(text for text in DOUBTFUL if not text.startswith("!!"))])
def test_text_in_quotes_is_text_and_is_written_so(text):
    assert read(f"a: '{text}'") == {"a": text}
    assert read(f'a: "{text}"') == {"a": text}
    assert read(yaml.dump({text: [text]}, Dumper=ContentDumper)) == {text: [text]}


@pytest.mark.parametrize("value", [0, -1, 2**40, 0.5, -0.25, 1e-7, 1.5e300, 1e22, 123456.789, True, False, None])
def test_values_are_written_in_the_form_that_is_read(value):
    written = yaml.dump({"a": value}, Dumper=ContentDumper)
    assert "!!" not in written
    found = read(written)["a"]
    assert (type(found), found) == (type(value), value)


def test_keys_are_text(tmp_path):
    assert read("no: a\n010: b\n2026-01-02: c\ntrue: d") == {"no": "a", "010": "b", "2026-01-02": "c", "true": "d"}
    (tmp_path / "a.yaml").write_text("010: a\n'010': b\n", encoding="utf-8")
    with pytest.raises(ContentInvalid, match="'010' is given twice"):
        parse(tmp_path / "a.yaml")


def test_all_that_could_be_read_otherwise_is_told_at_once(tmp_path):
    (tmp_path / "news_story.yaml").write_text(
        """entries:
  - {slug: a, title: {en: A}, published_on: 2026-1-2, sdgs: [1, 010]}
  - slug: 007
    editions:
      - {title: {en: B}, published_on: 2026-01-02}
      - {title: {en: Yes}, published_on: 2026-01-02}
""",
        encoding="utf-8",
    )
    (tmp_path / "tag.yaml").write_text("defaults: {name: {en: on}}\nentries: []\n", encoding="utf-8")
    with pytest.raises(ContentInvalid) as caught:
        check_folder(ZONE, tmp_path)
    assert [str(problem).partition(" could")[0] for problem in caught.value.problems] == [
        "news_story.yaml: a: published_on: 2026-1-2 in line 2",
        "news_story.yaml: a: sdgs[2]: 010 in line 2",
        "news_story.yaml: 007: slug: 007 in line 3",
        "news_story.yaml: 007: title.en: Yes in line 6",
        "tag.yaml: defaults: name.en: on in line 1",
    ]
