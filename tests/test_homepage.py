"""The one query for the whole page."""

from conftest import statements

from delivery.execution.documents import document


def test_the_whole_homepage_takes_one_statement(ask):
    with statements() as texts:
        ask(document("homepage"), asOf="2026-01-02T09:00:00+08:00")
    assert len(texts) == 1
