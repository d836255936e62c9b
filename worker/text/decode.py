"""From the bytes of a file to text: which encoding it was saved in.

The order is from certain to likely: a byte order mark, UTF-8 (which other encodings do not satisfy by
chance), UTF-16 by its NULs, UTF-8 with stray cp1252 bytes, cp1252 or Mac Roman where a few accents and
quotes stand where such characters stand, and what is left by chardet's language models.
"""

import codecs
import re
from collections import Counter
from dataclasses import dataclass
from unicodedata import category, name

from worker.reasons import Rejection


class Undecodable(Exception):
    """Nothing can be taken from the bytes; `code` says why."""

    def __init__(self, code: Rejection) -> None:
        """Say why."""
        super().__init__(code)
        self.code = code


@dataclass(frozen=True, slots=True)
class Decoded:
    """The text of a file (no byte order mark, no lone surrogates) and the encoding it was read in."""

    text: str
    encoding: str


# UTF-32 stands before UTF-16, whose little-endian mark begins the same.
_WIDE_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# Formats that may hold no NUL for long; the others are known by theirs.
_BINARY_STARTS = tuple(b"%PDF- PK\3\4 GIF8 \x89PNG \xff\xd8\xff \x1f\x8b Rar!\x1a 7z\xbc\xaf".split(b" "))
_CONTROLS = bytes({*range(0x20), 0x7F} - {*b"\b\t\n\v\f\r\x1a\x1b"})
_NO_CONTROLS = dict.fromkeys(_CONTROLS)
_TEXT_CONTROLS = frozenset("\b\t\n\v\f\r\x1a\x1b\x85")
_NO_CHARACTERS = frozenset({"Cc", "Cn", "Co", "Cs"})
_MOST_CONTROLS = 0.02
# ANPA 1312 and IPTC 7901 frame each dispatch in controls, SOH head STX text ETX EOT, and set signs within it: ten and
# more bytes, which are much of a short urgent item.
_WIRE_FRAME = re.compile(rb"[\x01\x02].*[\x03\x04]", re.DOTALL)
_MOST_WIRE_CONTROLS = 0.2
_SAMPLE = 1024
_WIDE_FORMS = ("utf-32-le", "utf-32-be", "utf-16-le", "utf-16-be")
_PRINTED = bytes({*b"\t\n\r", *range(0x20, 0x7F)})
_FEWEST_LETTERS = 6
_MOST_SCRIPTS = 3  # Japanese mixes Han, hiragana and katakana
_SHARE_OF_SCRIPTS = 0.9
_STRAY_BYTE = re.compile("[\udc80-\udcff]")
_HIGH_BYTE = re.compile(rb"[\x80-\xff]")
# All high bytes but cp1252's quotes, dashes, ellipsis and no-break space: an English page is full of those.
_ACCENTS = bytes({*range(0x80, 0x100)} - {*b"\x85\x91\x92\x93\x94\x95\x96\x97\xa0\xab\xbb"})
_FEW_ACCENTS, _MOST_ACCENTS = 0.02, 0.25  # of all bytes; English has few, no Latin script has more than most
_QUOTE_OR_DASH = re.compile("[‘’“”–—…•]")
# Each spot is found by its character beyond ASCII, and then looked at from behind: that is five times as fast.
_UNLIKE_WESTERN = re.compile(
    "[^\x00-\x7f](?:"
    "(?<=[a-zß-öø-ÿ][À-ÖØ-ÞŠŒŽ])"  # a capital with an accent after a small letter: 'cafŽ' is Mac Roman's 'café'
    "|(?<=[A-Z][À-ÖØ-ÞŠŒŽ])[a-z]"  # such a capital as the second letter of a word: Mac Roman's 'Sé' is 'SŽ'
    "|(?<=[ÊÐÑ])(?<![A-Za-zÀ-ÿ].)(?![A-Za-zÀ-ÿ])"  # a letter that is no word: Mac Roman's space and dashes
    "|(?<=Ÿ)[a-z]"  # a word that begins with a letter that begins none
    "|(?<=[A-Za-z][‘“„])"  # an opening quote after a letter
    "|(?<=¥) ?[^ 0-9]"  # a yen sign without a sum: Mac Roman's bullet
    "|(?<=[A-Za-z][€‚ƒ†‡ˆ‰‹›˜¡-§©-¬®-¶¸-¿×÷])[a-z]"  # a sign inside a word
    "|(?<=[\x80-\x9f]))"
)
_SUPERSETS = {"iso8859-1": "cp1252", "iso8859-9": "cp1254"}  # as the WHATWG Encoding Standard reads them
_BYTES_FOR_CHARDET = 64 * 1024
_LEAST_CONFIDENCE = 0.1  # measured: noise stays below 0.07, a paragraph of prose is above 0.2


