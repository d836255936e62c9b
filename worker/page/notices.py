"""Notices around a story: copyright, contributors, corrections, newsletters, polls, script; told by their wording."""

import re

from worker.page.agency import PAPERS, agency_named_in, short_name

_OPENINGS = (
    # rights, script, addresses
    r"©|\(c\) ?\d|™|copyright (?:©|\(c\)|(?:19|20)\d\d|by\b)|trademark and copyright",
    r"all rights reserved|window\.|function ?\(|var \w|<[/!]?(?:a|br|div|i?frame|img|link|meta|p|script|span|style|!--)\b|https?://",
    # who worked on it
    r"\(?(?:additional |additonal )?(?:reporting|writing|editing|compiled|edited|written|reported) by\b",
    r"\(?reporting from\b",
    r"(?:associated press|ap)(?: \w+){0,2} (?:writers?|reporters?|journalists?)\b",
    # corrections and versions
    r"\((?:(?:the|this) story (?:is|was|has)|corrects|adds|updates|recasts)\b",
    r"(?:corrections?|clarification)\s?[:—–]|(?:editor[’']s|editors[’']) note\s?[:—–-]",
    r"(?:an earlier|a previous) version of this",
    r"this (?:story|article|post|report|piece|version) (?:has been|was|is (?:part|developing)|originally|first)",
    r"this is a (?:developing|breaking)|originally published|\*?source:.{0,50}$",
    # calls on the reader
    r"(?:to )?(?:follow|contact|e-?mail|reach)\b.{2,80}(?:@|twitter|facebook|instagram|https?:|\.com)",
    r"(?:follow|contact|e-?mail) the author",
    r"(?:sign up|subscribe|register|log in|sign in|bookmark)\b|unlimited (?:digital|access)",
    r"want more|(?:did you )?(?:like|enjoyed?) (?:this|what you)|(?:like|find) us on",
    r"get (?:the|our|today|breaking|more|unlimited|email|news)\b.{0,80}(?:newsletter|inbox|alert|app|headlines|access)",
    r"get (?:the|breaking) news .{0,40}(?:browser|notification)|note to readers\s?:|if you (?:purchase|buy) something",
    r"(?:click|tap) (?:here|to|on)\b|turn on |download (?:the|our)|chat with us|vote in our|tell us|already a ",
    r"your (?:subscription|weather|email|account)|choose the plan|to find out more|thank you for|thanks for",
    r"you (?:can unsubscribe|are signed)|check out |read or share|interested in this|be the first to|never miss",
    r"a link has been|go to (?:the )?permalink|enter (?:city|your)|we can[’']t find|powered by",
    r"view (?:the )?discussion",
    r"(?:watch|read|see|listen|related|more)\s?:|skip to |jump to |share this|share on|post to|join the ",
    r"(?:direkt )?zu[mr] (?:haupt)?(?:inhalt|navigation)|aller au contenu|(?:ir|saltar) al contenido|vai al contenuto",
    r"gå direkt till|(?:hoppa|hopp|gå) til",
    r"[\[(](?:read|related|see also|also read|watch|above|below)\s?[:|]|read the (?:original|full) |our standards\s?:",
    r"what do you think\?|slideshow \(|\(with (?:inputs?|files|reporting) from",
    r"end of (?:article|story)$",
    r"back to top|(?:story|article) continues|(?:what|here[’']?(?: i)?s what) we[’']re covering",
    # counters and ages
    r"\d{0,3} ?% of readers|(?:image|photo|slide|picture) \d{1,3} ?(?:of|/)|last \d\d hours\s?:",
    r"(?:less than |about |an? |one |\d{1,3} ?)(?:\d )?(?:min|hr|h|hour|day|week|month)s?\b.{0,12} ago\b.{0,40}$",
)
_OPENING = re.compile("|".join(_OPENINGS))
# With these most paragraphs begin, and no notice does.
_OPENINGS_OF_PROSE = ("The ", "“", '"', "But ", "He ", "She ", "It ", "In ", "On ", "And ", "Mr")
_LONGEST_OPENING = 200  # characters, more than any of them takes
_INSIDE = re.compile(
    "|".join(
        (
            r"ll rights reserved|may not be (?:published|reproduced|republished|redistributed)|copyright to their",
            r"contributed (?:to this|reporting|from)|; ?(?:additional |additonal )?(?:editing|writing|reporting) by",
            r"(?:produced|edited|adapted) (?:and edited )?(?:this|it|by) .{0,40}for broadcast",
            r"this article was first published",
            r"(?:can|may) be reached at|in your (?:inbox|in-box)|best of [^.]{2,40} in your|breaking news alert",
            r"privacy policy|terms of (?:use|service)|comment policy|conversation guidelines",
            r"_taboola|enable (?:java|notif)|(?:opinions|views) expressed|views? in this (?:article|commentary)",
            r"(?:digital|your|our) (?:digital )?subscription",
            r"submit a comment|pic\.twitter|on twitter (?:@|at http)|follow (?:him|her|them|us) on|\[email.protected\]",
            r"become a (?:member|subscriber)|cookies\b.{0,60}(?:experience|browser|consent)",
        )
    )
)
# Each alternative of _INSIDE holds one of these. Finding them in a whole page is cheap, searching every line is not.
_SIGNS = (
    *("eserved", "not be ", "opyright", "ontributed", "broadcast", "first published", "be reached at", "nbox"),
    *("in-box", "news alert", "olicy", "erms of ", "versation guidelines", "versation Guidelines", "_taboola"),
    *("nable ", "ubscription", "in your", "witter", "xpressed", "ollow ", "ubmit a comment", "iews in this"),
    *("ting by", "protected]", "cookies", "ecome a member", "ecome a subscriber"),
)
_RAREST_FIRST = "_]@-Gzqjxkvbywgpfmucdlhrsnioate "


