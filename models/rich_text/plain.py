"""Plain text: a rich text without its marks, as it is searched, compared and cut."""

from collections.abc import Iterator, Sequence

from markdown_it.token import Token

from models.rich_text.characters import is_cjk

NOTHING, CELL, LINE, PARAGRAPH = range(4)

SEPARATORS = ("", " ", "\n", "\n\n")
"""What stands between texts: the cells of a row; lines, items and rows; paragraphs."""

BEFORE = {"th_open": CELL, "td_open": CELL, "tr_open": LINE, "list_item_open": LINE}
"""How far what a token opens is apart from what stands before it, where it is no paragraph."""

LISTS = frozenset({"bullet_list_open", "ordered_list_open"})


def plain_text(tokens: Sequence[Token]) -> str:
    """Write the text of tokens."""
    written: list[str] = []
    apart = NOTHING
    for token in tokens:
        apart = max(apart, before(token))
        if text := text_of(token):
            written += [SEPARATORS[apart] if written else "", text]
            apart = NOTHING
    return "".join(written)


def before(token: Token) -> int:
    """Tell how far a token is apart from what stands before it."""
    if token.nesting == -1 or token.hidden or token.type == "inline":
        return NOTHING
    if token.type in LISTS and token.level:
        return LINE
    return BEFORE.get(token.type, PARAGRAPH)


def text_of(token: Token) -> str:
    """Return the text of one block."""
    if token.type == "inline":
        return inline_text(token.children or ())
    return token.content.rstrip("\n") if token.type in ("fence", "code_block") else ""


def inline_text(children: Sequence[Token]) -> str:
    """Write the text of inline tokens."""
    return "".join(pieces(children))


def pieces(children: Sequence[Token]) -> Iterator[str]:
    """Yield the text of each inline token."""
    for place, token in enumerate(children):
        if token.type in ("text", "code_inline"):
            yield token.content
        elif token.type == "hardbreak":
            yield "\n"
        elif token.type == "softbreak":
            yield "" if is_within_cjk(children, place) else " "
        elif token.type == "image":
            yield inline_text(token.children or ())


def is_within_cjk(children: Sequence[Token], place: int) -> bool:
    """Tell whether a line breaks between two characters of scripts that put no space there."""
    before = next((each.content for each in reversed(children[:place]) if each.content), "")
    after = next((each.content for each in children[place + 1 :] if each.content), "")
    return bool(before and after) and is_cjk(before[-1]) and is_cjk(after[0])
