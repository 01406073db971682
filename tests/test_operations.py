"""Golden operations: each stands beside its answer and its SQL, so that both show in review.

`pytest --update-golden` writes what is answered now; read the difference before committing it.
"""

import json
import re
from pathlib import Path
from urllib.parse import urlencode

import pytest
from conftest import SHOWN_AT, connection_to, post, statements

from server import create_app

PROJECT = Path(__file__).parent.parent
OPERATIONS = sorted([*(PROJECT / "documents").glob("*.graphql"), *(PROJECT / "tests" / "operations").glob("*.graphql")])


FAILING = {"failing_root", "failing_below", "refused"}
"""Those that are answered with errors."""


@pytest.fixture
def golden(request):
    """Compare with a file, or write it."""

    def compare(path: Path, text: str) -> None:
        if request.config.getoption("--update-golden"):
            path.write_text(text, encoding="utf-8")
        assert path.read_text(encoding="utf-8") == text

    return compare


def laid_out(sql: str) -> str:
    """Put every subquery on a line of its own, by its depth, for readers."""
    depth, lines = 0, []
    for piece in re.split(r"(?=\(SELECT )", sql):
        lines.append("  " * depth + piece)
        depth += piece.count("(") - piece.count(")")
    return "\n".join(lines)


@pytest.mark.parametrize("path", OPERATIONS, ids=lambda path: path.stem)
def test_operation_gives_its_golden_answer_by_its_golden_statements(client, engine, golden, path):
    variables_path = path.with_suffix(".variables.json")
    variables = json.loads(variables_path.read_text(encoding="utf-8")) if variables_path.exists() else {}
    with statements() as texts:
        answer = post(client, path.read_text(encoding="utf-8"), **variables)
    assert ("errors" in answer) == (path.stem in FAILING)
    golden(path.with_suffix(".json"), json.dumps(answer, ensure_ascii=False, indent=1) + "\n")
    golden(path.with_suffix(f".{engine.name}.sql"), "".join(f"{laid_out(text)};\n" for text in texts))


def test_the_homepage_is_asked_at_the_instant_that_the_fixtures_show():
    variables = json.loads((PROJECT / "documents" / "homepage.variables.json").read_text(encoding="utf-8"))
    assert variables == {"asOf": SHOWN_AT.isoformat()}


TAGGED = '{ school(slug: "seng", locale: ZH_HANT) { name programs(first: 2) { nodes { name schools { slug } } } } }'
UNLIKE = {"X-Request-Id", "Server-Timing"}
"""Headers that are others in each response."""


def exchanged(client, target, **headers):
    """Write an exchange as HTTP does."""
    response = client.get(target, headers=headers)
    lines = [f"GET {target}", *map(": ".join, headers.items()), "", response.status]
    lines += sorted(f"{name}: {value}" for name, value in response.headers.items() if name not in UNLIKE)
    return response, "\n".join([*lines, "", response.text])


def test_a_get_is_answered_with_what_caches_need(golden, engine, loaded):
    with connection_to(engine.create(loaded)) as url:
        client = create_app({"SUNDIAL_DATABASE_URL": url}, clock=lambda: SHOWN_AT).test_client()
        target = "/graphql?" + urlencode({"query": TAGGED})
        accept = {"Accept": "application/graphql-response+json"}
        response, first = exchanged(client, target, **accept)
        _, again = exchanged(client, target, **accept, **{"If-None-Match": response.headers["ETag"]})
        compressed, _ = exchanged(client, target, **{"Accept-Encoding": "br"})
    assert "Content-Encoding" not in compressed.headers  # it is shorter than what is worth compressing
    golden(PROJECT / "tests" / "operations" / "tagged_get.http", f"{first}\n\n{again}\n")
