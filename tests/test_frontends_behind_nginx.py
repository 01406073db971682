"""The frontends behind nginx with the configuration of `deploy/`: pages with their statuses, files that are kept."""

import gzip
import re

import brotli
import pytest
from browsing import require
from conftest import ZONE, connection_to
from deployed import deployed
from visiting import VISITED

from delivery.edge.frontends import BUILT
from fixtures.loading import load_folder

BROWSER = {"Accept": "text/html,application/xhtml+xml", "Accept_Encoding": "gzip, deflate, br"}


@pytest.fixture(scope="module")
def pair(engines):
    require((BUILT / ".vite" / "manifest.json").exists(), "the frontends are not built: run make web")
    sqlite = engines("sqlite")
    with connection_to(sqlite.create(sqlite.loaded)) as url:
        load_folder(ZONE, VISITED)
        with deployed(url, SUNDIAL_URL="https://www.example.org") as pair:
            yield pair


def page_of(answer):
    is_coded = answer.headers["Content-Encoding"] == "gzip"  # nginx codes no 410
    return (gzip.decompress(answer.body) if is_coded else answer.body).decode()


@pytest.mark.parametrize(
    ("path", "status", "said"),
    [
        ("/", 200, '<link rel="canonical" href="https://www.example.org/">'),
        ("/zh-hant", 200, '<html lang="zh-Hant">'),
        ("/zh-hant/schools/seng", 200, '<link rel="canonical" href="https://www.example.org/zh-hant/schools/seng">'),
        ("/all-blocks", 200, "All kinds of blocks"),
        ("/search?q=robot", 200, 'content="noindex"'),
        ("/no/such/page", 404, 'content="noindex"'),
        ("/old-brochure", 410, 'content="noindex"'),
        ("/zh-hans/news/story-that-ended", 410, '<html lang="zh-Hans">'),
        ("/dashboard", 200, "Sundial: dashboard"),
    ],
)
def test_an_address_is_answered_with_its_page_and_its_status(pair, path, status, said):
    answer = pair.get(path, **BROWSER)
    assert (answer.status, answer.headers.get_content_type()) == (status, "text/html")
    assert said in page_of(answer)
    assert answer.headers["Cache-Control"] == "no-cache"
    assert "script-src 'self'" in answer.headers["Content-Security-Policy"]
    again = pair.get(path, If_None_Match=answer.headers.get("ETag", "*"), **BROWSER)
    assert again.status == (304 if status == 200 else status)


def test_an_old_address_is_redirected(pair):
    answer = pair.get("/zh-hant/old-engineering?utm=1", **BROWSER)
    assert (answer.status, answer.headers["Location"]) == (301, "/zh-hant/schools/seng?utm=1")


def test_files_of_the_build_are_kept_by_nginx_and_by_browsers(pair):
    name = re.search(r'src="(/frontends/[^"]+\.js)"', page_of(pair.get("/", **BROWSER)))[1]
    first, second = (pair.get(name, Accept_Encoding="br") for _ in range(2))
    assert (first.status, second.status, second.cache) == (200, 200, "HIT")
    assert second.headers["Cache-Control"].endswith("immutable")
    assert brotli.decompress(second.body) == (BUILT / "assets" / name.removeprefix("/frontends/")).read_bytes()


def test_what_a_page_asks_for_is_kept_and_asked_again_under_a_condition(pair):
    page = page_of(pair.get("/zh-hant/schools/seng", **BROWSER))
    asked = [each.replace("&amp;", "&") for each in re.findall(r'crossorigin href="([^"]+)"', page)]
    assert len(asked) == 2
    for address in asked:
        first, second = (pair.get(address) for _ in range(2))
        assert (first.status, second.status, second.cache) == (200, 200, "HIT")
        assert second.json == first.json
        assert "errors" not in first.json
        again = pair.get(address, If_None_Match=second.headers["ETag"])
        assert (again.status, again.body) == (304, b"")
