"""Photo captions and credits, told by form."""

import re

_SUPPLIER = (
    r"(?:AP|AFP|EPA|EPA-EFE|EFE|ANSA|TASS|Sputnik|SPUTNIK|Reuters|REUTERS|Getty|Getty Images|Bloomberg|Shutterstock|REX"
    r"|Associated Press|THE ASSOCIATED PRESS|The Associated Press|Lehtikuva|Xinhua|Kyodo|PA|UPI|dpa|Alamy|iStock|Pool|POOL"
    r"|Kremlin|CNN|NBC News|CBS News|USA TODAY|Handout|Photo|File|FILE)"
)
_CREDIT = re.compile(
    r"\(?(?:photo|photograph|image|picture|video|media|illustration|credits?|foto|photo credit|image credit)\b(?: illustration)?"
    r"\s?(?::|by\b|courtesy|credit\b|via\b|/)"
    r"|(?i:afp|ap|reuters|epa) photo\b|\(?photo credit|getty images$|via getty|cnn video$",
    re.IGNORECASE,
)
_CREDIT_WITH_STROKES = re.compile(
    rf"\(?[^\W\d_][\w .'’&-]{{2,60}}\s?(?:[/|,•]|\bvia\b|—|-)\s?(?:[\w .'’/|,-]{{0,60}}[/|, ])?{_SUPPLIER}"
    rf"(?:[ ,/|](?:Images|Photo|photo|Pool|File|file|\d{{4}}|via {_SUPPLIER}))?\)?\.?$"
)
_CREDIT_WORDS = re.compile(
    r"Getty Images|AFP/|/AFP|/AP\b|EPA-EFE|AP Photo|AFP PHOTO|Pool Photo|[Pp]hoto by |Photo via|Shutterstock|via AP\b|via Reuters\b|REUTERS/"
)
_OPENS_CAPTION = re.compile(
    r"(?:FILE\b|\(?L-?[ t]?[o-]? ?R\b|(?:In )?[Tt]his .{0,60}\b(?:photo|image|picture|frame)\b|(?:In|On) (?:a|this) .{0,40}\bphoto\b|Photo:)"
)
_CREDIT_AT_END = re.compile(
    rf"\((?:[^()]{{2,90}}?(?:/|via |, |\| ?| ))?{_SUPPLIER}(?:[ /,][\w /,.-]{{0,40}})?\)(?:\s(?:more|less)|[\w .,'’/-]{{0,50}})?$"
    rf"|\((?:Jan|Feb|March|April|May|June|July|Aug|Sept|Oct|Nov|Dec)\.? \d{{1,2}}\) ?(?:{_SUPPLIER})?$"
    rf"|(?:Photo [Cc]redit|Credit|Photo|Foto): ?[^.]{{2,60}}$"
    rf"|[.…] ?(?:less|more)$|(?:less|\.\.\. more)$|(?:Getty Images|AP Photo|AFP/Getty Images|REUTERS/[\w .'’-]{{2,40}})[\w .'’-]{{0,40}}$"
)
_SHOWS = re.compile(
    r"\b(?:left|right|center|centre|[Ff]ile photo|is (?:seen|shown|pictured)|are (?:seen|shown|pictured)|pictured|seen above)\b"
    r"|\((?:L|R|C|left|right)\)|\d{1,2},? (?:19|20)\d\d\b"
)
_LONGEST_CREDIT = 120
_LONGEST_CAPTION = 900


def is_credit(line: str) -> bool:
    """Whether `line` says only who took a picture."""
    if len(line) > _LONGEST_CREDIT or line.endswith((".", "!", "?", "”", '"')):
        return False
    return bool(_CREDIT.match(line) or _CREDIT_WORDS.search(line) or _CREDIT_WITH_STROKES.match(line))


def is_caption(line: str) -> bool:
    """Whether `line` is a caption by its own form: 'FILE - In this photo', or a credit at its end."""
    if len(line) > _LONGEST_CAPTION:
        return False
    return bool(_OPENS_CAPTION.match(line) or _CREDIT_AT_END.search(line[-_LONGEST_CREDIT:]))


def may_be_caption(line: str) -> bool:
    """Whether the sentence `line`, beside a credit, reads as what a picture shows."""
    return len(line) <= _LONGEST_CAPTION and bool(_SHOWS.search(line))
