"""Page furniture: buttons, weather, rows of share links, headings of link lists; told by form.

A button is a line made only of words that stand on buttons.
"""

import re

from worker.page.notices import is_sign_off, opens_notice

_BUTTONS = """
a ad ads advertisement advertising amp article ask back below bluesky bookmark button by cancel cancelsend caption
caret chapters click close comment commentemailmore comments connect content continue continued continues cookies copy
down e edit email embed enlarge expand facebook fbshare flipboard follow full fullscreen gallery go google gshare here
home image in just link linkedin listen live loading log login mail me menu messenger more more_vert must name next no
none now of ok on order out page permalink photo photos pin pinterest play play_arrow playing posted powered prev
previous print purchase read reading reddit register required replay reprint reprints request save screen scroll
search see send share shares show sign skip sms stories story submit subscribe telegram text this to top transcript
tweet twitter up us via video video_youtube videos view watch watched whatsapp with yes youtube
anzeige drucken teilen weiterlesen compartir imprimer partager publicidad publicité
печать поделиться реклама 分享 打印 シェア 印刷 공유 인쇄
"""
_BUTTON_WORDS = frozenset(_BUTTONS.split())
_LONGEST_BUTTON = 60
_WORDS = re.compile(r"[^\W\d]+")
_LETTERS = re.compile(r"[^\W\d_]+")
_SHARING = re.compile(r"\b(?:share|tweet|e-?mail|facebook|twitter|whatsapp|linkedin|print)\b", re.IGNORECASE)
_LINK_LIST = re.compile(
    r"(?:key |story )?(?:highlights|takeaways)\s?:?$|in brief$|at a glance$"
    r"|related|recommended|trending|most (?:popular|read|viewed|shared|recent)|more (?:from|stories|news|on|in|about)\b"
    r"|also (?:on|read|see|in)\b|read (?:also|more)\b|see also|you (?:may|might) (?:also )?(?:like|be interested)"
    r"|popular|top (?:stories|coverage|news)|latest (?:news|stories|from)|tags\s?:|tags?$|topics?:?$|filed under"
    r"|previous story|next story|what to read next|don't miss|lesen sie auch|mehr zum thema|à lire aussi|lire aussi"
    r"|sur le même sujet|lea también|te puede interesar|leggi anche|читайте также|相关新闻|関連記事|관련기사",
    re.IGNORECASE,
)
_FAHRENHEIT = re.compile(r"\b\d{2,3} ?°?F\b")
_WEATHER = re.compile(
    r"\bwinds? [nsew]{1,3}\b|^(?:\S+ ){0,3}forecast$|^\w{0,12}weather\.\w{2,3}\b|°[CF]\b", re.IGNORECASE
)
_LONGEST = 120  # characters; of a forecast, or of a line with an address
_E_MAIL = re.compile(r"\w@[\w-]{2,40}\.\w")
_TWEET_SIGNATURE = re.compile(r"(?:—|–|--?)\s?[^()]{1,60}\(@\w{1,20}\)")


def is_furniture(line: str) -> bool:
    """Whether `line` is a button, a notice, script or another part of the page around a story."""
    if opens_notice(line):
        return True
    if len(line) > _LONGEST:
        return False
    return _is_button(line) or _is_weather(line) or is_sign_off(line) or is_tweet_signature(line) or _has_address(line)


def _is_button(line: str) -> bool:
    """A line without a letter, or one made of button words alone."""
    if len(line) > _LONGEST_BUTTON:
        return False
    first = _LETTERS.search(line)
    if first is None or first.group().casefold() not in _BUTTON_WORDS:
        return first is None
    return _BUTTON_WORDS.issuperset(_WORDS.findall(line.casefold()))


def _is_weather(line: str) -> bool:
    may_be = "°" in line or "ind " in line or "inds " in line or "orecast" in line or "eather." in line
    return bool((may_be and _WEATHER.search(line)) or ("F" in line and _FAHRENHEIT.search(line)))


def _has_address(line: str) -> bool:
    """Whether the short `line` tells where to write to; a paragraph of a story may ask its readers to."""
    return "@" in line and bool(_E_MAIL.search(line))


def is_tweet_signature(line: str) -> bool:
    """Whether `line` signs a quoted post: '— Name (@name) July 16, 2018'."""
    return "(@" in line and bool(_TWEET_SIGNATURE.match(line))


def offers_sharing(line: str) -> bool:
    """Whether the button `line` is of those that stand between a story's head and its prose."""
    return len(line) <= _LONGEST_BUTTON and bool(_SHARING.search(line))


def is_link_list_heading(line: str) -> bool:
    """Whether `line` heads a list of links to other stories."""
    if len(line) > _LONGEST_BUTTON or not _LINK_LIST.match(line):
        return False
    return line.endswith("...") or not line.endswith((".", "”", '"'))
