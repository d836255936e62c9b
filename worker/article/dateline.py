"""Datelines: the place, agency and day that open a wire story before its prose.

Read by form, in the styles of the agencies: 'HELSINKI (AP) — ', 'TOKYO/WASHINGTON, Jan 6 (Reuters) – ',
'London (AFP) – ', 'NEW YORK, March 3 - ', 'OSLO, March 3 -The', 'MOSCOW, July 15. /TASS/. ', 'TOKYO, July 3, Kyodo - ',
'(CNN) -- ', '(ANSA) - ROMA, 16 LUG - ', '新华社北京7月16日电 ', '[東京 16日 ロイター] - '; inline or on a
line of their own.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from worker.article.agencies import first_agency
from worker.article.dates import find_date, find_month_day
from worker.article.limits import LIMITS
from worker.lexicon.schema import Words
from worker.text.names import fold_name

if TYPE_CHECKING:
    from worker.lexicon.compiled import Lexicon

_UPPER = "[A-ZÀ-ÖØ-ÞĀĂĄĆČĎĐĒĖĘĚĞĢĪĮİĶĹĻĽŁŃŅŇŌŐŒŔŘŚŞŠŢŤŪŮŰŲŹŻŽЀ-ЯΑ-Ω]"
_WORD = rf"{_UPPER}[\w.'’-]{{0,20}}"
_TOWN = rf"{_WORD}(?: (?:d[aeiou]s? |del |la |al |of |am )?{_WORD}){{0,3}}"
_PLACE = rf"{_TOWN}(?:/ ?{_TOWN}){{0,2}}(?:, ?{_TOWN}){{0,2}}"
_MONTH = r"[^\W\d_][\w]{2,11}\.?"
_DAY = rf"(?:\b{_MONTH} \d{{1,2}}|\d{{1,2}}\.? {_MONTH})(?:,? \d{{4}})?"
_NAME = r"[^\W\d_](?:[^\W\d_]|[ .'’-]){1,30}"
_DATELINE = re.compile(
    rf"(?:date \d{{4}}-\d\d-\d\d )?(?P<place>{_PLACE})?(?P<day>\s?,? ?{_DAY})?"
    rf"[.,]?\s?(?:\(\s?(?P<who>[^()\d]{{2,40}})\)\*?|/(?P<slashed>{_NAME})/\.?|(?P<bare>\b{_NAME}?))?"
    # the last of the dashes is none: 'Washington (CNN)The'
    rf"(?P<dash>\s{{0,2}}\.?[–—―]\s?|\s{{0,2}}--\s?|\s{{1,2}}-\s|\.-\s?|\s?-$|:\s|:?$|(?<=/\.)\s|(?<=\d)\s-(?=\S)"
    r"|(?<=\))(?=[A-Z“\"]))"
    rf"(?P<after>{_NAME}?\.\s)?"
)
# What a dateline cannot be without; few sentences have it near their beginning.
_MARK = re.compile(r"[(/:–—―]|-[-\s]|-$|\.-|\d -")
_MOST_WORDS, _MOST_LOWER_CASE_WORDS = 10, 2  # 'Rio de Janeiro', 'date 2022-01-07 OSLO', 'МОСКВА, 16 июл'
_CHINESE = re.compile(r"(?P<who>[\u4e00-\u9fff]{2,4}社)(?P<place>[^\d\s]{2,8}?)(?:\d{1,2}月)?\d{1,2}日[电電讯訊]\s?")
_BRACKETED = re.compile(
    r"[\[［【](?P<japanese>[^\]］】]{2,30})[\]］】]\s?(?:[-–—]\s)?"
    r"|\((?P<korean>[^()]{2,20}=[^()]{2,12})\)\s?(?:[^=]{1,20}=\s?)?"
)
_IN_BRACKETS = re.compile(r"[\s=＝]+|\d{1,2}[月日]")
_BARE_PLACE = re.compile(rf"{_PLACE}$")
_LONG_DASHES = frozenset({"–", "—", "--"})


class Dateline(NamedTuple):
    """A dateline at `line[:end]`; what it does not say is ''. `day` is an ISO date, '--01-06' without a year."""

    place: str
    agency: str
    day: str
    end: int


def find_dateline(line: str, lexicon: Lexicon) -> Dateline | None:
    """The dateline that `line` opens with, or consists of; None without one."""
    if line[:1] > "\u3000" or line[:1] in ("[", "("):
        dateline = _east_asian(line, lexicon)
        if dateline:
            return dateline
    if not _may_open_with_one(line):
        return _agency_first(line, lexicon) if len(line) <= LIMITS.dateline_alone and ", " in line else None
    found = _DATELINE.match(line)
    if found and found.end():
        who = _who(found, lexicon)
        dateline = _with_agency(line, found, who, lexicon) if who else _without_agency(line, found, lexicon)
        if dateline:
            return dateline
    return _agency_first(line, lexicon) if len(line) <= LIMITS.dateline_alone and ", " in line else None


def _east_asian(line: str, lexicon: Lexicon) -> Dateline | None:
    """A dateline in Chinese, or in the brackets of Japanese and Korean agencies."""
    found = _CHINESE.match(line)
    if found:
        return Dateline(found["place"], lexicon.agency(found["who"]), "", found.end())
    found = _BRACKETED.match(line)
    inside = (found["japanese"] or found["korean"]).strip() if found else ""
    names = lexicon.mark_line(inside).names
    if not found or not names or names[-1].end < len(inside) or not names[-1].start:
        return None
    place = next(filter(None, _IN_BRACKETS.split(inside[: names[-1].start])), "")
    return Dateline(place, names[-1].phrase.name, "", found.end())


def _agency_first(line: str, lexicon: Lexicon) -> Dateline | None:
    """A dateline on a line of its own, agency first: 'AFP, MANILA', 'Reuters, Oslo,'."""
    agency, _, rest = line.partition(", ")
    place = rest.rstrip(",")
    if not lexicon.agency(agency) or not _BARE_PLACE.match(place) or lexicon.agency(place):
        return None
    return Dateline(place, lexicon.agency(agency), "", len(line))


def _may_open_with_one(line: str) -> bool:
    """Whether `line` opens with few words, hardly any in lower case, and then a mark that datelines have."""
    mark = _MARK.search(line, 0, LIMITS.dateline)
    words = line[: mark.start()].split() if mark else []
    return mark is not None and len(words) <= _MOST_WORDS and sum(map(str.islower, words)) <= _MOST_LOWER_CASE_WORDS


def _who(found: re.Match[str], lexicon: Lexicon) -> str:
    """Who signs the dateline: any name in parentheses, else an agency."""
    others = (found["slashed"] or found["bare"] or "", (found["after"] or "").rstrip(". "))
    return found["who"] or next((each for each in others if each and lexicon.agency(each)), "")


def is_place(line: str, lexicon: Lexicon) -> bool:
    """Whether `line` is nothing but a place as datelines print it: 'HELSINKI', 'GLASGOW, Scotland'."""
    return bool(_BARE_PLACE.match(line)) and _is_town_in_capitals(line, lexicon) and not lexicon.agency(line)


def _is_town_in_capitals(place: str, lexicon: Lexicon) -> bool:
    town = place.partition(",")[0]
    return len(town) > 2 and town.isupper() and not _announces(town, lexicon)


def _announces(town: str, lexicon: Lexicon) -> bool:
    words = town.lower().split()
    return any(word in lexicon.words(Words.ANNOUNCES) or word in lexicon.words(Words.BUTTONS) for word in words)


def _with_agency(line: str, found: re.Match[str], who: str, lexicon: Lexicon) -> Dateline | None:
    place, agency = found["place"] or "", first_agency(who, lexicon)
    capitals = _is_town_in_capitals(place, lexicon)
    end = _end(found, lexicon)
    alone = not found["dash"] and end == len(line)
    if alone and not place and not lexicon.agency(who.partition("/")[0].partition(",")[0]):
        return None  # '(Ann Lee / AP)' is a credit
    day = _day(found, lexicon)
    if not agency and (alone or not (capitals or day)):
        return None
    if (found["bare"] and not capitals) or (alone and " " in place and "," not in place and not capitals):
        return None
    second = None if place or alone else _DATELINE.match(line, end)
    if second and second["place"] and second["dash"] and _is_town_in_capitals(second["place"], lexicon):
        return Dateline(second["place"], agency, _day(second, lexicon), _end(second, lexicon))
    return Dateline(place, agency, day, end)


def _end(found: re.Match[str], lexicon: Lexicon) -> int:
    """Where the dateline ends: what stands behind its dash belongs to it only if it is an agency's name."""
    after = found["after"]
    return found.end() if not after or lexicon.agency(after.rstrip(". ")) else found.start("after")


