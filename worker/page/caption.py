"""Photo captions and credits, told by form."""

import re

_SUPPLIER = (
    r"(?:AP|AFP|EPA|EPA-EFE|EFE|ANSA|TASS|Sputnik|SPUTNIK|Reuters|REUTERS|Getty|Getty Images|Bloomberg|Shutterstock|REX"
    r"|(?:The |THE )?(?:Associated Press|ASSOCIATED PRESS)|Lehtikuva|Xinhua|Kyodo|PA|UPI|dpa|Alamy|iStock|Pool|POOL"
    r"|Kremlin|CNN|NBC News|CBS News|USA TODAY|Handout|Photo|File|FILE)"
)
_CREDIT_LABEL = re.compile(
    r"\(?(?:photo|photograph|image|picture|video|media|illustration|foto|credits?)(?: illustration| credit|\(s\))?"
    r"(?!\w)\s?(?::|by\b|courtesy|via\b|/|credit\b)|\(?(?:afp|ap|reuters|epa) photo\b",
    re.IGNORECASE,
)
# 'Ann Lee / Reuters', 'Bo Ek | AFP | Getty Images', 'Example Agency via AP'
_CREDIT_WITH_STROKES = re.compile(
    rf"\(?[^\W\d_][\w .'’&-]{{2,60}}\s?(?:[/|,•]|\bvia\b|—|-)\s?(?:[\w .'’/|,-]{{0,60}}[/|, ])?{_SUPPLIER}"
    rf"(?:[ ,/|](?:Images|Photo|photo|Pool|File|file|\d{{4}}|via {_SUPPLIER}))?\)?\.?$"
)
_IN_PARENTHESES = re.compile(r"\([A-Z][\w .'’-]{2,40}\s?[/|]\s?[\w .@'’-]{2,40}\)$")
_STROKE = re.compile("[/|,•—-]")
_CREDIT_WORDS = re.compile(
    r"Getty Images|AFP/|/AFP|/AP\b|EPA-EFE|AP Photo|AFP PHOTO|Pool Photo|pool Photo|Photo by |photo by |Photo via"
    r"|Shutterstock|via AP\b|via Reuters\b|REUTERS/"
)
_OPENS_CAPTION = re.compile(
    r"FILE\b|(?:In )?[Tt]his .{0,60}\b(?:photo|image|picture|frame)\b|(?:In|On) (?:a|this) .{0,40}\bphoto\b|Photo:"
    r"|\(?L-?(?: to )?R\b|(?:Image|Media) (?:caption|copyright)"
)
_CREDIT_AT_END = re.compile(
    rf"\((?:[^()]{{2,90}}?(?:/|via |, |\| ?| ))?{_SUPPLIER}(?:[ /,][\w /,.-]{{0,40}})?\)"
    r"(?:\s(?:more|less)|[\w .,'’/-]{0,50})?$"
    r"|\((?:Jan|Feb|March|April|May|June|July|Aug|Sept|Oct|Nov|Dec)\.? \d{1,2}\) ?\w{0,8}$"
    r"|(?:Photo [Cc]redit|Credit|Photo|Foto|Photograph|Picture|Image|Bild|Crédits?): ?[^.]{2,60}$"
    r"|\((?:Image|Picture|Pic|Photo|Credit|Foto|Bild|Source|Courtesy)\b[^()]{1,80}\)$"
    r"| \[[A-Z][^\[\]\d]{1,60}\]$"
    r"|(?:©|[Pp]hoto by) ?[A-Z][^.]{2,60}$"
    r"|[.…”\"] \([A-Z][^():]{1,50}\)$|(?:hide|toggle) caption$|enlarge this image$"
    r"|[.…] ?(?:less|more)$|\bless$|\.\.\. more$"
    r"|(?:Getty Images|AP Photo|REUTERS/[\w .'’-]{2,40})[\w .'’-]{0,40}$"
)
# _CREDIT_AT_END needs one of these signs or ends.
_SIGN_OF_A_CREDIT = re.compile(
    r"\).{0,50}$|©|Photo|hoto by|(?:Picture|Image|Foto|Credit|Bild|Crédits?):|Getty|REUTERS/"
)
_ENDS_OF_A_CAPTION = ("more", "less", "caption", "image", "]")
_SHOWS = re.compile(
    r"\b(?:left|right|center|centre|[Ff]ile photo|(?:is|are) (?:seen|shown|pictured)|pictured|seen above)\b"
    r"|\((?:L|R|C|left|right)\)|\d{1,2},? (?:19|20)\d\d\b"
)
_FULL_STOPS = (".", "!", "?", "”", '"', ":", "’")
_STOPS_WITHIN = (". ", "! ", "? ", "” ", '" ')
_LONGEST_CREDIT = 120
_LONGEST_CAPTION = 900


def is_credit(line: str) -> bool:
    """Whether `line` says only who took a picture."""
    if len(line) > _LONGEST_CREDIT or line.endswith((".", "!", "?", "”", '"')):
        return False
    if _CREDIT_LABEL.match(line) or _CREDIT_WORDS.search(line):
        return True
    if line.startswith("(") and _IN_PARENTHESES.match(line):
        return True
    return bool((_STROKE.search(line) or "via" in line) and _CREDIT_WITH_STROKES.match(line))


def is_caption(line: str) -> bool:
    """Whether `line` is a caption by its own form: 'FILE - In this photo', or a credit at its end."""
    if len(line) > _LONGEST_CAPTION:
        return False
    if _OPENS_CAPTION.match(line):
        return True
    tail = line[-_LONGEST_CREDIT:]
    if line.endswith(_FULL_STOPS):  # as most prose does: only a credit in parentheses, or an agency's, stands there
        return (")" in tail or "Getty" in tail or "REUTERS" in tail) and _ends_in_credit(tail)
    return _ends_in_credit(tail) or _credit_follows(line)


def _credit_follows(line: str) -> bool:
    """Whether the words after the last full stop of `line` are a credit: '… in Oslo. Ann Lee / AFP'."""
    last = max(map(line.rfind, _STOPS_WITHIN))
    return last >= 0 and is_credit(line[last + 2 :])


def _ends_in_credit(tail: str) -> bool:
    signed = ")" in tail or ":" in tail or "hoto" in tail or "Getty" in tail or "©" in tail or "REUTERS/" in tail
    may_be_one = (signed and _SIGN_OF_A_CREDIT.search(tail)) or tail.endswith(_ENDS_OF_A_CAPTION)
    return bool(may_be_one and _CREDIT_AT_END.search(tail))


def may_be_caption(line: str) -> bool:
    """Whether the sentence `line`, beside a credit, reads as what a picture shows."""
    return len(line) <= _LONGEST_CAPTION and bool(_SHOWS.search(line))
