"""Perspectives over all types, held against all rows in plain Python: lists, totals and links show the same rows."""

import json
from collections import defaultdict
from dataclasses import replace
from random import Random

import pytest
from conftest import FAR, ZONE, connection_to
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from oracle import Content, everything, expect_everything, is_live
from test_time import HOUR, START

from delivery.execution.operations import Executor, Operation
from models.access.callers import ANONYMOUS, Caller
from models.access.grants import Action, Grant, Grants
from models.edition import content_types
from models.edition_values import insert_edition, stored_editions
from models.guards import required_columns, unguarded
from models.instants import FOREVER, from_microseconds
from resolvers.compiler import planning
from resolvers.context.perspectives import Stage
from resolvers.context.read_context import ReadOptions
from schema import make_schema

NOW = START + 2 * HOUR
SCHEMA = make_schema()


class Seen(Content):
    """The same, as a caller sees it who may act on the entries with the slugs of each type, None for all of them."""

    def __init__(self, allowed):
        super().__init__()
        self.allowed = allowed

    def may(self, model, row):
        slugs = self.allowed[model]
        return slugs is None or row["slug"] in slugs


class Ahead(Seen):
    def shown(self, model, at):
        rows = self.editions[model]
        ahead = [row for row in rows if is_live(row, at) and self.may(model, row)]
        taken = {row["entry"] for row in ahead}
        lasting = {row["entry"] for row in rows if is_live(row, at)}
        public = [row for row in rows if is_live(row, NOW) and row["entry"] not in taken]
        return ahead + [row for row in public if row["entry"] in lasting or not self.may(model, row)]


class Latest(Seen):
    def asked(self, at):
        return ReadOptions(stage=Stage.LATEST)

    def shown(self, model, at):
        found = []
        for entry in {row["entry"] for row in self.editions[model]}:
            rows = [row for row in self.editions[model] if row["entry"] == entry and is_sound(model, row)]
            latest = max(rows, key=lambda row: FOREVER if row["live_from"] is None else row["live_from"], default=None)
            if latest and self.may(model, latest):
                found.append(latest)
            else:
                found += [row for row in rows if is_live(row, NOW)]  # which one that may be read so would replace
        return found


def is_sound(model, row):
    columns = {field.column_name: name for name, field in model._meta.fields.items()}
    return row["live_from"] is not None or all(row[columns[column]] is not None for column in required_columns(model))


@pytest.fixture(scope="module")
def shuffled(engine, loaded):
    """A loaded database in which half of all entries have another edition, and half a draft that may lack something."""
    random = Random(1)
    with connection_to(engine.create(loaded)) as url:
        with unguarded():
            for model in content_types():
                for stored in without_drafts(model):
                    add_editions(model, stored, random)
            spread(random)
        yield url


def without_drafts(model):
    """List the newest edition of each entry that has no draft."""
    newest = {each.entry: each for each in stored_editions(model) if each.values["live_from"] is not None}
    drafted = {each.entry for each in stored_editions(model) if each.values["live_from"] is None}
    return [newest[entry] for entry in newest.keys() - drafted]


def add_editions(model, stored, random):
    """Let the newest edition of an entry be followed by another, at times, and by a draft."""
    if random.random() < 0.5:
        insert_edition(model, stored.entry, stored.version + 1, stored.values, "a test")
    if random.random() < 0.5:
        draft = {**stored.values, "live_from": None, "live_until": FOREVER}
        if (required := required_columns(model)) and random.random() < 0.3:
            names = {field.column_name: name for name, field in model._meta.fields.items()}
            draft[names[random.choice(required)]] = None
        insert_edition(model, stored.entry, stored.version + 2, draft, "a test")


def allowances(random):
    """Choose for each type which slugs a caller may act on; None for all."""
    return {
        model: random.choice([None, {slug for (slug,) in model.select(model.slug).tuples() if random.random() < 0.5}])
        for model in content_types()
    }


def caller_of(action, allowed):
    grants = [
        Grant(
            frozenset({action}),
            model.__name__,
            where=None if slugs is None else json.dumps({"slug": {"in": sorted(slugs)}}),
        )
        for model, slugs in allowed.items()
    ]
    return Caller(Grants(frozenset(grants)), person=1)


@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(seed=st.integers(0, 2**32), ahead=st.integers(1, 4), is_latest=st.booleans())
def test_a_caller_sees_what_grants_reach_and_else_what_is_public(shuffled, seed, ahead, is_latest):
    random, at = Random(seed), NOW + ahead * HOUR // 2
    with connection_to(shuffled), pytest.MonkeyPatch.context() as patch:
        patch.setattr(planning, "MOST_FIELDS", 10**6)
        patch.setattr(planning, "MOST_PLANNED", 10**6)
        with unguarded():
            spread(random)
        allowed = allowances(random)
        executor = Executor(SCHEMA, ZONE, lambda: from_microseconds(NOW), limits=replace(FAR, tokens=10**6))
        if is_latest:
            operation = Operation(everything(1, "stage: LATEST"), caller=caller_of(Action.READ_DRAFTS, allowed))
            expected = expect_everything(Latest(allowed), NOW, 1)
        else:
            variables = {"at": from_microseconds(at).isoformat()}
            operation = Operation(everything(1), variables, caller=caller_of(Action.PREVIEW, allowed))
            expected = expect_everything(Ahead(allowed), at, 1)
        answer = json.loads(executor.run(operation).body)
        assert "errors" not in answer, answer["errors"]
        assert answer["data"] == expected
        public = json.loads(executor.run(Operation(everything(1), {"at": from_microseconds(NOW).isoformat()})).body)
        assert public["data"] == expect_everything(Content(), NOW, 1)


def spread(random):
    """Give the published editions of each entry spans of their own, one after the other, and leave drafts as they are."""
    for model in content_types():
        ends = defaultdict(lambda: START)
        published = model.select(model.edition, model.entry).where(model.live_from.is_null(False))
        for edition, entry in published.order_by(model.version).tuples():
            begins = ends[entry] + random.randrange(4) * HOUR
            ends[entry] = begins + random.randrange(1, 4) * HOUR
            model.update(live_from=begins, live_until=ends[entry]).where(model.edition == edition).execute()


@pytest.mark.parametrize("reading", ["stage: LATEST", "asOf: $at"])
def test_a_stranger_gets_no_row_of_what_is_not_public(shuffled, reading):
    with connection_to(shuffled):
        executor = Executor(SCHEMA, ZONE, lambda: from_microseconds(NOW), limits=replace(FAR, tokens=10**6))
        variables = {"at": from_microseconds(NOW + HOUR).isoformat()}
        answer = json.loads(executor.run(Operation(everything(0, reading), variables, caller=ANONYMOUS)).body)
    assert set(answer["data"].values()) == {None}
    assert {error["extensions"]["code"] for error in answer["errors"]} == {"UNAUTHENTICATED"}
    assert len(answer["errors"]) == len(answer["data"])
