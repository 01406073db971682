"""Derived columns of texts: they are made anew where ICU or the columns of a type have changed."""

import pytest
from conftest import PLAIN, ZONE

import models
from models import derivations, derived_texts, schema_changes
from models.database import writing
from models.derivations import Derivation, renew, require_derived
from models.derived_columns import derived_fields
from models.edition import content_types
from models.entry import database as connected
from models.errors import DerivedOutdated
from models.search import tokens
from server import create_app

PRESENT = derivations.present(ZONE)


def stored():
    """All derived columns of all editions."""
    return {
        model.__name__: [
            {name: row[name] for name in derived_fields(model)}
            for row in model.select().order_by(model.edition).dicts()
        ]
        for model in content_types()
    }


def emptied():
    for model in content_types():
        if columns := derived_fields(model):
            model.update(dict.fromkeys(columns)).execute()


def test_every_type_whose_texts_are_compared_is_recorded(copy):
    assert derivations.recorded() == PRESENT
    assert PRESENT["ICU for tag"] == (
        f"{derived_texts.RULES}; en > zh-Hant > zh-Hans, zh-Hant > zh-Hans > en, zh-Hans > zh-Hant > en: "
        "name_text_en of name, name_text_zh_hant of name, name_text_zh_hans of name, "
        "name_folded of name, name_key_en of name, name_key_zh_hant of name, name_key_zh_hans of name, "
        f"text_languages of name, title_tokens of name by {tokens.RULES}, tokens of name by {tokens.RULES}"
    )
    assert "items_links_school of items, items_links_target of items, " in PRESENT["ICU for menu"]


def test_what_was_made_by_other_rules_is_told_and_made_anew(copy, monkeypatch):
    before = stored()
    monkeypatch.setattr(derived_texts, "RULES", "99.1, form 1")
    emptied()
    with pytest.raises(DerivedOutdated) as caught:
        require_derived(ZONE)
    found = PRESENT[caught.value.name]
    assert caught.value.name.startswith("ICU for ")
    assert (caught.value.found, caught.value.wanted) == (found, f"99.1, form 1;{found.partition(';')[2]}")
    with writing():
        assert renew(ZONE) == sum(map(len, (rows for rows in before.values() if rows and rows[0])))
    assert stored() == before
    require_derived(ZONE)
    with writing():
        assert renew(ZONE) == 0


@pytest.mark.parametrize("chunk", [1, 7])
def test_only_what_is_outdated_is_made_anew_in_pieces_of_any_size(copy, monkeypatch, chunk):
    before = stored()
    monkeypatch.setattr(derived_texts, "CHUNK", chunk)
    emptied()
    Derivation.update(made_with="70.1").where(Derivation.name == "ICU for tag").execute()
    with writing():
        assert renew(ZONE) == len(before["Tag"])
    after = stored()
    assert after["Tag"] == before["Tag"]
    assert all(set(row.values()) == {None} for row in after["School"])


def surviving(rows):
    """Take what outlives the way back to before there were rich texts, blocks, places, people and pages."""
    kept = {name: each for name, each in rows.items() if name not in ("Page", "Person", "Place")}
    return {
        name: [
            {
                column: value
                for column, value in row.items()
                if not column.startswith(("body_", "entry_references", "blocks", "tokens"))
            }
            for row in each
        ]
        for name, each in kept.items()
    }


def test_a_column_that_a_migration_adds_is_filled(copy):
    before = surviving(stored())
    schema_changes.downgrade("0005_texts")
    assert not any("folded" in column.name for column in connected.get_columns("tag"))
    schema_changes.upgrade()
    with pytest.raises(DerivedOutdated, match="worked out with time_zone None"):
        require_derived(ZONE)
    with writing():
        assert renew(ZONE) > 0
    assert surviving(stored()) == before


def test_reverting_any_migration_lets_all_be_made_anew(copy, tmp_path, monkeypatch):
    for path in schema_changes.FOLDER.glob("[0-9]*.py"):
        (tmp_path / path.name).write_text(path.read_text(encoding="utf-8"), encoding="utf-8")
    (tmp_path / "9999_nothing.py").write_text(
        "def up(migrator, db):\n    pass\n\n\ndef down(migrator, db):\n    pass\n"
    )
    monkeypatch.setattr(schema_changes, "FOLDER", tmp_path)
    schema_changes.upgrade()
    require_derived(ZONE)
    assert schema_changes.downgrade() == ["9999_nothing"]
    assert derivations.recorded() == {}


def test_migrating_and_readiness_tell_of_what_is_outdated(copy, monkeypatch):
    app = create_app({"SUNDIAL_DATABASE_URL": copy, **PLAIN})
    client, run = app.test_client(), app.test_cli_runner().invoke
    assert client.get("/readyz").status_code == 200
    Derivation.update(made_with="70.1").where(Derivation.name == "ICU for tag").execute()
    models.Tag.update(name_key_en=None).where(models.Tag.slug == "innovation").execute()
    answer = client.get("/readyz")
    assert (answer.status_code, b"SERVICE_UNAVAILABLE" in answer.data) == (503, True)
    assert b"ICU" not in answer.data
    done = run(args=["migrate"])
    assert (done.exit_code, done.output) == (0, "editions brought up to date: 1\n")
    assert run(args=["migrate"]).output == "the tables are up to date\n"
    assert client.get("/readyz").status_code == 200
