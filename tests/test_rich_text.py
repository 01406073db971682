"""Rich texts: written as Markdown, read as HTML, text and trees, with references that follow what they refer to."""

import json

import pytest
import yaml
from conftest import FAR, SHOWN_AT, ZONE

from delivery.execution.operations import Executor, Operation
from fixtures.exporting import export_folder
from fixtures.loading import load_folder
from fixtures.problems import ContentInvalid
from models import NewsStory, School
from models.access.callers import Caller
from models.access.grants import Action, Grant, Grants
from models.entry import Entry
from schema import make_schema

SCHOOLS = """
defaults: {live_from: 2025-01-01T00:00:00, kind: SCHOOL}
entries:
  - slug: engineering
    abbreviation: ENG
    editions:
      - {slug: engineering, live_from: 2025-01-01T00:00:00, live_until: 2025-06-01T00:00:00,
         kind: SCHOOL, abbreviation: ENG, name: {en: Engineering, zh-Hant: 工學院}}
      - {slug: engineering-and-design, live_from: 2025-06-01T00:00:00,
         kind: SCHOOL, abbreviation: ENG, name: {en: Engineering & Design, zh-Hant: 工學院}}
  - {slug: secret, live_from: null, abbreviation: SEC, name: {en: Secret}}
  - {slug: later, live_from: 2025-09-01T00:00:00, abbreviation: LAT, name: {en: Later}}
"""
STORIES = """
defaults: {live_from: 2025-01-01T00:00:00, published_on: 2025-01-01, title: {en: A story, zh-Hant: 故事}}
entries:
  - slug: story
    body:
      en: |
        # About *schools*

        See [the **school**](entry:School/engineering-and-design), [not that](entry:School/secret) nor
        [this](entry:School/later) & <b>more</b>, at [the web](https://example.org/?a=1&b=2 "there").

        ::: embed entry:School/engineering-and-design

        ## And then

        1. One, [tag](entry:Tag/a-tag)
        2. Two

        ::: embed entry:School/secret

        | a | b |
        |---|--:|
        | 1 | 2 |
      zh-Hant: 學院**「醫學」**已展開[工學院](entry:School/engineering-and-design)。
"""
TAGS = """
entries:
  - {slug: a-tag, live_from: 2025-01-01T00:00:00, name: {en: A tag}}
"""


@pytest.fixture
def ask(asking):
    return asking(news_story=STORIES, school=SCHOOLS, tag=TAGS)


def body(ask, selection, at="2025-07-01T00:00:00Z", options=""):
    found = ask(f'{{ newsStory(slug: "story", asOf: "{at}"{options}) {{ body {{ {selection} }} }} }}')
    return found["newsStory"]["body"]


def test_html(ask):
    assert (
        body(ask, "html")["html"]
        == """\
<h2 id="about-schools">About <em>schools</em></h2>
<p>See <a href="/schools/engineering-and-design" data-ref="1">the <strong>school</strong></a>, not that nor
this &amp; &lt;b&gt;more&lt;/b&gt;, at <a href="https://example.org/?a=1&amp;b=2" title="there">the web</a>.</p>
<p data-embed="1"><a href="/schools/engineering-and-design" data-ref="1">Engineering &amp; Design</a></p>
<h3 id="and-then">And then</h3>
<ol>
<li>One, tag</li>
<li>Two</li>
</ol>
<table>
<thead>
<tr>
<th>a</th>
<th align="right">b</th>
</tr>
</thead>
<tbody>
<tr>
<td>1</td>
<td align="right">2</td>
</tr>
</tbody>
</table>
"""
    )


