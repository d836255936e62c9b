"""Page furniture: what a saved page holds besides its story, told by form.

Buttons are lines made only of words that stand on buttons; headings of link lists and notices (copyright, contributors,
newsletters, weather, script) are told by how such lines begin, or by words that running prose does not use.
"""

import re

from worker.page.agency import agency_named_in, short_name

_BUTTON_WORDS = frozenset(
    ["a", "ad", "ads", "advertisement", "advertising", "amp", "ask", "article", "back", "below", "button", "by", "cancel", "cancelsend", "caption", "caret", "chapters", "click", "close", "comment", "comments", "commentemailmore", "connect", "continue", "continued", "continues", "cookies", "copy", "down", "e", "edit", "email", "embed", "enlarge", "expand", "facebook", "fbshare", "flipboard", "full", "fullscreen", "gallery", "go", "google", "gshare", "here", "home", "image", "in", "linkedin", "link", "listen", "live", "loading", "log", "login", "mail", "me", "menu", "messenger", "more", "more_vert", "must", "next", "no", "none", "now", "of", "ok", "on", "out", "page", "permalink", "photo", "photos", "pin", "pinterest", "play", "play_arrow", "playing", "posted", "powered", "prev", "previous", "print", "reading", "read", "reddit", "register", "replay", "reprint", "reprints", "order", "purchase", "request", "save", "screen", "scroll", "search", "see", "send", "share", "shares", "show", "sign", "skip", "sms", "story", "stories", "submit", "subscribe", "telegram", "text", "this", "to", "top", "transcript", "tweet", "twitter", "up", "us", "via", "video", "videos", "view", "watch", "watched", "whatsapp", "with", "yes", "youtube", "video_youtube", "just", "teilen", "drucken", "weiterlesen", "anzeige", "partager", "imprimer", "compartir", "publicité", "publicidad", "поделиться", "печать", "реклама", "分享", "打印", "シェア", "印刷", "공유"]
)
_WORDS = re.compile(r"[^\W\d]+")
_LETTER = re.compile(r"[^\W\d_]")

