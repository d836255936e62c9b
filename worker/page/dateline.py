"""Datelines: the place, agency and day that open a wire story before its prose.

Read by form, in the styles of the agencies: 'HELSINKI (AP) — ', 'TOKYO/WASHINGTON, Jan 6 (Reuters) – ',
'London (AFP) – ', 'NEW YORK, March 3 - ', 'MOSCOW, July 15. /TASS/. ', 'TOKYO, July 3, Kyodo - ', '(CNN) -- ',
'(ANSA) - ROMA, 16 LUG - ', '新华社北京7月16日电 ', '[東京 16日 ロイター] - '; inline or on a line of their own.
"""

import re
from typing import NamedTuple

from worker.page.agency import AGENCY, agency_named_in, first_agency, short_name
from worker.page.dates import MONTH, find_date

_UPPER = "[A-ZÀ-ÖØ-ÞЀ-ЯΑ-Ω]"
_MONTH = f"(?i:{MONTH})"
_WORD = rf"{_UPPER}[\w.'’-]{{0,20}}"
_TOWN = rf"{_WORD}(?: (?:d[aeiou]s? |del |la |al |of |am )?{_WORD}){{0,3}}"
_PLACE = rf"{_TOWN}(?:/{_TOWN}){{0,2}}(?:, ?(?!{_MONTH}){_TOWN}){{0,2}}"
_DAY = rf"(?:{_MONTH} \d{{1,2}}|\d{{1,2}}\.? {_MONTH})(?:,? \d{{4}})?"
_DATELINE = re.compile(
    rf"(?:date \d{{4}}-\d\d-\d\d )?(?P<place>{_PLACE})?(?P<day>,? ?{_DAY})?"
    rf"[.,]?\s?(?:\(\s?(?P<who>[^()\d]{{2,40}})\)\*?|/(?P<slashed>{AGENCY})/\.?|(?P<bare>{AGENCY}))?"
    rf"(?P<dash>\s?\.?[–—―]\s?|\s?--\s?|\s-\s|\.-\s?|\s?-$|:\s|$|(?<=/\.)\s)"
    rf"(?P<after>{AGENCY}\.\s)?"
)
# What a dateline cannot be without; few sentences have it near their beginning.
_MARK = re.compile(r"[(/:–—―]|-[-\s]|-$|\.-")
_LONGEST = 90
_EAST_ASIAN = (
    re.compile(r"(?P<who>新华社|新華社|法新社|路透社|中新社)(?P<place>[^\d\s]{2,8}?)(?:\d{1,2}月)?\d{1,2}日[电電]\s?"),
    re.compile(
        r"[\[［【](?P<place>[^\d\s\]］】=＝]{1,12})\s?(?:\d{1,2}日)?[\s=＝](?P<who>ロイター|共同|時事)[\]］】]\s?(?:[-–—]\s)?"
    ),
    re.compile(r"\((?P<place>[^\d\s()=]{1,8})=(?P<who>연합뉴스|로이터)\)\s?(?:[^=]{1,20}=\s?)?"),
)
_BARE_PLACE = re.compile(rf"{_PLACE}$")
# Capitals before a colon or dash that announce something else than a place.
_ANNOUNCEMENTS = frozenset(
    ["BREAKING", "WATCH", "UPDATE", "UPDATED", "LIVE", "VIDEO", "PHOTOS", "PHOTO", "EXCLUSIVE", "OPINION", "ANALYSIS", "NOTE", "READ", "MORE", "CORRECTION", "EDITORIAL", "REVIEW", "JUST", "WHAT", "WHY", "HOW"]
)


class Dateline(NamedTuple):
    """A dateline at `line[:end]`; what it does not say is ''. `day` is an ISO date when its year is printed."""

    place: str
    agency: str
    day: str
    end: int


def find_dateline(line: str) -> Dateline | None:
    """The dateline that `line` opens with, or consists of; None without one."""
    if line[:1] in "新法路中[［【(":
        for form in _EAST_ASIAN:
            if found := form.match(line):
                return Dateline(found["place"], short_name(found["who"]), "", found.end())
    found = _MARK.search(line[:_LONGEST]) and _DATELINE.match(line)
    if not found or not found.end():
        return None
    who = found["who"] or found["slashed"] or found["bare"] or found["after"] or ""
    return _with_agency(line, found, who) if who else _without_agency(found)


def is_place(line: str) -> bool:
    """Whether `line` is nothing but a place as datelines print it: 'HELSINKI', 'GLASGOW, Scotland'."""
    return bool(_BARE_PLACE.match(line)) and _is_town_in_capitals(line)


def _is_town_in_capitals(place: str) -> bool:
    town = place.partition(",")[0]
    return len(town) > 2 and town.isupper() and not _ANNOUNCEMENTS.intersection(town.split())


def _with_agency(line: str, found: re.Match[str], who: str) -> Dateline | None:
    place, agency = found["place"] or "", first_agency(who) or agency_named_in(who)
    capitals = _is_town_in_capitals(place)
    alone = not found["dash"]
    if not agency:
        if not (capitals or found["day"]) or alone:
            return None
        agency = who.strip() if capitals else ""
    if (found["bare"] and not capitals) or (alone and " " in place and "," not in place and not capitals):
        return None
    second = None if place or alone else _DATELINE.match(line, found.end())
    if second and second["place"] and second["dash"] and _is_town_in_capitals(second["place"]):
        return Dateline(second["place"], agency, _day(second), second.end())
    return Dateline(place, agency, _day(found), found.end())


def _without_agency(found: re.Match[str]) -> Dateline | None:
    place, dash = found["place"] or "", found["dash"].strip()
    if not place or not dash:
        return None
    named_twice = "," in place and dash in {"–", "—", "--"}  # 'Glasgow, Scotland – '
    if not _is_town_in_capitals(place) and not named_twice:
        return None
    return Dateline(place, "", _day(found), found.end())


def _day(found: re.Match[str]) -> str:
    printed = find_date(found.group())
    return printed.iso if printed else ""