def test_a_text_is_cut_where_entries_are_shown_and_tells_what_it_refers_to(ask):
    found = body(
        ask,
        """excerpt(length: 60) headings { level text id } wordCount readingMinutes locale lang
      references { key kind entry { __typename slug ... on School { name } } }
      blocks { __typename ... on TextMarkup { text } ... on EmbeddedEntry { entry { slug } } }""",
    )
    assert found == {
        "excerpt": "About schools See the school, not that nor this & <b>more</…",
        "headings": [
            {"level": 2, "text": "About schools", "id": "about-schools"},
            {"level": 3, "text": "And then", "id": "and-then"},
        ],
        "wordCount": 24,
        "readingMinutes": 1,
        "locale": "EN",
        "lang": "en",
        "references": [
            {
                "key": "1",
                "kind": "LINK",
                "entry": {"__typename": "School", "slug": "engineering-and-design", "name": "Engineering & Design"},
            },
            {"key": "2", "kind": "LINK", "entry": None},
            {"key": "3", "kind": "LINK", "entry": None},
            {"key": "4", "kind": "LINK", "entry": {"__typename": "Tag", "slug": "a-tag"}},
        ],
        "blocks": [
            {
                "__typename": "TextMarkup",
                "text": "About schools\n\nSee the school, not that nor this & <b>more</b>, at the web.",
            },
            {"__typename": "EmbeddedEntry", "entry": {"slug": "engineering-and-design"}},
            {"__typename": "TextMarkup", "text": "And then\n\nOne, tag\nTwo"},
            {"__typename": "TextMarkup", "text": "a b\n\n1 2"},
        ],
    }


def test_markdown_has_paths_and_the_words_of_links_to_what_is_not_live(ask):
    assert body(ask, "markdown")["markdown"].splitlines()[:6] == [
        "# About *schools*",
        "",
        "See [the **school**](/schools/engineering-and-design), not that nor",
        'this & <b>more</b>, at [the web](https://example.org/?a=1&b=2 "there").',
        "",
        "[Engineering &amp; Design](/schools/engineering-and-design)",
    ]


LINKED = '<a href="{}/schools/engineering-and-design" data-ref="1">工學院</a>'
CHINESE = f"<p>學院<strong>「醫學」</strong>已展開{LINKED}。</p>\n"


@pytest.mark.parametrize(
    ("options", "html"),
    [
        (", locale: ZH_HANT", CHINESE.format("/zh-hant")),
        (", locale: ZH_HANS", f'<div lang="zh-Hant">\n{CHINESE.format("/zh-hans")}</div>\n'),
        (", locale: ZH_HANS, fallback: [ZH_HANT, EN]", f'<div lang="zh-Hant">\n{CHINESE.format("/zh-hans")}</div>\n'),
    ],
)
def test_another_language_than_asked_for_is_named(ask, options, html):
    found = body(ask, "html text lang", options=options)
    assert found == {"html": html, "text": "學院「醫學」已展開工學院。", "lang": "zh-Hant"}


def test_a_language_that_nobody_falls_back_to_leaves_none(ask):
    story = ask('{ newsStory(slug: "story", locale: ZH_HANS, fallback: []) { body { html } } }')["newsStory"]
    assert story == {"body": None}


@pytest.mark.parametrize(
    ("at", "path"), [("2025-03-01", "/schools/engineering"), ("2025-07-01", "/schools/engineering-and-design")]
)
def test_a_link_leads_where_the_entry_is_at_that_instant(ask, at, path):
    assert f'<a href="{path}" data-ref="1">the' in body(ask, "html", at=f"{at}T00:00:00Z")["html"]


def test_a_link_comes_back_when_its_entry_is_live(ask):
    now, later = (body(ask, "html", at=f"2025-{month}-01T00:00:00Z")["html"] for month in ("07", "10"))
    assert "nor\nthis &amp;" in now
    assert 'nor\n<a href="/schools/later" data-ref="3">this</a> &amp;' in later
    assert "Secret" not in later


def test_the_topmost_headings_are_of_the_level_that_is_asked_for(ask):
    found = body(ask, "one: html(headings: 1) six: html(headings: 6)")
    assert '<h1 id="about-schools">About <em>schools</em></h1>' in found["one"]
    assert '<h2 id="and-then">And then</h2>' in found["one"]
    assert '<h6 id="and-then">And then</h6>' in found["six"]


@pytest.mark.parametrize(
    "field", ["html(headings: 0)", "html(headings: 7)", "excerpt(length: 0)", "excerpt(length: 10001)"]
)
def test_numbers_out_of_bounds_fail_their_field_alone(asking, field):
    asked = asking(news_story=STORIES, school=SCHOOLS, tag=TAGS)
    with pytest.raises(AssertionError, match="BAD_USER_INPUT"):
        asked(f'{{ newsStory(slug: "story") {{ title body {{ {field} }} }} }}')


