"""Tests of worker.text.decode."""

import zlib
from hashlib import shake_256

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from tests.text import passages
from worker.reasons import Rejection
from worker.text.decode import Decoded, Undecodable, decode

EVERY_PASSAGE = sorted(name for name in dir(passages) if name.isupper())
ENCODINGS = [
    ("ENGLISH", "cp1252"),
    ("ENGLISH", "mac-roman"),
    ("FRENCH", "cp1252"),
    ("FRENCH", "mac-roman"),
    ("GERMAN", "latin-1"),
    ("GERMAN", "mac-roman"),
    ("SPANISH", "latin-1"),
    ("PORTUGUESE", "cp1252"),
    ("POLISH", "iso-8859-2"),
    ("POLISH", "cp1250"),
    ("CZECH", "iso-8859-2"),
    ("HUNGARIAN", "iso-8859-2"),
    ("TURKISH", "cp1254"),
    ("RUSSIAN", "koi8-r"),
    ("RUSSIAN", "windows-1251"),
    ("RUSSIAN", "iso-8859-5"),
    ("RUSSIAN", "cp866"),
    ("UKRAINIAN", "koi8-u"),
    ("GREEK", "iso-8859-7"),
    ("JAPANESE", "shift_jis"),
    ("JAPANESE", "euc-jp"),
    ("JAPANESE", "iso-2022-jp"),
    ("CHINESE", "gb18030"),
    ("TRADITIONAL_CHINESE", "big5"),
    ("KOREAN", "euc-kr"),
    ("ARABIC", "windows-1256"),
    ("HEBREW", "cp1255"),
    ("THAI", "tis-620"),
]
PLAIN_ENGLISH = (
    "The ferry to Low Island will run twice a day from Monday, its owner said. Tickets cost the same as last "
    "year, and bicycles travel free. The last boat leaves at nine in the evening, an hour later than before. "
)
NOISE = shake_256(b"seeds").digest(5000)


def passage(name: str) -> str:
    """Return the paragraph of that name."""
    return str(getattr(passages, name))


def reason(raw: bytes) -> Rejection:
    """Return why the bytes are refused."""
    with pytest.raises(Undecodable) as refusal:
        decode(raw)
    return refusal.value.code


@pytest.mark.parametrize("name", EVERY_PASSAGE)
@pytest.mark.parametrize(
    ("saved_as", "reported"),
    [
        ("utf-8", "utf-8"),
        ("utf-8-sig", "utf-8-sig"),
        ("utf-16", "utf-16-le"),
        ("utf-32", "utf-32-le"),
        ("utf-16-le", "utf-16-le"),
        ("utf-16-be", "utf-16-be"),
    ],
)
def test_unicode_is_read_with_and_without_a_mark(name: str, saved_as: str, reported: str) -> None:
    """Every script survives every Unicode encoding, and the mark is not part of the text."""
    text = passage(name) + "\n"

    assert Decoded(text, reported) == decode(text.encode(saved_as))


@pytest.mark.parametrize("mark", ["utf-16-be", "utf-32-be"])
def test_big_endian_marks_are_known(mark: str) -> None:
    """A byte order mark decides the order of the bytes."""
    assert Decoded("Low Island", mark) == decode(("\ufeff" + "Low Island").encode(mark))


@pytest.mark.parametrize(("name", "encoding"), ENCODINGS)
def test_legacy_encodings_are_told_apart(name: str, encoding: str) -> None:
    """A paragraph in a national encoding gives the text that was saved."""
    raw = passage(name).encode(encoding, "replace")

    assert raw.decode(encoding) == decode(raw).text


@pytest.mark.parametrize("encoding", ["cp1252", "mac-roman"])
@pytest.mark.parametrize(
    "tail",
    [
        "It’s done.",
        "“So be it,” said Zoë Müller.",
        "The café – closed.",
        "Sinn Féin, 6 áras.",
        "João sang.",
        "A dash — here.",
    ],
)
def test_a_few_accents_in_english_are_western(tail: str, encoding: str) -> None:
    """Curly quotes and a name with an accent are enough to tell cp1252 from Mac Roman."""
    assert Decoded(PLAIN_ENGLISH + tail, encoding) == decode((PLAIN_ENGLISH + tail).encode(encoding))


def test_a_typing_error_does_not_change_the_encoding() -> None:
    """One quote turned the wrong way leaves a cp1252 page in cp1252."""
    text = "“We‘ll go,” he said – “it’s late.” " + PLAIN_ENGLISH

    assert Decoded(text, "cp1252") == decode(text.encode("cp1252"))


@pytest.mark.parametrize("name", EVERY_PASSAGE)
def test_a_half_written_file_keeps_all_whole_characters(name: str) -> None:
    """Wherever UTF-8 is cut, the text is what was written so far, never another encoding."""
    text = passage(name)
    raw = text.encode()

    for size in range(8, len(raw)):
        assert raw[:size].decode("utf-8", "ignore") == decode(raw[:size]).text


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be"])
def test_half_a_utf16_unit_at_the_end_is_dropped(encoding: str) -> None:
    """A UTF-16 file of an odd size loses its last byte only."""
    assert PLAIN_ENGLISH[:-1] == decode(PLAIN_ENGLISH.encode(encoding)[:-1]).text


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be"])
@pytest.mark.parametrize("text", ["Hi", "Hi there", "Привет, мир", PLAIN_ENGLISH, passages.RUSSIAN])
def test_wide_text_without_a_mark_is_read(text: str, encoding: str) -> None:
    """By its NULs, also a short one."""
    assert Decoded(text, encoding) == decode(text.encode(encoding))


