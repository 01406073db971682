"""Collation: texts folded for conditions, and keys that sort them as a dictionary of their language does."""

import pytest

from models.collation import LONGEST_KEY, fold, sort_key
from models.translations import Locale

ASCII = "".join(map(chr, range(1, 128)))

SAME = {
    "case": ("HKUST School", "hkust SCHOOL"),
    "width": ("ＨＫＵＳＴ　２０２６", "HKUST 2026"),
    "narrow kana": ("ｶﾞ", "ガ"),
    "accents": ("Crème brûlée", "creme brulee"),
    "composition": ("e\u0301", "é"),
    "sharp s": ("Straße", "STRASSE"),
    "dotless i": ("Diyarbakır", "DIYARBAKIR"),
    "dotted capital i": ("İstanbul", "istanbul"),
    "letters with strokes": ("Łódź Øresund", "lodz oresund"),
    "ligatures": ("ﬁne œuvre", "fine oeuvre"),
    "Greek": ("Ὀδυσσεύς", "οδυσσευσ"),
    "Cyrillic": ("Ёлка", "ЕЛКА"),
    "typographic signs": ("HKUST’s “new” – school", 'hkust\'s "new" - school'),
    "what is not shown": ("zero\u200bwidth\u00ad", "zerowidth"),
    "full-width punctuation": ("香港，科技", "香港,科技"),
}

OTHER = {
    "letters": ("school", "schools"),
    "vowel signs of Devanagari": ("कि", "का"),
    "tone marks of Thai": ("ขา", "ข้า"),
    "voiced kana": ("が", "か"),
    "syllables of Hangul": ("한", "하"),
    "traditional and simplified": ("學", "学"),
}


@pytest.mark.parametrize("pair", SAME.values(), ids=SAME)
def test_texts_that_differ_in_what_conditions_ignore_fold_alike(pair):
    assert fold(pair[0]) == fold(pair[1])


@pytest.mark.parametrize("pair", OTHER.values(), ids=OTHER)
def test_other_texts_do_not(pair):
    assert fold(pair[0]) != fold(pair[1])


def test_ascii_folds_as_it_does_within_other_texts():
    assert fold(ASCII) == fold(f"{ASCII}學").removesuffix("學")


def test_folding_again_changes_nothing_and_nothing_folds_to_nothing():
    for sign in map(chr, (*range(1, 0xD800), *range(0xE000, 0x30000))):
        folded = fold(sign)
        assert folded
        assert fold(folded) == folded
        assert "\0" not in folded


@pytest.mark.parametrize(
    ("locale", "texts"),
    [
        (Locale.EN, ["apfel", "Äpfel", "Birne", "Öl", "Straße", "Zebra"]),
        (Locale.EN, ["co-op", "coop", "Coop", "coöp", "cooper"]),
        (Locale.ZH_HANT, ["一", "丁", "工", "理", "HKUST"]),
        (Locale.ZH_HANS, ["北", "港", "科", "香", "HKUST"]),
        (Locale.ZH_HANS, ["工学院", "理学院", "商学院"]),
    ],
)
def test_keys_sort_as_a_dictionary_does(locale, texts):
    for given in (texts, texts[::-1], sorted(texts)):
        assert sorted(given, key=lambda text: sort_key(text, locale)) == texts


def test_keys_are_short_and_level_behind_their_end():
    long = "a" * 1_000
    assert len(sort_key(long, Locale.EN)) == LONGEST_KEY
    assert sort_key(f"{long}b", Locale.EN) == sort_key(f"{long}c", Locale.EN)
    assert sort_key("a" * 100 + "b", Locale.EN) < sort_key("a" * 100 + "c", Locale.EN)