def decode(raw: bytes) -> Decoded:
    """Read a whole file's bytes as text; a character cut off at the end of a half-written file is dropped.

    Raises Undecodable: EMPTY (nothing but white space), BINARY, or UNDECODABLE.
    """
    decoded = _decode(raw)
    if not decoded.text or decoded.text.isspace():
        raise Undecodable(Rejection.EMPTY)
    return decoded


def _decode(raw: bytes) -> Decoded:
    if raw[:1024].lstrip().startswith(_BINARY_STARTS):
        raise Undecodable(Rejection.BINARY)
    if marked := _by_wide_mark(raw):
        return marked
    if b"\0" in raw:
        return _wide_by_form(raw)
    if not _has_few_controls(raw):
        raise Undecodable(Rejection.BINARY)
    # ISO-2022-JP is ASCII in form: its escapes announce it.
    if b"\x1b$" in raw and (japanese := _by_chardet(raw)):
        return japanese
    body = raw.removeprefix(codecs.BOM_UTF8)
    text = _read(body, "utf-8")
    if text is None:
        return _in_another_encoding(body)
    return Decoded(text, "utf-8" if body is raw else "utf-8-sig")


def _in_another_encoding(raw: bytes) -> Decoded:
    mixed = _utf8_with_strays(raw)
    if mixed is not None:
        return Decoded(mixed, "utf-8+cp1252")
    accents = (len(raw) - len(raw.translate(None, _ACCENTS))) / len(raw)
    western = _western(raw) if accents <= _MOST_ACCENTS else None
    likely, unlikely = (western, None) if accents <= _FEW_ACCENTS else (None, western)
    decoded = likely or _by_chardet(raw) or unlikely
    if decoded is None:
        raise Undecodable(Rejection.UNDECODABLE)
    return decoded


def _western(raw: bytes) -> Decoded | None:
    """cp1252 or Mac Roman, whichever gives more quotes and dashes and fewer characters in odd places.

    None where more than one in five stands oddly; a few do in any page, typing errors being what they are.
    """
    readings = [(text, name) for name in ("cp1252", "mac-roman") if (text := _read(raw, name)) is not None]
    text, name = max(readings, key=lambda reading: _western_score(reading[0]))
    odd = len(_UNLIKE_WESTERN.findall(text))
    return Decoded(text, name) if 5 * odd <= _beyond_ascii(text) else None


def _western_score(text: str) -> int:
    return len(_QUOTE_OR_DASH.findall(text)) - len(_UNLIKE_WESTERN.findall(text))


def _read(raw: bytes, encoding: str) -> str | None:
    """Decode strictly but for a character cut off at the end; None where the bytes do not fit."""
    try:
        return codecs.getincrementaldecoder(encoding)().decode(raw, False)
    except UnicodeDecodeError:
        return None


def _by_wide_mark(raw: bytes) -> Decoded | None:
    for mark, encoding in _WIDE_MARKS:
        if raw.startswith(mark):
            # The mark is certain, so that half a surrogate pair may be one U+FFFD.
            text = codecs.getincrementaldecoder(encoding)("replace").decode(raw[len(mark) :], False)
            if _reads_as_text(text):
                return Decoded(text, encoding)
    return None


def _has_few_controls(raw: bytes) -> bool:
    most = _MOST_WIRE_CONTROLS if _WIRE_FRAME.search(raw) else _MOST_CONTROLS
    return len(raw) - len(raw.translate(None, _CONTROLS)) <= most * len(raw)