LINK_LIST_HEADING = re.compile(
    r"(?:related|recommended|trending|most (?:popular|read|viewed|shared|recent)|more (?:from|stories|news|on|in|about)\b"
    r"|also (?:on|read|see|in)\b|read (?:also|more)\b|see also|you (?:may|might) (?:also )?(?:like|be interested)"
    r"|popular|top (?:stories|coverage|news)|latest (?:news|stories|from)|tags?:?$|topics?:?$|filed under|previous story"
    r"|next story|what to read next|don't miss|lesen sie auch|mehr zum thema|à lire aussi|lire aussi|sur le même sujet"
    r"|lea también|te puede interesar|leggi anche|читайте также|相关新闻|関連記事|관련기사)",
    re.IGNORECASE,
)
_NOTICE = re.compile(
    r"(?:©|\(c\) ?\d|™|copyright\b|trademark and copyright|all rights reserved|window\.|function ?\(|var \w|<|https?://"
    r"|\(?(?:additional )?(?:reporting|writing|editing|compiled|edited|written|reported) by\b|\(?reporting from\b"
    r"|(?:associated press|ap|reuters|afp|cnn|upi|bloomberg)(?: \w+){0,2} (?:writers?|reporters?|journalists?)\b"
    r"|(?:correction|clarification|editor[’']s note|editors[’'] note)\b"
    r"|this (?:story|article|post|report|piece|version) (?:has been|was|is (?:part|developing)|originally|first)"
    r"|(?:an earlier|a previous) version of this|this is a (?:developing|breaking)"
    r"|(?:follow|contact|email|e-mail|reach) (?:the author|us|him|her|them|[^.]{2,60} (?:on|at))\b"
    r"|(?:sign up|subscribe|register|log in|sign in)\b|get (?:the|our|today|breaking|more|unlimited|email|news)\b.{0,80}"
    r"(?:newsletter|inbox|alert|app|headlines|access)|unlimited|want (?:more|to )|like us on|find us on|join (?:us|the)"
    r"|(?:click|tap) (?:here|to|on)\b|turn on |download (?:the|our)|chat with us|vote in our|tell us|bookmark |already a "
    r"|your subscription|choose the plan|to find out more|thank you for|thanks for|you (?:can unsubscribe|are signed)"
    r"|your (?:weather|email|account)|check out this|read or share|interested in this|be the first to|never miss"
    r"|a link has been|go to (?:the )?permalink|enter (?:city|your)|we can[’']t find|powered by|view (?:the )?discussion"
    r"|\*?(?:watch|read|see|listen|related|more|source|originally published)\s?:|\d{1,3} ?% of readers|% of readers"
    r"|(?:image|photo|slide|picture) \d{1,3} ?(?:of|/)|(?:less than |about |an? |one |\d{1,3} ?)(?:\d{1,2} )?"
    r"(?:min|hr|h|hour|day|minute|second|week|month)s?\b.{0,12}\bago\b"
    r"|back to top|skip to |jump to |share this|share on|post to|purchase|join the |story continues|article continues"
    r"|(?:what|here is what|here's what) we're covering|the story must|last \d\d hours)",
    re.IGNORECASE,
)
_NOTICE_INSIDE = re.compile(
    r"ll rights reserved|may not be (?:published|reproduced|republished|redistributed)|copyright to their"
    r"|contributed (?:to this|reporting|from)|(?:produced|edited|adapted) (?:and edited )?(?:this|it|by) .{0,40}for broadcast"
    r"|this article was first published|can be reached at|may be reached at|in your (?:inbox|in-box)|breaking news alert"
    r"|privacy policy|terms of (?:use|service)|comment policy|conversation guidelines|_taboola|enable (?:java|notif)"
    r"|(?:digital|your|our) (?:digital )?subscription|best of [^.]{2,40} in your|on twitter at http|views? (?:expressed )?in this"
    r"|opinions expressed|views expressed|submit a comment|pic\.twitter|\bon twitter @|find nj|follow (?:him|her|them|us) on",
    re.IGNORECASE,
)
_NOTICE_SIGNS = (
    "eserved", "not be ", "opyright", "contributed", "for broadcast", "first published", "reached at", "nbox", "in-box",
    "alert", "olicy", "erms of", "uidelines", "taboola", "enable", "ubscription", "in your", "witter", "xpressed", "ollow ",
    "comment to", "iews in this",
)  # fmt: skip
_REPORTED_FROM = re.compile(r"(?:[A-Z][\w.'’-]+(?:,? and |, | )?){1,8} reported from [A-Z][^.]{2,60}\.$")
_WEATHER = re.compile(r"\b\d{2,3} ?°?F\b|\bwinds? [nsew]{1,3}\b|\bforecast$|°C\b", re.IGNORECASE)
_AGENCY_STAFF = re.compile(
    r"(?:the )?(?:associated press|ap|reuters|afp)(?: \w+){0,2} (?:writers?|reporters?|journalists?)\b", re.IGNORECASE
)
_SIGN_OFF = re.compile(r"[/\[(]*(?:reuters?|ap|afp|upi|dpa|ansa|efe|pti|xinhua|enditem)[/\])]*\.?$", re.IGNORECASE)
TWEET_SIGNATURE = re.compile(r"(?:—|–|--?)\s?[^()]{1,60}\(@\w{1,20}\)")
_LONGEST_BUTTON = 60


def is_furniture(line: str) -> bool:
    """Whether `line` is a button, a notice, script or another part of the page around a story."""
    if _NOTICE.match(line) or (any(sign in line for sign in _NOTICE_SIGNS) and _NOTICE_INSIDE.search(line)):
        return True
    if len(line) > 2 * _LONGEST_BUTTON:
        return False
    return bool(
        _is_button(line)
        or _WEATHER.search(line)
        or _SIGN_OFF.match(line)
        or TWEET_SIGNATURE.match(line)
        or _REPORTED_FROM.match(line)
    )


def _is_button(line: str) -> bool:
    """A line without a letter, or one made of button words alone."""
    if len(line) > _LONGEST_BUTTON:
        return False
    if not _LETTER.search(line):
        return True
    return _BUTTON_WORDS.issuperset(_WORDS.findall(line.casefold()))


def is_link_list_heading(line: str) -> bool:
    """Whether `line` heads a list of links to other stories."""
    return len(line) <= _LONGEST_BUTTON and bool(LINK_LIST_HEADING.match(line)) and not line.endswith((".", "”", '"'))


_COPYRIGHT = re.compile(
    r"(?:©|\(c\)|copyright)\s?(?:©|\(c\)|copyright)?\s?(?:(?:19|20)\d\d)?\s?(?:by\s)?", re.IGNORECASE
)


def agency_of_notice(line: str) -> str:
    """The agency that a copyright line, a contributor line or a sign-off below a story names; '' without one."""
    if _SIGN_OFF.match(line):
        return short_name(line.strip("()/[]. "))
    opening = _COPYRIGHT.match(line) or _AGENCY_STAFF.match(line)
    return agency_named_in(line[: opening.end() + 40]) if opening else ""
