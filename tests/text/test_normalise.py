"""Tests of worker.text.normalise."""

import time
import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from tests.text import passages
from worker.text.normalise import normalise

EVERY_PASSAGE = sorted(name for name in dir(passages) if name.isupper())
# Characters and pieces that some rule is about, so that drawn texts make rules meet.
TOUCHY = [
    *"aZ ÃéâÂÐÑÄÅð™€\xa0\n\r\t\v\x85\u2028&;#x38[]m\x07\x1b\x9b\x80\x99\x1aé\xad\ufeff\u200b\u202e\u2066",
    *"\u0301\u0323\u0344\u093c\u0915\u0958ا\u200c\u200d\ufe0f👍\ufffd\ud83d\ude00\udc00\u1100\u1161\u11a8\u037e\u212a",
    *["&amp;", "amp;", "&nbsp;", "&#8203;", "&#38;", "&lt;b", "â€™", "Ã©", "Ã ", "вЂ", "‚Äô", "\u0301" * 9],
]
ANY_TEXT = st.one_of(
    st.text(),
    st.text(st.characters(categories=["Cs", "Cc", "Cf", "Mn", "Zs", "Ll"])),
    st.lists(st.sampled_from(TOUCHY), max_size=40).map("".join),
)


@given(ANY_TEXT)
@example("Â\xa0Ã\r\n \u0301" * 5)
@example("\ud83d\ude00 \ud83d")
@example("&" + "#38;" * 40 + "nbsp;")
@example("a" + "\u0323\u0301\u0344" * 20)
def test_normalising_twice_changes_nothing(text: str) -> None:
    """A stored text normalises to itself, so that a file of it is found to be the same document."""
    once = normalise(text)

    assert once == normalise(once)


@given(ANY_TEXT)
def test_the_result_is_nfc_and_can_be_stored(text: str) -> None:
    """No lone surrogate, no control but the line end, no edge or double white space comes out."""
    result = normalise(text)

    assert unicodedata.is_normalized("NFC", result)
    assert result == result.encode("utf-8").decode("utf-8")
    assert not [c for c in result if unicodedata.category(c) == "Cc" and c != "\n"]
    assert [line.split() for line in result.split("\n")] == [
        line.split(" ") if line else [] for line in result.split("\n")
    ]
    assert "\n\n\n" not in result


@pytest.mark.parametrize("name", EVERY_PASSAGE)
def test_every_script_is_left_as_written(name: str) -> None:
    """Arabic, Hebrew, Hindi, Thai, Korean, Japanese and the others change by NFC only."""
    text = str(getattr(passages, name))

    assert unicodedata.normalize("NFC", text) == normalise(text)


@pytest.mark.parametrize("name", EVERY_PASSAGE)
def test_decomposed_text_is_composed(name: str) -> None:
    """A text saved in NFD (as macOS does) is the same document."""
    text = str(getattr(passages, name))

    assert normalise(text) == normalise(unicodedata.normalize("NFD", text))


@pytest.mark.parametrize("end", ["\r\n", "\r", "\n", "\v", "\f", "\x85", "\u2028", "\u2029"])
def test_every_line_end_becomes_one(end: str) -> None:
    """Single line breaks are kept, whatever wrote them."""
    assert normalise(f"First line.{end}Second line.{end}") == "First line.\nSecond line."


def test_spacing_is_folded_and_paragraphs_are_kept() -> None:
    """Words stand one space apart, lines are stripped, one blank line stands between paragraphs."""
    page = "\n\n  One\t two \n \n\t\n\nthree\u3000 four\xa0five\u2009six\nseven \n\n"

    assert normalise(page) == "One two\n\nthree four five six\nseven"


@pytest.mark.parametrize(
    ("escaped", "shown"),
    [
        ("\x1b[1;31mBREAKING\x1b[0m news", "BREAKING news"),
        ("\x1b]0;window title\x07Ferry news", "Ferry news"),
        ("\x1b]8;;https://harbour.example\x1b\\here\x1b]8;;\x1b\\", "here"),
        ("\x9b2JFerry news", "Ferry news"),
        ("Ferry\x1b(B news", "Ferry news"),
        ("Ferry news\x1b", "Ferry news"),
        ("\x1b[38;5;196", ""),
    ],
)
def test_terminal_escapes_are_dropped_whole(escaped: str, shown: str) -> None:
    """An ANSI escape leaves neither its ESC nor its parameters behind."""
    assert normalise(escaped) == shown


@pytest.mark.parametrize("unseen", [*"\x00\x08\x7f\xad\u061c\u200b\u200e\u200f\u2060\u2063\ufeff\ufff9\U000e0041"])
def test_characters_that_show_nothing_are_dropped(unseen: str) -> None:
    """Two copies that differ in invisible characters are one document."""
    assert normalise(f"fer{unseen}ry") == "ferry"


@given(st.text(st.sampled_from("ab \n\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\x1b[m\u200f")))
def test_overrides_and_escapes_never_survive(text: str) -> None:
    """No bidi override and no ESC comes out, so a title can't rearrange the line or screen it is shown on."""
    assert not set(normalise(text)) & set("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\x1b\u200f")