def _wide_by_form(raw: bytes) -> Decoded:
    """UTF-32 or UTF-16 without a mark: of the readings in few scripts, the one with more ASCII."""
    readings: list[Decoded] = []
    if _is_ascii_with_nuls(raw):
        raise Undecodable(Rejection.BINARY)
    for encoding in _WIDE_FORMS:
        text = _read(raw, encoding)
        if text and _reads_as_text(text) and _is_in_few_scripts(text):
            readings.append(Decoded(text, encoding))
    if not readings:
        raise Undecodable(Rejection.BINARY)
    return max(readings, key=lambda reading: sum(map(str.isascii, reading.text[:_SAMPLE])))


def _is_ascii_with_nuls(raw: bytes) -> bool:
    """Whether NULs stand among plain letters, as in a record of fixed width: by twos, the letters read as Chinese."""
    nuls = raw.count(0)
    printed = len(raw) - len(raw.translate(None, _PRINTED))
    return nuls < len(raw) / 3 and printed >= _SHARE_OF_SCRIPTS * (len(raw) - nuls)


def _is_in_few_scripts(text: str) -> bool:
    """Whether the letters are of the scripts that one text mixes; any pair of bytes is a letter of some script.

    A few letters prove it only if they are ASCII.
    """
    letters = [character for character in text[:_SAMPLE] if character.isalpha()]
    if len(letters) < _FEWEST_LETTERS:
        return text.isascii() and len(text) > 1
    scripts = Counter(name(character, "").partition(" ")[0] for character in letters)
    return sum(count for _, count in scripts.most_common(_MOST_SCRIPTS)) >= _SHARE_OF_SCRIPTS * len(letters)


def _beyond_ascii(text: str) -> int:
    """How many characters are none of ASCII."""
    return len(text) - len(text.encode("ascii", "ignore"))


def _utf8_with_strays(raw: bytes) -> str | None:
    """UTF-8 into which a few cp1252 bytes were pasted; None where strays outnumber proper characters."""
    escaped, _ = codecs.utf_8_decode(raw, "surrogateescape", False)
    strays = len(_STRAY_BYTE.findall(escaped))
    proper = _beyond_ascii(escaped) - strays
    if not 0 < strays <= proper:
        return None
    return _STRAY_BYTE.sub(_stray_as_cp1252, escaped)


def _stray_as_cp1252(stray: re.Match[str]) -> str:
    return stray[0].encode("utf-8", "surrogateescape").decode("cp1252", "replace")


def _by_chardet(raw: bytes) -> Decoded | None:
    # Imported here: its models cost 0.1 s, and nearly every file is UTF-8.
    import chardet  # noqa: PLC0415

    eras = chardet.EncodingEra.ALL & ~chardet.EncodingEra.MAINFRAME
    telling = _most_telling_part(raw).translate(None, _CONTROLS)  # it takes a wire's controls for a binary file's
    guess = chardet.detect(telling, encoding_era=eras, compat_names=False)
    if guess["encoding"] is None:
        raise Undecodable(Rejection.BINARY)
    encoding = _SUPERSETS.get(guess["encoding"], guess["encoding"])
    text = _read(raw, encoding) if guess["confidence"] >= _LEAST_CONFIDENCE else None
    if text is None or not _reads_as_text(text[:_SAMPLE].translate(_NO_CONTROLS)):
        return None
    return Decoded(text, encoding)


def _most_telling_part(raw: bytes) -> bytes:
    """At most 64 KB around the first byte beyond ASCII; a double byte is never split at its beginning."""
    beyond_ascii = _HIGH_BYTE.search(raw)
    start = max(0, beyond_ascii.start() - 1024) if beyond_ascii else 0
    return raw[start : start + _BYTES_FOR_CHARDET]


def _reads_as_text(text: str) -> bool:
    """Whether the first characters are assigned ones: bytes that are no text give controls and gaps."""
    sample = text[:_SAMPLE]
    odd = sum(category(c) in _NO_CHARACTERS and c not in _TEXT_CONTROLS for c in sample)
    odd += sample.count("\ufffd")
    return odd <= _MOST_CONTROLS * len(sample) and "\0" not in text
