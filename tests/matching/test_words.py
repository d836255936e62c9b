"""Words in match form."""

import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.matching.stories import READER

ONE_FORM = [
    ("U.S.", "US"),
    ("Japan’s", "Japan's"),
    ("two–plus–two", "two-plus-two"),
    ("co-operation", "cooperation"),
    ("organize", "organise"),
    ("analyzing", "analysing"),
    ("harbour", "harbor"),
    ("Dec.", "December"),
    ("mln", "million"),
    ("cts", "cents"),
    ("pct", "percent"),
    ("1,234,000", "1234000"),
    ("“sacred”,", '"sacred"'),
    ("ｆｕｌｌ", "full"),
    ("STRASSE", "straße"),
    ("cafe\u0301", "café"),
]


@pytest.mark.parametrize(("one", "other"), ONE_FORM)
def test_spellings_of_one_word_have_one_form(one: str, other: str) -> None:
    """Two outlets' spellings of one word are the same word."""
    assert READER.match_form(one) == READER.match_form(other)


@pytest.mark.parametrize(
    ("token", "words"),
    [
        ("Putin—who", ["putin", "who"]),
        ("wait--what", ["wait", "what"]),
        ("US/Canada", ["us", "canada"]),
        ("9-7/8", ["9", "7", "8"]),
        ("$1.5bn", ["1.5", "bn"]),
        ("…", []),
        ("—", []),
        ("prize", ["prise"]),
        ("four", ["four"]),
        ("हिन्दी", ["हिंदी"]),
    ],
)
def test_a_token_gives_its_words(token: str, words: list[str]) -> None:
    """Dashes and slashes set words apart, punctuation is none, vowel signs stay with their word."""
    assert READER.match_form(token) == words


def test_scripts_without_spaces_are_cut_alike_anywhere() -> None:
    """A Chinese or Thai passage gives the same words in the middle of another sentence, but for its edges."""
    passage = "外交部长说两国将在下个月举行会谈并签署一项新的贸易协定"
    inside = READER.match_form("昨天" + passage + "他还说")
    assert len(READER.match_form(passage)) > 8
    assert "|".join(READER.match_form(passage)[1:-1]) in "|".join(inside)


def test_marks_of_words() -> None:
    """A word says whether it is a figure, is capitalised, opens or closes a quotation."""
    words, lengths = READER.read(['Monday "we agreed" on 34 cts,', "“Never.”"])
    assert lengths == [6, 1]
    assert words["figure"].tolist() == [True, False, False, False, True, False, False]
    assert words["name"].tolist() == [True, False, False, False, False, False, True]
    assert words["opens"].tolist() == [False, True, False, False, False, False, True]
    assert words["closes"].tolist() == [False, False, True, False, False, False, True]


@pytest.mark.parametrize("word", ["34", "seven", "nil", "Monday", "opening", "CLOSING", "midday"])
def test_figures_in_words(word: str) -> None:
    """Numbers written out, days, months and the hours of a market's day are figures too."""
    assert READER.read([word])[0]["figure"].tolist() == [True]


def test_hashes_are_the_same_in_every_process() -> None:
    """A word's hash does not depend on the process that computes it."""
    code = (
        "from worker.lexicon.load import load_lexicon; from worker.matching.words import WordReader;"
        "print(WordReader(load_lexicon()).read(['Skarholm'])[0]['hash'][0])"
    )
    elsewhere = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert int(elsewhere.stdout) == int(READER.read(["Skarholm"])[0]["hash"][0])


@given(st.text())
def test_any_text_has_words(text: str) -> None:
    """No text is refused, and words do not depend on where a text is split into paragraphs between words."""
    tokens = text.split()
    words, lengths = READER.read(tokens)
    assert sum(lengths) == len(words)
    assert words.tobytes() == READER.read([text])[0].tobytes()


@pytest.mark.parametrize("token", ["-", '"', "a.", "1,", '-"', "—", "国", "é́"])
def test_a_huge_token_takes_no_longer_than_its_length(token: str) -> None:
    """A line of a hundred thousand dashes or quotes is read in a moment (the suite's timeout would tell)."""
    assert len(READER.read([token * 100_000])[1]) == 1


@given(st.from_regex(r"[A-Za-z]{1,12}[,.;:]{0,3}", fullmatch=True))
def test_the_short_cut_for_plain_tokens_changes_nothing(token: str) -> None:
    """Packing a plain token gives what packing any token would."""
    assert READER._pack(token) == READER._pack_any(token)


def test_quotation_marks_among_letters_without_spaces() -> None:
    """What stands in brackets or marks amid a Chinese or Japanese sentence is quoted, and French marks stand apart."""
    for text in ("管理人は「犬がいなければ助からなかった」と話した。", "Il a dit « nous irons demain » hier."):
        words = READER.read([text])[0]
        assert words["opens"].any()
        assert words["closes"].any()
