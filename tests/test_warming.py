"""Warming: the documents that a worker knows are planned before anybody asks."""

import pytest
from conftest import PLAIN, SHOWN_AT

from delivery.execution import warming
from delivery.execution.documents import document
from delivery.execution.hashing import hash_of
from delivery.execution.warming import warm
from delivery.services import services
from server import create_app

OWN = "query Own($slug: String!) { school(slug: $slug) { name } }"


@pytest.fixture
def made(copy, tmp_path, monkeypatch):
    monkeypatch.setattr("server.manifests", list)  # what the frontends ask for is there where they are built
    (tmp_path / "own.graphql").write_text(OWN, encoding="utf-8")
    settings = {**PLAIN, "SUNDIAL_DATABASE_URL": copy, "SUNDIAL_TRUSTED_DOCUMENTS": str(tmp_path / "own.graphql")}
    return services(create_app(settings, clock=lambda: SHOWN_AT))


def test_known_documents_are_run_once_for_get_and_for_post(made):
    known = made.documents.known()
    assert [text for text, _ in known] == [
        document("homepage"),
        document("dashboard"),
        document("page"),
        document("resolve"),
        document("search"),
        OWN,
    ]
    assert warm(made.executor, made.database, known, revisions=True) == 6
    homepage = made.executor.documents.get(hash_of(document("homepage")))
    assert len(homepage.compiler.operations.all()[0].statements) == 2
    own = made.executor.documents.get(hash_of(OWN))
    assert own.node is not None
    assert not own.compiler.operations.all()  # nobody knows its variables
    assert made.executor.runs == 0


def test_what_fails_does_not_keep_a_worker_from_starting(made, copy):
    settings = {**PLAIN, "SUNDIAL_DATABASE_URL": copy.replace("sundial", "gone").replace(".db", "/gone/gone.db")}
    broken = services(create_app(settings))
    assert warm(broken.executor, broken.database, made.documents.known(), revisions=True) == 6
    assert broken.executor.runs == 0


def test_warming_ends_after_its_time(made, monkeypatch):
    monkeypatch.setattr(warming, "LONGEST", -1)
    assert warm(made.executor, made.database, made.documents.known(), revisions=True) == 0
