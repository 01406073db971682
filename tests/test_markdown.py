"""Markdown as rich texts have it: as CommonMark says, but for emphasis beside Chinese, Japanese and Korean; safe."""

import nh3
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from models.rich_text.compiling import compiled
from models.rich_text.escaping import PARAGRAPHS, escape
from models.rich_text.excerpts import excerpt
from models.rich_text.filling import Target, filled_html, filled_markdown
from models.rich_text.parsing import OPTIONS, PLAIN, paragraph, parser
from models.rich_text.rendering import Html

EMPHASIS = {
    "學院**「醫學」**已展開": "學院<strong>「醫學」</strong>已展開",
    "**香港科大。**已展開": "<strong>香港科大。</strong>已展開",
    "這是**重點（二）**與*「斜體」*文": "這是<strong>重點（二）</strong>與<em>「斜體」</em>文",
    "**「重要」**です": "<strong>「重要」</strong>です",
    "これは**「重要」**です。": "これは<strong>「重要」</strong>です。",
    "**注意：**請看": "<strong>注意：</strong>請看",
    "請**（注意）**看": "請<strong>（注意）</strong>看",
    "**《科學》**刊登": "<strong>《科學》</strong>刊登",
    "見*《科學》*一文": "見<em>《科學》</em>一文",
    "***「三」***重": "<em><strong>「三」</strong></em>重",
    "**第一，**第二": "<strong>第一，</strong>第二",
    "**第一、**第二": "<strong>第一、</strong>第二",
    "**真的嗎？**是": "<strong>真的嗎？</strong>是",
    "**太好了！**是": "<strong>太好了！</strong>是",
    "**一…**二": "<strong>一…</strong>二",
    "**一——**二": "<strong>一——</strong>二",
    '**"HKUST"**的學生': '<strong>"HKUST"</strong>的學生',
    "**(HKUST)**的學生": "<strong>(HKUST)</strong>的學生",
    "學生**(HKUST)**": "學生<strong>(HKUST)</strong>",
    "學生**HKUST**的": "學生<strong>HKUST</strong>的",
    "**50%**的人": "<strong>50%</strong>的人",
    "**$50**元": "<strong>$50</strong>元",
    "約**$50**元": "約<strong>$50</strong>元",
    "**𠮷野家。**は": "<strong>𠮷野家。</strong>は",
    "**ﾊﾝｶｸ｡**と": "<strong>ﾊﾝｶｸ｡</strong>と",
    "**ＦＵＬＬ！**と": "<strong>ＦＵＬＬ！</strong>と",
    '**"한국어"**는': '<strong>"한국어"</strong>는',
    "**한국어(Korean)**는": "<strong>한국어(Korean)</strong>는",
    "이것은**(중요)**합니다": "이것은<strong>(중요)</strong>합니다",
    "*‘강조’*합니다": "<em>‘강조’</em>합니다",
    "~~「刪除」~~了": "<s>「刪除」</s>了",
    "已~~刪除。~~了": "已<s>刪除。</s>了",
    "葛\U000e0100**（葛）**城": "葛\U000e0100<strong>（葛）</strong>城",
    "**葛\U000e0100**（葛）城": "<strong>葛\U000e0100</strong>（葛）城",
    "第一**「a」**b": "第一<strong>「a」</strong>b",
    "a**「b」**c": "a<strong>「b」</strong>c",
    "a**あ、**b": "a<strong>あ、</strong>b",
    "**「a」**，**「b」**": "<strong>「a」</strong>，<strong>「b」</strong>",
    "*「a」***「b」**": "<em>「a」</em><strong>「b」</strong>",
    "(**「a」**)": "(<strong>「a」</strong>)",
    # what stays as CommonMark has it
    "學院__「醫學」__已": "學院__「醫學」__已",
    "**HKUST (Hong Kong)**and": "**HKUST (Hong Kong)**and",
    'a**"b"**c': 'a**"b"**c',
    "** 空格 **": "** 空格 **",
    "😀**(a)**b": "😀**(a)**b",
    "a😀**": "a😀**",
}


@pytest.mark.parametrize("source", EMPHASIS)
def test_emphasis_beside_chinese_japanese_and_korean(source):
    assert compiled(source).html == f"<p>{EMPHASIS[source]}</p>\n"


