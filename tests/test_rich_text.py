"""Rich texts: written as Markdown, read as HTML, text and trees, with references that follow what they refer to."""

import pytest

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


def test_all(ask):
    print(
        body(
            ask,
            """html(headings: 4) markdown text excerpt(length: 20) headings { level text id } value wordCount
      readingMinutes locale lang
      references { key kind entry { __typename slug ... on School { name liveFrom } } }
      blocks { __typename ... on TextMarkup { text html } ... on EmbeddedEntry { entry { id slug ... on School { name } } } }""",
        )
    )
    body(ask, "html text markdown lang", options=", locale: ZH_HANT")
    body(ask, "html text markdown lang", options=", locale: ZH_HANS, fallback: [ZH_HANT, EN]")
    body(ask, "html text markdown lang value wordCount", options=", locale: ZH_HANS, fallback: [EN]")
    body(ask, "html", at="2025-03-01T00:00:00Z")