@pytest.mark.parametrize("word", ["می‌خواهم", "क्‍या", "ന്‍", "ක්‍රීඩා", "👩‍🚀", "🏳️‍🌈"])
def test_joiners_are_kept_where_they_shape(word: str) -> None:
    """A zero width joiner or non-joiner stays after letters and emoji that it shapes."""
    assert normalise(word) == unicodedata.normalize("NFC", word)


def test_joiners_are_dropped_where_they_do_nothing() -> None:
    """Between Latin letters, and after another joiner, they only hide a copy."""
    assert normalise("fer\u200dry \u200cnews می\u200c\u200cخواهم") == "ferry news می\u200cخواهم"


@pytest.mark.parametrize(
    ("broken", "mended"),
    [
        ("The townâ€™s cafÃ© â€“ closed", "The town’s café – closed"),
        ("The town\xe2\x80\x99s caf\xc3\xa9", "The town’s café"),
        ("Itâ€™s 5Â°C, Â£4 and Â© 2031", "It’s 5°C, £4 and © 2031"),
        ("It‚Äôs over", "It’s over"),
        ("ÐŸÑ€Ð¸Ñ‡Ð°Ð» Ð·Ð°ÐºÑ€Ñ‹Ñ‚", "Причал закрыт"),
        ("РџСЂРёС‡Р°Р» СѓР¶Рµ", "Причал уже"),
        ("cafÃƒÂ© twice broken", "café twice broken"),
        ("ðŸ‘\x8d agreed", "👍 agreed"),
    ],
)
def test_mojibake_is_mended(broken: str, mended: str) -> None:
    """UTF-8 that was once read as another encoding comes back."""
    assert normalise(broken) == mended


@pytest.mark.parametrize(
    "text",
    [
        "NÃO À TAXA, “diz” João",
        "Âge d’or à Évry – « l’été »",
        "“It’s ﬁne,” … ½ Ｆｕｌｌ",
        "ÅÄÖ, Ærø, ÐÞ, naïve…",
    ],
)
def test_accents_quotes_and_ligatures_are_not_mojibake(text: str) -> None:
    """Text that merely holds the letters mojibake is made of stays, curly quotes too."""
    assert normalise(text) == text


@pytest.mark.parametrize(
    ("residue", "shown"),
    [
        ("Fish &amp; chips&nbsp;&#8217;twas", "Fish & chips ’twas"),
        ("&amp;amp;amp;#8217;twas &AMP; &#x2014; &#150;", "’twas & — –"),
        ("AT&T &foo; &notit; ?a=1&copy=2 R&D;", "AT&T &foo; &notit; ?a=1&copy=2 R&D;"),
        ("In <b>HTML</b> write &amp;amp;", "In <b>HTML</b> write &amp;amp;"),
        ("&#0;&#xD800;&#8203;", "\ufffd\ufffd"),
    ],
)
def test_references_left_over_from_html_are_read(residue: str, shown: str) -> None:
    """Character references are read in a text without tags; in markup they are left."""
    assert normalise(residue) == shown


def test_surrogate_pairs_are_joined_and_lone_ones_replaced() -> None:
    """A text cut out of UTF-16 shows its emoji, and U+FFFD for half of one."""
    assert normalise("\ud83d\ude00 \ud83d") == "😀 \ufffd"


def test_stacked_marks_are_cut() -> None:
    """Eight combining marks on a letter are more than a script needs."""
    assert normalise("z" + "\u0301" * 40 + "!") == "ź" + "\u0301" * 7 + "!"


def test_stacked_halfwidth_sound_marks_are_cut() -> None:
    """They are letters to Unicode but become marks when their width is folded, which a tall stack of makes slow."""
    assert normalise("ｶﾞｷﾞ") == "ｶﾞｷﾞ"
    assert normalise("ｶ" + "\uff9e\u0338" * 20) == "ｶ" + "\uff9e\u0338" * 4


@pytest.mark.parametrize(
    "hostile",
    [
        "a" + "\u0301\u0323" * 500_000,
        "word " * 200_000,
        " \n" * 500_000,
        "Â" * 1_000_000,
        "Ã " * 500_000,
        "â€" * 500_000,
        "&" + "#38;" * 250_000,
        "\x1b]" * 500_000,
        "\u200d" * 1_000_000,
        "\udfff" * 500_000,
        "Â" * 500_000 + "‚",
        "Ã" + "ƒ" * 500_000,
        "ÃƒƒÃ©" * 100_000,
        "\uff9e\u0338" * 200_000,
    ],
    ids=[
        "marks",
        "line",
        "blanks",
        "A",
        "A space",
        "euro",
        "references",
        "escapes",
        "joiners",
        "surrogates",
        "A tower",
        "f tower",
        "f towers",
        "halfwidth marks",
    ],
)
def test_a_hostile_megabyte_takes_linear_time(hostile: str) -> None:
    """A megabyte of what a rule looks for takes seconds at most; a quadratic rule would take minutes."""
    start = time.process_time()
    normalise(hostile)

    assert time.process_time() - start < 10