@given(st.text(st.characters(min_codepoint=0x20, max_codepoint=0x7E), min_size=2), st.sampled_from(["16", "32"]))
def test_ascii_in_wide_form_comes_back_as_it_was(text: str, width: str) -> None:
    """Whatever the letters and signs."""
    assume(not text.isspace())
    assert text == decode(text.encode(f"utf-{width}-le")).text


@given(st.text(st.characters(min_codepoint=0x20, max_codepoint=0x7E), min_size=1), st.data())
def test_a_nul_among_ascii_is_no_text(text: str, data: st.DataObject) -> None:
    """A few NULs anywhere in plain text make it binary, never text of another script."""
    place = data.draw(st.integers(0, len(text)))
    assume(len(text) > 2)
    assert Rejection.BINARY is reason((text[:place] + "\0" + text[place:]).encode())


@pytest.mark.parametrize("text", ["DORVIK - Ferry sinks, all saved.", PLAIN_ENGLISH, f"{passages.RUSSIAN}\x1f\x11\f"])
@pytest.mark.parametrize("encoding", ["utf-8", "cp1251"])
def test_wire_copy_keeps_its_text(text: str, encoding: str) -> None:
    """A dispatch framed in the controls of ANPA 1312 or IPTC 7901 is text, however short."""
    framed = "\x16\x16\x01a7787\x1f-----\r\nr i\x13\x11 BC-Ferry\r\n\x02" + text + "\r\n\x03AP-WF\r\n\f\x04"
    assert text in decode(framed.encode(encoding)).text


def test_half_a_surrogate_pair_is_replaced() -> None:
    """UTF-16 that was cut within an emoji in the middle of a page has U+FFFD there, no lone surrogate."""
    raw = b"\xff\xfe" + PLAIN_ENGLISH.encode("utf-16-le") + b"\x3d\xd8" + PLAIN_ENGLISH.encode("utf-16-le")

    assert Decoded(PLAIN_ENGLISH + "\ufffd" + PLAIN_ENGLISH, "utf-16-le") == decode(raw)


def test_stray_cp1252_bytes_in_utf8_are_read_as_cp1252() -> None:
    """A pasted cp1252 quote does not turn the rest of a UTF-8 page into mojibake."""
    raw = "Zoë Müller’s café – closed. ".encode() + "It’s over".encode("cp1252")

    assert Decoded("Zoë Müller’s café – closed. It’s over", "utf-8+cp1252") == decode(raw)


@pytest.mark.parametrize("raw", [b"", b" \r\n\t ", b"\xef\xbb\xbf", b"\xff\xfe", b"\xef\xbb\xbf\n"])
def test_nothing_but_white_space_is_empty(raw: bytes) -> None:
    """A file that says nothing is refused as empty, with a mark or without."""
    assert reason(raw) is Rejection.EMPTY


@pytest.mark.parametrize(
    "raw",
    [
        b"%PDF-1.4\n1 0 obj\n<< /Type /Catalog >>\nendobj\n",
        b"PK\x03\x04\x14\x00\x00\x00\x08\x00seeds.txt",
        b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR",
        b"\xff\xd8\xff\xe0\x00\x10JFIF\x00\x01",
        b"GIF89a\x01\x00\x01\x00\x80\x00\x00",
        b"\x7fELF\x02\x01\x01\x00\x00\x00\x00\x00\x00\x00\x00\x00\x03\x00",
        zlib.compress(NOISE),
        NOISE,
        PLAIN_ENGLISH.encode() + b"\0",
        PLAIN_ENGLISH.encode() + b"\0\0" + PLAIN_ENGLISH.encode(),
        b"\0" * 64,
        b"a\0b",
        b"abc\0",
        b"\0abc",
        b"hello\0\0\0\0world\0\0",
        b"Oslo\0\0Bergen\0\0Trondheim\0" * 9,
        b"\x01\x02\x03\x04 plain words \x05\x06",
    ],
    ids=[
        "pdf",
        "zip",
        "png",
        "jpeg",
        "gif",
        "elf",
        "zlib",
        "noise",
        "nul",
        "nuls",
        "zeros",
        "three bytes",
        "a word and a NUL",
        "a NUL and a word",
        "fields",
        "records",
        "controls",
    ],
)
def test_binary_files_are_refused(raw: bytes) -> None:
    """What is no text is named so whatever the file is called."""
    assert reason(raw) is Rejection.BINARY


def test_bytes_that_fit_no_language_are_refused() -> None:
    """High bytes at random are not stored as the letters of some code page."""
    noise = bytes(0xA0 + byte % 0x60 for byte in NOISE)

    assert reason(noise) is Rejection.UNDECODABLE


def test_the_first_accent_may_stand_late() -> None:
    """The detector looks where the text leaves ASCII, not only at the head of a long file."""
    text = PLAIN_ENGLISH * 500 + passages.RUSSIAN * 20

    assert Decoded(text, "cp1251") == decode(text.encode("cp1251"))


@given(st.binary(max_size=200))
def test_any_bytes_are_text_or_refused(raw: bytes) -> None:
    """Nothing but Undecodable is raised, and the text can be stored as UTF-8."""
    try:
        text = decode(raw).text
    except Undecodable as refusal:
        text = str(refusal)

    assert text == text.encode("utf-8").decode("utf-8")
    assert text


@given(st.text(min_size=1).filter(lambda text: not text.isspace() and text.isprintable()))
def test_printable_utf8_comes_back_as_it_was(text: str) -> None:
    """Strict UTF-8 is never second-guessed."""
    assert Decoded(text, "utf-8") == decode(text.encode())
