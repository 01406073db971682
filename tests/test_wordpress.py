"""An export of WordPress: what arrives of it, what is told of the rest, and what is refused as unsafe."""

import json
from datetime import UTC, datetime

import pytest
from test_importing import counts, latest, runner

from fixtures.html_markdown import markdown_of
from fixtures.wordpress_items import with_breaks
from models import NewsStory, Tag
from models.editing import acts
from models.edition_values import stored_editions
from models.instants import to_microseconds

HEAD = """<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:content="urn:content" xmlns:excerpt="urn:excerpt" xmlns:wp="urn:wp"><channel>
<title>A site</title>
<wp:tag><wp:term_id>1</wp:term_id><wp:tag_slug>deep-sea</wp:tag_slug><wp:tag_name><![CDATA[Deep sea]]></wp:tag_name></wp:tag>
<wp:tag><wp:term_id>2</wp:term_id><wp:tag_slug>%ce%b1</wp:tag_slug><wp:tag_name>α &amp; ω</wp:tag_name></wp:tag>
"""
TAIL = "</channel></rss>"


def item(number, *, title="A title", status="publish", kind="post", slug="", body="<p>Words</p>", more=""):
    return f"""<item><title><![CDATA[{title}]]></title><content:encoded><![CDATA[{body}]]></content:encoded>
<wp:post_id>{number}</wp:post_id><wp:post_date>2024-03-0{number} 23:30:00</wp:post_date>
<wp:post_date_gmt>2024-03-0{number} 15:30:00</wp:post_date_gmt>
<wp:post_name>{slug}</wp:post_name><wp:status>{status}</wp:status><wp:post_type>{kind}</wp:post_type>{more}</item>"""


def term(domain, nicename, label):
    return f'<category domain="{domain}" nicename="{nicename}"><![CDATA[{label}]]></category>'


EXPORT = "\n".join(
    [
        HEAD,
        item(
            1,
            slug="first",
            body="<!-- wp:paragraph --><p>One &amp; <b>two</b></p><!-- /wp:paragraph --><ul><li>a</li><li>b</li></ul>",
            more=term("post_tag", "deep-sea", "Deep sea")
            + term("post_tag", "%ce%b1", "α")
            + term("post_tag", "not-listed", "Not listed")
            + term("category", "news", "News")
            + term("category", "more", "More"),
        ),
        item(2, title="", status="publish", body="No title"),
        item(3, title="A draft", status="draft"),
        item(4, title="A draft", status="pending"),
        item(5, title="Private", status="private", slug="%ce%b1"),
        item(6, status="publish", slug="locked", more="<wp:post_password>x</wp:post_password>"),
        item(7, status="future", slug="ahead").replace("2024-03-07", "2999-03-07"),
        item(
            8,
            slug="talked-about",
            body='[gallery ids="1"]',
            more="<excerpt:encoded>In short</excerpt:encoded><wp:is_sticky>1</wp:is_sticky>"
            + "<wp:comment><wp:comment_id>1</wp:comment_id><wp:comment_content>Hi</wp:comment_content></wp:comment>" * 2
            + term("post_format", "post-format-aside", "Aside"),
        ),
        item(9, kind="page", slug="about"),
        item(10, title="A picture", kind="attachment", status="inherit"),
        item(11, status="trash"),
        TAIL,
    ]
)


@pytest.fixture
def bring(empty, tmp_path):
    def bring(text, *words):
        path, problems = tmp_path / "site.xml", tmp_path / "problems.jsonl"
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        code, said = runner(empty)("import", path, "--publish", "--problems", problems, *words)
        return code, said, [json.loads(line) for line in problems.read_text().splitlines()]

    return bring


def test_posts_tags_dates_and_links_arrive(bring):
    code, said, _ = bring(EXPORT)
    assert (code, counts(said)) == (0, [19, 0, 0])
    assert {values["slug"]: values["name"]["en"] for *_, values in stored_editions(Tag)} == {
        "deep-sea": "Deep sea",
        "tag-2": "α & ω",
        "not-listed": "Not listed",
    }
    first = latest(NewsStory, "first")
    assert first["title"] == {"en": "A title"}
    assert first["body"] == {"en": "One \\& **two**\n\n- a\n- b"}
    assert first["category"] == {"en": "News"}
    assert str(first["published_on"]) == "2024-03-01"
    assert first["tags"] == [acts.entry_with(Tag, slug) for slug in ("deep-sea", "tag-2", "not-listed")]


