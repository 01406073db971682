"""`GET /resolve`: the status of HTTP that a path has, and where it has moved."""

import json
from urllib.parse import quote

import pytest


def resolve(client, path, **parameters):
    """Ask for a path; return the status, the location and the body."""
    query = "&".join(f"{name}={quote(value, safe='')}" for name, value in {"path": path, **parameters}.items())
    response = client.get(f"/resolve?{query}")
    return response.status_code, response.headers.get("Location"), json.loads(response.data)


@pytest.mark.parametrize(
    ("path", "status", "location"),
    [
        ("/news/new-medical-school", 200, None),
        ("/zh-hant/news/new-medical-school", 200, None),
        ("/NEWS/new-medical-school/?page=2&x=%20", 301, "/news/new-medical-school?page=2&x=%20"),
        ("/news/none", 404, None),
        ("/../x", 404, None),
        ("/news/\r\nSet-Cookie: x", 404, None),
        ("/news/new-medical-school/?a\r\nSet-Cookie: x", 301, "/news/new-medical-school?a%0D%0ASet-Cookie:%20x"),
    ],
)
def test_a_path_has_its_status_and_its_location(client, path, status, location):
    assert resolve(client, path) == (status, location, {"status": status, "location": location})


@pytest.mark.parametrize("query", ["", "?host=x", "?path=/x&other=1"])
def test_what_is_no_question_is_refused(client, query):
    response = client.get(f"/resolve{query}")
    assert response.status_code == 400
    assert [each["extensions"]["code"] for each in json.loads(response.data)["errors"]] == ["BAD_REQUEST"]


def test_head_has_the_headers_alone(client):
    response = client.head("/resolve?path=%2FNEWS%2Fnew-medical-school")
    assert (response.status_code, response.data) == (301, b"")
    assert response.headers["Location"] == "/news/new-medical-school"
