"""What stands right below a story and is none of it: calls on the reader, notes, the author's box."""

import re
from collections.abc import Iterable

from worker.page.byline import is_author_note, is_lone_names

# Words for the reader and the outlet, and for what outlets offer: few stories have both in a paragraph, most calls do.
_READER = """
you your yours yourself our we vous votre vos sie ihr ihre ihren ihnen tu tus usted su sus te je jouw uw voi tuo tua
"""
_OFFERS = """
account accounts affiliate article articles comment comments cookies donate donation email feedback feed inbox
journalism member membership newsletter newsletters podcast podcasts password preferred privacy registration site
subscribe subscriber subscribers subscription website abonne abonnement abonnements compte konto abo abonnee
abonnieren passwort kommentar kommentieren unterstützung unterstützen cuenta contraseña suscripción suscriptor
suscriptores abbonamento
"""
_WORD = re.compile(r"[^\W\d_]+")
_READERS, _OFFERED = frozenset(_READER.split()), frozenset(_OFFERS.split())
_QUOTED = ("“", '"', "„", "«", "”", "'", "‘")
_ENDS_STORY = re.compile(
    r"\(?(?:additional )?(?:reporting|writing|editing) (?:and \w+ )?by\b|our standards\s?:|end of (?:article|story)"
    r"|©|copyright (?:©|\d{4})",
    re.IGNORECASE,
)


def calls_on_reader(line: str) -> bool:
    """Whether the paragraph `line` offers its reader something of the outlet's: an account, a newsletter, comments."""
    folded = line.casefold()
    if line.startswith(_QUOTED) or _READERS.isdisjoint(folded.split()):
        return False
    return not _OFFERED.isdisjoint(_WORD.findall(folded))


def is_note(line: str) -> bool:
    """Whether the last paragraph `line` of a page's prose is about the story or its author, or for its reader."""
    in_parentheses = line.startswith("(") and line.endswith((")", ")."))
    return in_parentheses or is_author_note(line) or calls_on_reader(line)


def ends_story(line: str) -> bool:
    """Whether a story is over where the furniture `line` stands: credits of reporters, rights, 'End of Article'."""
    return bool(_ENDS_STORY.match(line))


def introduces_author(name: str, above: Iterable[str]) -> bool:
    """Whether the line `name`, printed once in the lines `above` it, is above a note on the author of their story.

    What a template prints again and again reads as a name too: 'Ad Policy'.
    """
    return is_lone_names(name) and sum(name in line for line in above) == 1
