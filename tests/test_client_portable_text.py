"""Rich texts in React: what @portabletext/react makes of `value` is `html`, as trees of one parser."""

from datetime import datetime

import client_programs
import pytest
from conftest import ZONE, connection_to, write_edition
from servers import serving

import models
from models.edition_values import stored_editions
from models.instants import to_microseconds

ENGLISH = """\
# What is *new*

See [the **new** school](entry:{school}) and ~~the old~~ [the web](https://example.org/?a=1&b=2), `a < b` &
**more *of* it**.\\
A line.

## Further below

- one
- two with [a path](/about)
  - inside **it**
- three

1. first
2. second

> What *somebody* said.

::: embed entry:{school}

---

| name | what |
| --- | --- |
| **a** | [it](entry:{school}) |
| b `c` | <b> |

```python
def f(x):
    return "<" + x
```

The end.
"""
CHINESE = """\
# 學院

學院**「醫學」**已展開,
見[學院](entry:{school})。

- 一
- 二
"""


@pytest.fixture(scope="module")
def seen(engines):
    """What was made of a text in each language."""
    client_programs.install_from_npm()
    sqlite = engines("sqlite")
    with connection_to(sqlite.create(sqlite.loaded)) as url:
        school = models.School.get(models.School.slug == "seng").uid
        story = stored_editions(models.NewsStory)[0]
        body = {"en": ENGLISH.format(school=school), "zh-Hant": CHINESE.format(school=school)}
        since = to_microseconds(datetime(2025, 1, 1, tzinfo=ZONE))
        state = {**story.values, "slug": "a-rich-text", "body": body, "live_from": since}
        write_edition(models.NewsStory, story.entry, story.version, state, "editor")
    with serving(url, SUNDIAL_REQUEST_LOG="off") as (server, _):
        return client_programs.ask("node", "portable_text.mjs", f"{server}/graphql", "a-rich-text")


@pytest.mark.parametrize("language", ["EN", "ZH_HANT"])
def test_what_react_renders_of_the_value_is_the_html(seen, language):
    assert seen[language]["rendered"] == seen[language]["html"]


def test_all_that_a_text_may_have_was_rendered(seen):
    assert set(seen["EN"]["types"]) == {"block", "embed", "break", "table", "code"}
    shown = str(seen["EN"]["html"])
    tags = ("h2", "h3", "strong", "em", "s", "code", "br", "a", "ul", "ol", "blockquote", "hr", "table", "th", "pre")
    assert [tag for tag in tags if f"['{tag}', " not in shown] == []
    assert shown.count("'data-ref': '1'") == 3
    assert shown.count("'data-embed': '1'") == 1