def _without_agency(line: str, found: re.Match[str], lexicon: Lexicon) -> Dateline | None:
    place, dash, end = found["place"] or "", found["dash"].strip(), _end(found, lexicon)
    day = _day(found, lexicon)
    if found["slashed"] or found["bare"] or (found["day"] and not day):
        return None
    named_last = lexicon.agency(place.rpartition(" ")[2])
    if named_last and dash in _LONG_DASHES:
        return Dateline(place.rpartition(" ")[0], named_last, "", end)  # 'New York CNN —', 'CNN —'
    if not place or not dash or lexicon.month(place) or not _goes_on_as_prose(line[end:], dash, day):
        return None
    town = place.partition(",")[0]
    city = any(fold_name(each.strip()) in lexicon.cities for each in town.split("/"))
    one_town = city or (" " not in town and not _announces(town, lexicon))
    if dash == ":" and not (city if end == len(line) else one_town):
        return None
    named = city or _is_town_in_capitals(place, lexicon) or (dash in _LONG_DASHES and one_town)
    sure = named or (day and _is_sure_with_day(place, line[:end], lexicon))
    return Dateline(place, "", day, end) if sure else None


def _goes_on_as_prose(rest: str, dash: str, day: str) -> bool:
    """Whether what stands behind a place and its dash may open a story.

    Not so in 'NATO – the alliance', 'Third, Lee – said', 'PORT WEATHER - FORCE 6 WINDS', 'PUBLISHED: 05/01/2012'.
    """
    plain = rest.lstrip(" “\"‘'([")
    if dash == ":" and plain[:1].isdigit():
        return False
    return bool(day) or not (plain[:1].islower() or plain.isupper())


def _is_sure_with_day(place: str, dateline: str, lexicon: Lexicon) -> bool:
    """Whether a day tells a place: in 'Oslo, June 2 -The', 'Calgary, Alberta, March 16 - ', 'THE HAGUE, March 3 - '."""
    form = dateline.endswith("-") or ", " in place or (place.isupper() and place.startswith("THE "))
    return form and fold_name(place.partition(" ")[0].strip(",.")) not in lexicon.weekdays


def _day(found: re.Match[str], lexicon: Lexicon) -> str:
    printed = find_date(found.group(), lexicon)
    return printed.iso if printed else find_month_day(found["day"] or "", lexicon)