def _from_rarest_letter(sign: str) -> str:
    """A pattern of `sign` that begins at its rarest letter, so that a search leaps over most of a page."""
    rarest = min(sign, key=_RAREST_FIRST.index)
    before, _, after = map(re.escape, sign.partition(rarest))
    return f"{re.escape(rarest)}(?<={before}{re.escape(rarest)}){after}"


_SIGN = re.compile("|".join(map(_from_rarest_letter, _SIGNS)))
REACH = 80  # characters around such a sign within which the words of a notice stand
_REPORTED_FROM = re.compile(r"(?:[A-Z][\w.'’-]{1,20}(?:,? and |, | )){1,8}reported from [A-Z][^.]{2,60}\.$")
_SIGN_OFF = re.compile(
    r"[/\[(]{0,2}(?:reuters?|ap|afp|upi|dpa|ansa|efe|pti|xinhua|enditem)[/\])]{0,2}\.?$", re.IGNORECASE
)
_LONGEST_SIGN_OFF = 12
_COPYRIGHT = re.compile(
    r"(?:©|\(c\)|copyright)\s?(?:©|\(c\)|copyright)?\s?(?:(?:19|20)\d\d)?\s?(?:by\s)?", re.IGNORECASE
)
_AGENCY_STAFF = re.compile(
    r"(?:the )?(?:associated press|ap|reuters|afp)(?: \w+){0,2} (?:writers?|reporters?|journalists?)\b", re.IGNORECASE
)
_REACH_OF_A_NAME = 40  # characters after 'Copyright 2018 by ' in which its holder is named


def opens_notice(line: str) -> bool:
    """Whether `line` is a notice by its first words."""
    if line.startswith(_OPENINGS_OF_PROSE):
        return False
    opening = line[:_LONGEST_OPENING].lower()
    return bool(_OPENING.match(opening) or (" reported from " in line and _REPORTED_FROM.match(line)))


def is_sign_off(line: str) -> bool:
    """Whether `line` is the agency's name alone, as newswires end a story: 'Reuter', '(AFP)'."""
    return len(line) <= _LONGEST_SIGN_OFF and bool(_SIGN_OFF.match(line))


def holds_notice(line: str) -> bool:
    """Whether `line` is a notice by words inside it."""
    return bool(_INSIDE.search(line.lower()))


def places_of_notices(text: str) -> list[int]:
    """Where in `text`, in characters, stand words of notices that running prose may use too."""
    return [sign.start() for sign in _SIGN.finditer(text)]


def agency_of_notice(line: str) -> str:
    """The agency that a copyright line, a line on contributors or a sign-off below a story names; '' without one."""
    if is_sign_off(line):
        return short_name(line.strip("()/[]. "))
    opening = _COPYRIGHT.match(line) or _AGENCY_STAFF.match(line)
    named = agency_named_in(line[: opening.end() + _REACH_OF_A_NAME]) if opening else ""
    return "" if named in PAPERS else named