MARKED = st.text(st.sampled_from("ab1 \n*_~`[]()<>#-+.!&\\|:/\"'=\t"), max_size=60)
MIXED = st.text(st.sampled_from("a1學「」。한 \n*_~`[]()<>#-!&\\|:/\"'=\t\xa0\x0b;😀{}"), max_size=60)
PIECES = st.lists(
    st.sampled_from(
        [
            *(
                "<script>",
                "](javascript:x)",
                "[a](entry:sigm8yffl48q)",
                "\n\n::: embed entry:p10xfgstwk48\n\n",
                "# ",
                "> ",
            ),
            *(
                "- ",
                "1. ",
                "```\n",
                "|a|b|\n|-|-:|\n|1|2|\n",
                '[a](/x?a=1&b "c\'d<")',
                "&#x3c;",
                "&nbsp;",
                "<http://a.b/é>",
            ),
            *("**", "\n", "    ", "\\", "<b onclick=x>", "![a](data:x)", "[x]: javascript:y\n\n[x]", "&#0;", "&#3;"),
        ]
    ),
    max_size=12,
).map("".join)
ALLOWED = {
    "tags": set(nh3.ALLOWED_TAGS),
    "attributes": {**nh3.ALLOWED_ATTRIBUTES, "*": {"id"}, "a": {"href", "title"}, "code": {"class"}, "ol": {"start"}},
    "link_rel": None,
    "url_schemes": {"http", "https", "mailto", "tel"},
    "generic_attribute_prefixes": {"data-"},
}
TARGETS = {"sigm8yffl48q": Target("/news/x", "A <b> & c"), "p10xfgstwk48": Target("/zh-hant/schools/y", '"')}


def stock():
    return MarkdownIt("commonmark", OPTIONS).enable(["table", "strikethrough"])


@given(MARKED)
@settings(deadline=None, max_examples=300)
def test_what_has_no_such_character_is_parsed_as_commonmark(source):
    made = [token.as_dict() for token in parser().parse(source)]
    stated = stock()
    stated.validateLink = lambda url: True
    assert made == [token.as_dict() for token in stated.parse(source)]


@given(st.one_of(MARKED, MIXED, PIECES, st.text(max_size=60)))
@settings(deadline=None, max_examples=600)
def test_a_sanitiser_finds_nothing_to_do(source):
    html = filled_html(compiled(source).html, TARGETS)
    assert nh3.clean(html, **ALLOWED) == html
    assert not set("\x02\x03\x04") & set(html + compiled(source).text)
    assert not set("\x02\x03\x04") & set(filled_html(compiled(source).html, {}))


@given(MIXED)
@settings(deadline=None, max_examples=300)
def test_a_plain_text_that_is_escaped_shows_as_it_is(text):
    several = ([line.strip() for line in part.split("\n") if line.strip()] for part in PARAGRAPHS.split(text))
    assert compiled(escape(text)).text == "\n\n".join("\n".join(part) for part in several if part)


@given(st.text(st.sampled_from("ab1. -+=#>|~:`*_()<&!\\學「」。"), max_size=20).map("a{}".format))
@settings(deadline=None, max_examples=300)
def test_a_line_without_marks_is_the_paragraph_that_the_parser_makes_of_it(text):
    if PLAIN.fullmatch(text):
        assert Html({}).blocks(paragraph(text)) == Html({}).blocks(parser().parse(text))


def test_headings_have_names_of_their_own_in_any_script():
    headings = compiled("# 新醫學院\n\n# 新醫學院\n\n# A *b* & c!\n\n# !\n\n###### deep").tree["headings"]
    assert headings == [
        [2, "新醫學院", "新醫學院"],
        [2, "新醫學院", "新醫學院-2"],
        [2, "A b & c!", "a-b-c"],
        [2, "!", "section"],
        [6, "deep", "deep"],
    ]


def test_a_link_within_code_is_no_reference():
    made = compiled("`[a](entry:sigm8yffl48q)`\n\n    [a](entry:sigm8yffl48q)")
    assert made.uids == []
    assert made.html.count("[a](entry:sigm8yffl48q)") == 2


def test_markdown_is_filled_wherever_references_stand():
    source = 'a [b [c]](entry:sigm8yffl48q "t") [d](entry:gonegonegone) [e][1]\n\n[1]: entry:sigm8yffl48q'
    assert filled_markdown(source, TARGETS) == 'a [b [c]](/news/x "t") d [e][1]\n\n[1]: /news/x'


@pytest.mark.parametrize(
    ("text", "length", "cut"),
    [
        ("short", 10, "short"),
        ("One sentence. And another one.", 20, "One sentence."),
        ("A. Then a long sentence without an end", 20, "A. Then a long…"),
        ("一二三四。五六七八九十", 6, "一二三四。"),
        ("一二三四五六七八九十", 6, "一二三四五…"),
        ("one\n\ntwo  three", 9, "one two…"),
        ("unbreakable" * 3, 8, "unbreak…"),
        ("end, of", 6, "end…"),
    ],
)
def test_excerpts_end_with_a_sentence_or_a_word(text, length, cut):
    assert excerpt(text, length) == cut
    assert len(cut) <= length


@pytest.mark.parametrize(
    ("text", "words", "minutes"),
    [
        ("", 0, 0),
        ("don't stop, e.g. now", 4, 1),
        ("香港科大 HKUST 一流", 7, 1),
        ("word " * 481, 481, 3),
        ("字" * 400, 400, 1),
    ],
)
def test_words_and_minutes(text, words, minutes):
    assert [compiled(text).tree[name] for name in ("words", "minutes")] == [words, minutes]