def test_what_is_not_public_there_is_not_public_here(bring):
    bring(EXPORT)
    live = {values["slug"] for *_, values in stored_editions(NewsStory) if values["live_from"] is not None}
    drafts = {values["slug"] for *_, values in stored_editions(NewsStory) if values["live_from"] is None}
    assert live == {"first", "ahead", "talked-about"}
    assert drafts == {"post-2", "a-draft", "a-draft-4", "private", "locked"}
    assert latest(NewsStory, "ahead")["live_from"] == to_microseconds(datetime(2999, 3, 7, 15, 30, tzinfo=UTC))


def test_what_has_no_place_is_told(bring):
    _, said, told = bring(EXPORT)
    assert f"remarks on what is left out: {len(told)}" in said
    assert all(each["warning"] and each["code"] == "LEFT_OUT" for each in told)
    assert {each["entry"]: each["reason"] for each in told if each["type"] is None} == {
        "A title": "post (trash): there is no content type for it",
        "A picture": "attachment: there is no content type for it",
    }
    of = {(each["entry"], each["path"]): each["reason"] for each in told if each["type"]}
    assert of == {
        ("first", "category"): "one category is taken; left out: More",
        ("post-2", "title"): "has no title, and is a draft here",
        ("a-draft-4", "live_from"): "awaits review there, and is a draft here",
        ("private", "live_from"): "is private there, and is a draft here",
        ("locked", "live_from"): "has a password there, and is a draft here",
        ("talked-about", "body"): "has shortcodes, which stay as text",
        ("talked-about", None): "2 comments are left out, its format is left out: Aside, "
        "it is not kept on top of lists",
    }


def test_more_tags_than_a_story_may_have_are_told(bring):
    terms = "".join(term("post_tag", f"t-{n}", f"T {n}") for n in range(12))
    code, _, told = bring(HEAD + item(1, slug="many", more=terms) + TAIL)
    assert code == 0
    assert len(latest(NewsStory, "many")["tags"]) == 10
    assert [each["reason"] for each in told] == ["10 tags are taken; left out: t-10, t-11"]


def test_running_it_again_changes_nothing(bring):
    bring(EXPORT)
    before = stored_editions(NewsStory), stored_editions(Tag)
    assert counts(bring(EXPORT)[1]) == [0, 0, 19]
    assert (stored_editions(NewsStory), stored_editions(Tag)) == before


def test_texts_have_the_language_of_the_site(bring):
    bring(HEAD + TAIL, "--language", "zh-Hant")
    assert latest(Tag, "deep-sea")["name"] == {"zh-Hant": "Deep sea"}


BOMB = '<?xml version="1.0"?><!DOCTYPE r [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><rss><channel>&b;</channel></rss>'


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (BOMB, "has a DTD or entities"),
        ('<!DOCTYPE r SYSTEM "file:///etc/passwd"><rss/>', "has a DTD or entities"),
        (EXPORT[:-20], "is no XML that can be read to its end"),
        ("no XML", "is no XML that can be read to its end"),
        (HEAD + f"<item><title>{'x' * 4_000_001}</title></item>" + TAIL, "an item has more than 4,000,000 characters"),
    ],
)
def test_what_is_no_export_or_unsafe_is_refused(bring, text, said):
    code, printed, _ = bring(text)
    assert (code, stored_editions(NewsStory)) == (1, [])
    assert said in printed


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("<p>a</p><p>b<br>c</p>", "a\n\nb\\\nc"),
        ("one\n\ntwo\nthree", "one\\\n\\\ntwo\\\nthree"),
        ("<pre>a\n  b</pre>", "```\na\n  b\n```"),
        ("<a href='https://example.org'>link</a> <img src='x' alt='y'>", "[link](https://example.org)"),
        ("<a href='javascript:alert(1)' onclick='x'>link</a>", "link"),
        ("<script>alert(1)</script><style>p{}</style>x", "x"),
        ("<h2>A</h2><ul><li><b>a</b></li></ul>", "## A\n\n- **a**"),
        ("&lt;b&gt;", r"\<b\>"),
        ("  ", ""),
    ],
)
def test_html_becomes_markdown(html, text):
    assert markdown_of(with_breaks(html)) == text
