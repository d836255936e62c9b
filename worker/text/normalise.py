"""From decoded text to the one form in which it is stored, compared and shown.

Plain ASCII needs only its spacing looked at. Anything else passes the letter rules, again and again until
nothing changes: mending can uncover what the next round mends ('&amp;#8217;'), and a text that has been
normalised must come out of it the same.
"""

import html
import re
import unicodedata
from html.entities import html5

import ftfy

_PLAIN = bytes(range(0x20, 0x7F)) + b"\n"
_ROUNDS = 8
_MOST_MARKS_ON_A_LETTER = 8  # scripts stack up to four; Zalgo text stacks dozens

_MENDABLE = re.compile(r"[^\n -~]|&")  # without these a text is plain, and only its spacing is looked at
_SURROGATE = re.compile("[\ud800-\udfff]")
# 'amp;' may stand there many times: each program that saves the page once more escapes the sign once more.
_REFERENCE = re.compile(r"&(?:amp;)*(#[0-9]{1,7};|#[xX][0-9A-Fa-f]{1,6};|[A-Za-z][A-Za-z0-9]{1,31};)")
_TAG = re.compile(r"</?[A-Za-z]|<!")
# UTF-8 read as cp1252 or Latin-1: the first byte of a character and the bytes that follow it; after Â and Ã
# (the first bytes of Latin letters) anything but a letter, since what followed may be lost. Then the marks
# of UTF-8 read as cp1251, cp1253, cp1257 and Mac Roman.
_NEXT_BYTE = "[\x80-\xbf€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ\ufffd]"
_LATIN_MOJIBAKE = re.compile(f"[Â-ô](?:(?<=[ÂÃ])[^A-Za-z]|(?<=[Ä-ß]){_NEXT_BYTE}|(?<=[à-ô])(?:€|{_NEXT_BYTE}{{2}}))")
_LATIN_LETTER = re.compile("[Â-ô]")
# 'ÂÂÂÂ…‚', and 'ÃƒƒÃƒƒ…' at length, were never UTF-8; ftfy mends a letter of them a round, and a page takes it hours.
_TOWER = re.compile(r"([^\W\d_\x00-\x7f])\1{15}")
_LONG_RUN = re.compile(f"(?:[Â-ô]|{_NEXT_BYTE}){{200,}}")
_NO_UTF8 = re.compile(f"[Â-ß]{_NEXT_BYTE}{{2}}")
_OTHER_MOJIBAKE = ("вЂ", "Рµ", "β€", "ā€", "‚Ä", "√")
_MEND = ftfy.TextFixerConfig(
    unescape_html=False,
    remove_terminal_escapes=False,
    fix_latin_ligatures=False,
    fix_character_width=False,
    uncurl_quotes=False,
    fix_line_breaks=False,
    fix_surrogates=False,
    remove_control_chars=False,
    normalization=None,
    explain=False,
)
# ECMA-48: CSI sequences, OSC and other strings up to their end (bounded), two-character escapes.
_ESCAPE = re.compile(
    "[\x1b\x9b](?:"
    "(?:\\[|(?<=\x9b))[0-?]{0,64}[ -/]{0,8}[@-~]?"
    "|[P\\]X^_][^\x07\x1b\n]{0,2048}(?:\x07|\x1b\\\\)"
    "|[ -/]{0,8}[0-~]?)"
)
_LINE_ENDS = str.maketrans(dict.fromkeys("\r\v\f\x85\u2028\u2029", "\n"))
# Controls, soft hyphen, zero width space, bidi marks and overrides, invisible operators, annotation marks,
# byte order mark, noncharacters, tags. They show nothing, and hide what is written from whoever compares.
_UNSEEN = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\xad\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff"
    "\ufff9-\ufffb\ufdd0-\ufdef\ufffe\uffff\U000e0000-\U000e007f]"
)
# A joiner shapes Arabic, Indic and other scripts, and emoji; after anything else it shows nothing.
_IDLE_JOINER = re.compile(
    "[\u200c\u200d](?<![\u0600-\u1fff\u2190-\u2bff\u3000-\u9fff\ua800-\uabff\ufe0f"
    "\U00010a00-\U00011fff\U0001f000-\U0001faff].)"
)
# The two halfwidth sound marks count as letters in Unicode, and become marks when the judge folds their width.
_HALFWIDTH_MARKS = "\uff9e\uff9f"
_STACK = re.compile(rf"(?:[^\w\s\x00-\x7f]|[{_HALFWIDTH_MARKS}]){{{_MOST_MARKS_ON_A_LETTER + 1},}}")
_OTHER_SPACE = re.compile("[\t\xa0\u1680\u2000-\u200a\u202f\u205f\u3000]")
_REPLACEMENTS = ((_UNSEEN, ""), (_OTHER_SPACE, " "))


