"""Emphasis beside Chinese, Japanese and Korean characters, which CommonMark leaves as asterisks.

    學院**「醫學」**已展開    **香港科大。**已展開    **"한국어"**는

Those languages put no spaces around words, so a bracket or a full stop beside a letter says nothing of where emphasis
begins. Their punctuation counts as a letter here, and beside any of their characters that of others may open or close
emphasis. Where none of their characters is near, all is as CommonMark says. `_` stays as it is inside of words, as
everywhere in these languages.
"""

from typing import TYPE_CHECKING

from markdown_it.common.utils import isWhiteSpace
from markdown_it.parser_inline import ParserInline
from markdown_it.rules_inline import StateInline
from markdown_it.rules_inline.state_inline import Scanned
from markdown_it.token import Token
from markdown_it.utils import EnvType

from models.rich_text.characters import is_cjk, is_punctuation

if TYPE_CHECKING:
    from markdown_it import MarkdownIt


def is_selector(character: str) -> bool:
    """Tell whether a character selects a form of the one before it, other than that of an emoji."""
    return "\ufe00" <= character <= "\ufe0e" or "\U000e0100" <= character <= "\U000e01ef"


class State(StateInline):
    """A piece of inline text while it is parsed."""

    def scanDelims(self, start: int, canSplitWord: bool) -> Scanned:  # noqa: N802, N803, FBT001  (the library's names)
        """Tell whether the delimiters from a place on may open or close emphasis, and how many they are."""
        marker, end = self.src[start], start
        while end < self.posMax and self.src[end] == marker:
            end += 1
        before, after = self.before(start), self.src[end] if end < self.posMax else " "
        space_before, space_after = isWhiteSpace(ord(before)), isWhiteSpace(ord(after))
        cjk_before, cjk_after = is_cjk(before), is_cjk(after)
        marks_before = is_punctuation(before) and not cjk_before
        marks_after = is_punctuation(after) and not cjk_after
        begins = not space_after and (not marks_after or space_before or marks_before or cjk_before)
        ends = not space_before and (not marks_before or space_after or marks_after or cjk_after)
        opens = begins and (canSplitWord or not ends or is_punctuation(before))
        closes = ends and (canSplitWord or not begins or is_punctuation(after))
        return Scanned(opens, closes, end - start)

    def before(self, place: int) -> str:
        """Return the character before a place, or a space."""
        while place > 1 and is_selector(self.src[place - 1]):
            place -= 1
        return self.src[place - 1] if place else " "


class Inline(ParserInline):
    """Parses inline text with these rules."""

    def parse(self, src: str, md: "MarkdownIt", env: EnvType, tokens: list[Token]) -> list[Token]:
        """Parse a piece of text into tokens."""
        state = State(src, md, env, tokens)
        self.tokenize(state)
        for rule in self.ruler2.getRules(""):
            rule(state)
        return state.tokens
