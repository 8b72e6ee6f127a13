"""Does text from outside hold nothing that nobody sees, and does no address pose as another?"""

import json
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.domain.kernel.clean_text import (
    MAX_DIGITS,
    clean,
    clean_json,
    clean_value,
    has_one_script,
    looks_like_itself,
)

BIDI = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f\u061c"
UNSEEN = BIDI + "\u200b\u2060\ufeff\u00ad\u180e\u2028\u2029\U000e0041\ufff9"
CONTROLS = "".join(map(chr, (*range(9), 11, 12, *range(14, 32), *range(127, 160))))
ANY = st.text(st.one_of(st.characters(exclude_categories=["Cs"]), st.sampled_from(UNSEEN + CONTROLS + '\\"bfu0')))


def unwanted(text):
    return [one for one in text if unicodedata.category(one) in ("Cc", "Zl", "Zp") and one not in "\t\r\n"] + [
        one for one in text if one in UNSEEN
    ]


@given(ANY)
def test_clean_text_holds_nothing_unseen_and_loses_nothing_else(text):
    cleaned = clean(text)
    assert unwanted(cleaned) == []
    assert clean(cleaned) == cleaned
    kept = [one for one in text if unicodedata.category(one)[0] in "LMNPS" or one in " \t\r\n\u200d\u200c"]
    assert [one for one in cleaned if unicodedata.category(one)[0] in "LMNPS" or one in " \t\r\n\u200d\u200c"] == kept


@given(
    st.recursive(
        ANY | st.integers() | st.booleans() | st.none(), lambda inner: st.lists(inner) | st.dictionaries(ANY, inner)
    )
)
def test_a_clean_value_is_clean_all_through(value):
    assert unwanted(json.dumps(clean_value(value), ensure_ascii=False).replace("\\", "")) == []


@given(st.dictionaries(ANY, ANY), st.booleans())
def test_json_is_cleaned_whether_or_not_its_characters_are_escaped(value, escaped):
    """Each string is what `clean` makes of it, but for addresses; an escaped backslash stays one."""

    def cleaned(text):
        return text if "@" in text and " " not in text else clean(text)

    raw = json.dumps(list(value.items()), ensure_ascii=escaped).encode()
    assert json.loads(clean_json(raw)) == [[cleaned(name), cleaned(text)] for name, text in value.items()]


def test_what_is_no_json_is_left_for_the_parser():
    assert [clean_json(raw) for raw in (b"", b"{}", b"\xff\\u202e", b'{"a":"\x01"}')] == [
        b"", b"{}", b"\xff\\u202e", b'{"a":"\x01"}',
    ]  # fmt: skip


@pytest.mark.parametrize("digits", [MAX_DIGITS, 400, 4_000, 5_000])
def test_a_number_of_very_many_digits_is_text(digits):
    number = 10**digits
    told = clean_value({"price": number, "list": [-number], "small": 10**MAX_DIGITS - 1})
    assert (type(told["price"]), type(told["list"][0]), told["small"]) == (str, str, 10**MAX_DIGITS - 1)
    json.dumps(told)


@pytest.mark.parametrize(
    "email", ["jörg@müller.de", "иван@пример.рф", "иван@example.com", "山田@例え.jp", "taro山田@a.jp", "a.b+c_1@x-y.co"]
)
def test_an_address_of_one_script_in_each_part_is_itself(email):
    assert looks_like_itself(email)


@pytest.mark.parametrize(
    "email", ["аna@example.com", "ana@exаmple.com", "ana@example.cοm", "ａna@example.com", "anа.b@x.es"]
)
def test_an_address_that_mixes_scripts_poses_as_another(email):
    assert not looks_like_itself(email)


@given(st.text("abcdefghijklmnopqrstuvwxyz", min_size=1), st.sampled_from("авеорсхіј" + "αοντ"), st.data())
def test_one_letter_of_another_script_is_enough(word, letter, data):
    place = data.draw(st.integers(0, len(word)))
    assert not has_one_script(word[:place] + letter + word[place:])
