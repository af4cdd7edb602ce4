"""Watched words in texts: found in whatever disguise, never where two sentences meet, and told on the signs as they are written."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sopbook.branches.interpolation import heard, heard_at
from sopbook.branches.watch.normal import normal, places
from sopbook.branches.watch.search import Watch
from sopbook.branches.watch.word import BANNED, SENSITIVE, WatchedWord

WATCHED = ("保本", "稳赚", "治愈", "100%有效", "全国第一", "第一品牌", "全国第一品牌", "卡号", "guaranteed returns", "refund", "number one", "撤掉…广告")


def watch(*words: str, unless: tuple[str, ...] = ()) -> Watch:
    """Return a watch for banned words."""
    return Watch(WatchedWord(word, BANNED, unless=unless) for word in words)


def found(text: str, *words: str, unless: tuple[str, ...] = ()) -> list[str]:
    """Return the stretches of a text that hold words, as they are written there."""
    return [text[hit.start : hit.end] for hit in watch(*(words or WATCHED), unless=unless).hits(text)]


DISGUISES = {
    "a space": ("保 本理财", "保 本"),
    "a wide space": ("保　本理财", "保　本"),
    "a zero-width space": ("保\u200b本理财", "保\u200b本"),
    "a zero-width joiner": ("保\u200d本", "保\u200d本"),
    "a soft hyphen": ("保\u00ad本", "保\u00ad本"),
    "a dot inside": ("保·本", "保·本"),
    "a Japanese dot": ("保・本", "保・本"),
    "a wave": ("保～本", "保～本"),
    "stars": ("保**本", "保**本"),
    "a line across": ("保\u0336本", "保\u0336本"),
    "full width": ("１００％有效", "１００％有效"),
    "traditional characters": ("穩賺不賠", "穩賺"),
    "one Cyrillic letter": ("With guarаnteed returns", "guarаnteed returns"),
    "one Greek letter": ("number οne", "number οne"),
    "capitals": ("GUARANTEED Returns", "GUARANTEED Returns"),
    "a line break": ("guaranteed\n  returns", "guaranteed\n  returns"),
    "letters of mathematics": ("a 𝐫𝐞𝐟𝐮𝐧𝐝", "𝐫𝐞𝐟𝐮𝐧𝐝"),
    "a soft hyphen in a Latin word": ("re\u00adfund", "re\u00adfund"),
}  # fmt: skip


@pytest.mark.parametrize(("text", "signs"), DISGUISES.values(), ids=DISGUISES)
def test_a_word_is_found_in_disguise(text: str, signs: str) -> None:
    assert found(text) == [signs]


def test_a_watched_word_may_be_written_in_disguise_itself() -> None:
    assert found("穩 赚，稳赚", "穩·賺") == ["穩 赚", "稳赚"]


INNOCENT = {
    "a sentence ends between the characters": "请报上您的卡。号码不用。",
    "a quotation ends between the characters": "写着“会员卡”号",
    "a sentence ends between the words": "That is your number. One more thing",
    "a word that only holds the letters": "refundable, prerefund",
    "a Cyrillic word": "Это рефунд, анна",
    "a gap over the end of a sentence": "撤掉。广告另说",
    "a gap that is too long": "撤掉一二三四五六七八九十一二三广告",
    "praise of no goods": "票数最高的照片，第一个答对",
}


@pytest.mark.parametrize("text", INNOCENT.values(), ids=INNOCENT)
def test_what_only_looks_like_a_word_is_none(text: str) -> None:
    assert found(text) == []


def test_a_latin_word_ends_where_a_chinese_character_begins() -> None:
    assert found("想要refund吗") == ["refund"]


def test_a_gap_is_a_few_signs_of_one_sentence() -> None:
    assert found("先撤掉他的广告再说") == ["撤掉他的广告"]


def test_of_a_word_inside_a_longer_one_only_the_longer_is_told() -> None:
    assert found("全国第一品牌") == ["全国第一品牌"]


def test_a_longer_word_of_care_hides_no_banned_one() -> None:
    words = Watch([WatchedWord("保本", BANNED), WatchedWord("保本产品", SENSITIVE)])

    assert [(hit.word.word, hit.word.banned) for hit in words.hits("保本产品")] == [("保本", True), ("保本产品", False)]


def test_a_longer_word_in_which_it_means_something_else_is_none() -> None:
    assert found("确 保本周发货，真保本", "保本", unless=("确保本",)) == ["保本"]


ODD = st.text(st.one_of(st.sampled_from("保本稳穩賺治愈·~*-_ \u200b\u00ad\n。guаrΑnteedrefundＡ％ﬃßŉﾞｶé\u0301\u0336İ…${}"), st.characters(codec="utf-8")), max_size=60)  # fmt: skip


@given(ODD, st.booleans())
def test_every_sign_of_the_normal_form_has_a_place_inside_the_text(text: str, dense: bool) -> None:
    signs, where = normal(text, dense=dense), places(text, dense=dense)

    assert len(signs) == len(where)
    assert all(0 <= start < end <= len(text) for start, end in where)
    assert where == sorted(where)


@given(ODD)
def test_a_hit_stands_on_signs_that_are_the_word_once_its_disguise_is_off(text: str) -> None:
    for hit in watch(*WATCHED).hits(text):
        assert 0 <= hit.start < hit.end <= len(text)
        dense = not hit.word.word.isascii()
        if "…" not in hit.word.word:
            assert re.sub(r"\s+", " ", normal(text[hit.start : hit.end], dense=dense)) == normal(hit.word.word, dense=dense)


@given(st.sampled_from(["保本", "refund", "guaranteed returns"]), st.sampled_from(["", " ", "。", "，", "群"]), st.sampled_from(["", " ", "。", "\n"]))
def test_a_word_is_found_wherever_it_stands(word: str, before: str, after: str) -> None:
    assert found(f"{before}{word}{after}") == [word]


NAMES = {"promise": "保本", "hours": "9–21"}


def test_a_param_is_read_with_its_value_and_told_at_its_name() -> None:
    text = "我们${promise}，$${x}，${hours}，${shop.link}"

    assert heard(text, NAMES) == "我们保本，${x}，9–21，\ufffc"
    assert heard_at(text, NAMES, 2, 4) == (2, 12)


def test_a_word_that_a_param_begins_is_told_from_its_name_on() -> None:
    assert heard_at("${a}本吗", {"a": "保"}, 0, 2) == (0, 5)


@given(ODD, st.data())
def test_what_is_heard_stands_somewhere_in_the_text(text: str, data: st.DataObject) -> None:
    read = heard(text, NAMES)
    if read:
        start = data.draw(st.integers(0, len(read) - 1))
        end = data.draw(st.integers(start + 1, len(read)))
        begin, finish = heard_at(text, NAMES, start, end)
        assert 0 <= begin < finish <= len(text)
