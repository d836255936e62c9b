"""Datelines: the place, agency and day that open a wire story before its prose.

Read by form, in the styles of the agencies: 'HELSINKI (AP) — ', 'TOKYO/WASHINGTON, Jan 6 (Reuters) – ',
'London (AFP) – ', 'NEW YORK, March 3 - ', 'OSLO, March 3 -The', 'MOSCOW, July 15. /TASS/. ', 'TOKYO, July 3, Kyodo - ',
'(CNN) -- ', '(ANSA) - ROMA, 16 LUG - ', '新华社北京7月16日电 ', '[東京 16日 ロイター] - '; inline or on a
line of their own.
"""

import re
from typing import NamedTuple

from worker.page.agency import AGENCY, first_agency, short_name
from worker.page.dates import MONTH, find_date, find_month_day, month_number
from worker.page.wording import fold_name

_UPPER = "[A-ZÀ-ÖØ-ÞЀ-ЯΑ-Ω]"
_MONTH = f"(?i:{MONTH})"
_WORD = rf"{_UPPER}[\w.'’-]{{0,20}}"
_TOWN = rf"{_WORD}(?: (?:d[aeiou]s? |del |la |al |of |am )?{_WORD}){{0,3}}"
_PLACE = rf"{_TOWN}(?:/ ?{_TOWN}){{0,2}}(?:, ?(?!{_MONTH}){_TOWN}){{0,2}}"
_DAY = rf"(?:{_MONTH} \d{{1,2}}|\d{{1,2}}\.? {_MONTH})(?:,? \d{{4}})?"
_DATELINE = re.compile(
    rf"(?:date \d{{4}}-\d\d-\d\d )?(?P<place>{_PLACE})?(?P<day>\s?,? ?{_DAY})?"
    rf"[.,]?\s?(?:\(\s?(?P<who>[^()\d]{{2,40}})\)\*?|/(?P<slashed>{AGENCY})/\.?|(?P<bare>{AGENCY}))?"
    # the last of the dashes is none: 'Washington (CNN)The'
    rf"(?P<dash>\s{{0,2}}\.?[–—―]\s?|\s{{0,2}}--\s?|\s{{1,2}}-\s|\.-\s?|\s?-$|:\s|:?$|(?<=/\.)\s|(?<=\d)\s-(?=\S)"
    r"|(?<=\))(?=[A-Z“\"]))"
    rf"(?P<after>{AGENCY}\.\s)?"
)
# On a line of its own: 'AFP, MANILA', 'Reuters, Oslo,'.
_AGENCY_FIRST = re.compile(rf"(?P<who>{AGENCY}), (?P<place>{_PLACE}),?$")
# What a dateline cannot be without; few sentences have it near their beginning.
_MARK = re.compile(r"[(/:–—―]|-[-\s]|-$|\.-|\d -")
_LONGEST, _LONGEST_ALONE = 90, 40
_MOST_WORDS, _MOST_LOWER_CASE_WORDS = 10, 2  # 'Rio de Janeiro', 'date 2022-01-07 OSLO', 'МОСКВА, 16 июл'
_EAST_ASIAN = (
    re.compile(r"(?P<who>新华社|新華社|法新社|路透社|中新社)(?P<place>[^\d\s]{2,8}?)(?:\d{1,2}月)?\d{1,2}日[电電]\s?"),
    re.compile(
        r"[\[［【](?P<place>[^\d\s\]］】=＝]{1,12}?)\s?(?:\d{1,2}日)?[\s=＝]?(?P<who>ロイター|共同|時事)[\]］】]\s?(?:[-–—]\s)?"
    ),
    re.compile(r"【(?P<place>)\d{1,2}月\d{1,2}日\s?(?P<who>AFP)】"),
    re.compile(r"\((?P<place>[^\d\s()=]{1,8})=(?P<who>연합뉴스|로이터)\)\s?(?:[^=]{1,20}=\s?)?"),
)
_WEEKDAY = re.compile(r"(?:Sun|Mon|Tues?|Wed(?:nes)?|Thu(?:rs)?|Fri|Sat(?:ur)?)(?:day)?\b", re.IGNORECASE)
_BARE_PLACE = re.compile(rf"{_PLACE}$")
_LONG_DASHES = frozenset({"–", "—", "--"})
# Cities of two words that datelines name without their country (Associated Press Stylebook, 'datelines').
_CITY_NAMES = """
Abu Dhabi, Addis Ababa, Buenos Aires, Cape Town, Guatemala City, Ho Chi Minh City, Hong Kong, Kuala Lumpur, Kuwait City,
Las Vegas, Los Angeles, Mexico City, New Delhi, New Orleans, New York, Oklahoma City, Panama City, Phnom Penh,
Quebec City, Rio de Janeiro, Salt Lake City, San Antonio, San Diego, San Francisco, San Marino, Sao Paulo, St. Louis,
Tel Aviv, The Hague, Vatican City, Washington DC
"""
_CITIES = frozenset(fold_name(" ".join(city.split())) for city in _CITY_NAMES.split(","))
# Capitals before a colon or dash that announce something else than a place.
_ANNOUNCING = """
ANALYSIS BREAKING CORRECTION EDITORIAL EXCLUSIVE HOW JUST LIVE MORE NOTE OPINION PHOTO PHOTOS READ REVIEW THE UPDATE
UPDATED VIDEO WATCH WHAT WHY
"""
_ANNOUNCEMENTS = frozenset(_ANNOUNCING.split())