def test_conditions_and_searches_are_on_the_plain_text(ask):
    def found(where, options=""):
        return len(ask(f"{{ newsStories(where: {where}{options}) {{ nodes {{ slug }} }} }}")["newsStories"]["nodes"])

    assert found('{body: {contains: "THE SCHOOL"}}') == 1
    assert found('{body: {containsExact: "the school, not that"}}') == 1
    assert found('{body: {containsExact: "「醫學」已展開"}}', ", locale: ZH_HANS, fallback: [ZH_HANT]") == 1
    assert found('{body: {contains: "entry:"}}') == found('{body: {contains: "**"}}') == 0
    assert found('{search: "展開工學院"}', ", locale: ZH_HANT") == 1
    hits = ask('{ search(query: "more at the web") { edges { snippet { field text } } } }')["search"]["edges"]
    assert hits == [{"snippet": {"field": "body", "text": hits[0]["snippet"]["text"]}}]
    assert "the school, not that nor this & <b>more</b>, at the web." in hits[0]["snippet"]["text"]


BAD = {
    "See\n\n[x](entry:School/nowhere)": "line 3: there is no School 'nowhere'",
    "[x](entry:Nothing/x)": "line 1: there is no Nothing 'x'",
    "a\n[x](javascript:alert(1))": "line 2: a link may not lead to javascript:alert(1)",
    "![x](/y.png)": "line 1: a picture cannot stand in a text",
    "a\n\n> ::: embed entry:School/later": "line 3: an embed stands alone",
    "> " * 25 + "deep": "line 1: the text is nested deeper than 20 levels",
    "學" * 40_000: "line 1: the text has 120000 bytes; 100000 are allowed",
    "[x](entry:School/later) " * 21: "line 1: the text has 21 references; 20 are allowed",
    "a\x03b": "a control character is no text",
}


@pytest.mark.parametrize("source", BAD, ids=[said[8:40] for said in BAD.values()])
def test_what_is_wrong_is_told_with_file_field_and_line(asking, source):
    story = json.dumps({"slug": "s", "title": {"en": "S"}, "published_on": None, "body": {"en": source}})
    with pytest.raises(ContentInvalid) as raised:
        asking(news_story=f"entries:\n  - {story}", school=SCHOOLS)
    told = [problem for problem in raised.value.problems if (problem.field or "").startswith("body")]
    assert [(each.file, each.entry, each.field) for each in told] == [("news_story.yaml", "s", "body.en")]
    assert BAD[source] in told[0].reason


def test_files_name_entries_by_slugs_and_rows_by_uids(asking, tmp_path):
    asking(news_story=STORIES, school=SCHOOLS, tag=TAGS)
    stored = NewsStory.get().body["en"]
    uid = Entry.get(Entry.entry == School.get(School.slug == "engineering").entry).uid
    assert f"[the **school**](entry:{uid})" in stored
    export_folder(tmp_path / "out", ZONE)
    again = yaml.safe_load((tmp_path / "out" / "news_story.yaml").read_text("utf-8"))["entries"][0]["body"]["en"]
    assert again == yaml.safe_load(STORIES)["entries"][0]["body"]["en"]
    assert str(load_folder(ZONE, tmp_path / "out")) == "0 entries added, 0 changed, 5 unchanged"


def test_a_link_to_a_type_whose_drafts_the_reader_may_not_read_is_its_words(copy):
    reader = Caller(Grants(frozenset({Grant(frozenset({Action.READ_DRAFTS}), "NewsStory")})), person=1)
    executor = Executor(make_schema(), ZONE, lambda: SHOWN_AT, limits=FAR)
    text = '{ newsStory(slug: "new-medical-school", stage: LATEST) { body { html references { kind entry { id } } } } }'
    answer = json.loads(executor.run(Operation(text, caller=reader)).body)
    assert "errors" not in answer
    body = answer["data"]["newsStory"]["body"]
    assert body["references"] == [{"kind": "LINK", "entry": None}]
    assert "preparing a new medical school, backed" in body["html"]