def normalise(text: str) -> str:
    """Return the text in NFC, mended, without what is not seen, one space between words, '\\n' line ends.

    Lines keep their breaks, and one blank line stands between paragraphs. Idempotent; the result has no
    lone surrogates and no white space at either end, and is '' where nothing is left.
    """
    if not _MENDABLE.search(text):
        return _spaced(text)
    for _ in range(_ROUNDS):
        tidied = _spaced(_lettered(text))
        if tidied == text:
            return text
        text = tidied
    # Only a text built for it still changes now; it gives up everything that a rule could touch.
    return _spaced(_MENDABLE.sub("?", text))


def _lettered(text: str) -> str:
    special = _special(text)
    mended = _mended(text, special)
    return _cleaned(mended, special if mended == text else _special(mended))


def _special(text: str) -> str:
    """Every character but printable ASCII and line ends, in order: few, so rules look here first."""
    return text.encode("utf-8", "surrogatepass").translate(None, _PLAIN).decode("utf-8", "surrogatepass")


def _mended(text: str, special: str) -> str:
    if _SURROGATE.search(special):
        text = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    if "&" in text and not _TAG.search(text):
        text = _REFERENCE.sub(_unescaped, text)
    if _shows_mojibake(text, special):
        text = "\n".join(line if _was_never_utf8(line) else ftfy.fix_text(line, _MEND) for line in text.split("\n"))
    return text


def _shows_mojibake(text: str, special: str) -> bool:
    """Whether ftfy is worth its half millisecond."""
    if any(mark in special for mark in _OTHER_MOJIBAKE):
        return True
    return _LATIN_LETTER.search(special) is not None and _LATIN_MOJIBAKE.search(text) is not None


def _was_never_utf8(line: str) -> bool:
    runs = _LONG_RUN.finditer(line)
    return _TOWER.search(line) is not None or any(_NO_UTF8.search(run[0]) for run in runs)


def _unescaped(reference: re.Match[str]) -> str:
    """One character reference as HTML reads it; html.unescape alone would read '&notit;' as '¬it;'."""
    name = reference[1]
    return html.unescape(f"&{name}") if name.startswith("#") else html5.get(name, f"&{name}")


def _cleaned(text: str, special: str) -> str:
    text = text.replace("\r\n", "\n")
    if _ESCAPE.search(special):
        text = _ESCAPE.sub("", text)
    if not _LINE_ENDS.keys().isdisjoint(map(ord, special)):
        text = text.translate(_LINE_ENDS)
    for unwanted, replacement in _REPLACEMENTS:
        if unwanted.search(special):
            text = unwanted.sub(replacement, text)
    if "\u200c" in special or "\u200d" in special:
        text = _IDLE_JOINER.sub("", text)
    # Stacks go first: canonical ordering takes time quadratic in their height (UAX #15 has a limit of 30).
    if _STACK.search(special) and any(map(_is_mark, set(special))):
        text = _STACK.sub(_with_low_stacks, text)
    return unicodedata.normalize("NFC", text)


def _with_low_stacks(run: re.Match[str]) -> str:
    kept, height = [], 0
    for character in run[0]:
        height = height + 1 if _is_mark(character) else 0
        if height <= _MOST_MARKS_ON_A_LETTER:
            kept.append(character)
    return "".join(kept)


def _is_mark(character: str) -> bool:
    return unicodedata.category(character).startswith("M") or character in _HALFWIDTH_MARKS


def _without_runs(text: str, character: str, most: int) -> str:
    """`text` with at most so many of the character in a row; each pass halves what is too long."""
    kept, run = character * most, character * (most + 1)
    while run in text:
        text = text.replace(character * 16 * (most + 1), kept).replace(run, kept)
    return text


def _spaced(text: str) -> str:
    text = _without_runs(text, " ", 1)
    text = text.replace(" \n", "\n").replace("\n ", "\n")
    text = _without_runs(text, "\n", 2)
    return text.strip(" \n")