class Dateline(NamedTuple):
    """A dateline at `line[:end]`; what it does not say is ''. `day` is an ISO date, '--01-06' without a year."""

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
    found = _AGENCY_FIRST.match(line) if len(line) <= _LONGEST_ALONE and ", " in line else None
    if found and not short_name(found["place"]):
        return Dateline(found["place"], short_name(found["who"]), "", len(line))
    found = _DATELINE.match(line) if _may_open_with_one(line) else None
    if not found or not found.end():
        return None
    who = found["who"] or found["slashed"] or found["bare"] or found["after"] or ""
    return _with_agency(line, found, who) if who else _without_agency(line, found)


def _may_open_with_one(line: str) -> bool:
    """Whether `line` opens with few words, hardly any in lower case, and then a mark that datelines have."""
    mark = _MARK.search(line, 0, _LONGEST)
    words = line[: mark.start()].split() if mark else []
    return mark is not None and len(words) <= _MOST_WORDS and sum(map(str.islower, words)) <= _MOST_LOWER_CASE_WORDS


def is_place(line: str) -> bool:
    """Whether `line` is nothing but a place as datelines print it: 'HELSINKI', 'GLASGOW, Scotland'."""
    return bool(_BARE_PLACE.match(line)) and _is_town_in_capitals(line) and not short_name(line)


def _is_town_in_capitals(place: str) -> bool:
    town = place.partition(",")[0]
    return len(town) > 2 and town.isupper() and not _ANNOUNCEMENTS.intersection(town.split())


def _with_agency(line: str, found: re.Match[str], who: str) -> Dateline | None:
    place, agency = found["place"] or "", first_agency(who)
    capitals = _is_town_in_capitals(place)
    alone = not found["dash"] and found.end() == len(line)
    if alone and not place and not short_name(who.partition("/")[0].partition(",")[0]):
        return None  # '(Ann Lee / AP)' is a credit
    if not agency and (alone or not (capitals or found["day"])):
        return None
    if (found["bare"] and not capitals) or (alone and " " in place and "," not in place and not capitals):
        return None
    second = None if place or alone else _DATELINE.match(line, found.end())
    if second and second["place"] and second["dash"] and _is_town_in_capitals(second["place"]):
        return Dateline(second["place"], agency, _day(second), second.end())
    return Dateline(place, agency, _day(found), found.end())


def _without_agency(line: str, found: re.Match[str]) -> Dateline | None:
    place, dash = found["place"] or "", found["dash"].strip()
    named_last = short_name(place.rpartition(" ")[2])
    if named_last and dash in _LONG_DASHES:
        return Dateline(place.rpartition(" ")[0], named_last, "", found.end())  # 'New York CNN —', 'CNN —'
    city = any(fold_name(town.strip()) in _CITIES for town in place.partition(",")[0].split("/"))
    one_town = city or (" " not in place.partition(",")[0] and place.partition(",")[0].upper() not in _ANNOUNCEMENTS)
    at_end = found.end() == len(line)
    if not place or not dash or month_number(place) or (dash == ":" and not (city if at_end else one_town)):
        return None
    rest = line[found.end() :].lstrip(" “\"‘'([")
    if not found["day"] and (rest[:1].islower() or rest.isupper()):
        return None  # 'NATO – the alliance', 'Third, Lee – said', 'PORT WEATHER - FORCE 6 WINDS'
    named = city or _is_town_in_capitals(place) or (dash in _LONG_DASHES and one_town)
    if not (named or (found["day"] and _is_sure_with_day(place, found.group()))):
        return None
    return Dateline(place, "", _day(found), found.end())


def _is_sure_with_day(place: str, dateline: str) -> bool:
    """Whether a day tells a place: in 'Oslo, June 2 -The', 'Calgary, Alberta, March 16 - ', 'THE HAGUE, March 3 - '."""
    form = dateline.endswith("-") or ", " in place or (place.isupper() and place.startswith("THE "))
    return form and not _WEEKDAY.match(place)


def _day(found: re.Match[str]) -> str:
    printed = find_date(found.group())
    return printed.iso if printed else find_month_day(found["day"] or "")
