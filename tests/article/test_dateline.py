"""Tests of worker.article.dateline: place, agency and day before the prose."""

import pytest

from tests.article.reading import LEXICON
from worker.article.dateline import Dateline, find_dateline, is_place


@pytest.mark.parametrize(
    ("dateline", "place", "agency"),
    [
        ("HELSINKI (AP) — ", "HELSINKI", "AP"),
        ("TOKYO/WASHINGTON, Jan 6 (Reuters) – ", "TOKYO/WASHINGTON", "Reuters"),
        ("PARIS, July 3 (AFP) - ", "PARIS", "AFP"),
        ("London (AFP) – ", "London", "AFP"),
        ("BEIJING, July 15 (Xinhua) -- ", "BEIJING", "Xinhua"),
        ("SEOUL, July 15 (Yonhap) -- ", "SEOUL", "Yonhap"),
        ("TOKYO, July 3, Kyodo - ", "TOKYO", "Kyodo"),
        ("MOSCOW, July 15. /TASS/. ", "MOSCOW", "TASS"),
        ("МОСКВА, 16 июл - РИА Новости. ", "МОСКВА", "RIA Novosti"),
        ("Madrid, 15 jul (EFE).- ", "Madrid", "EFE"),
        ("Berlin (dpa/bb) - ", "Berlin", "dpa"),
        ("(ANSA) - ROMA, 16 LUG - ", "ROMA", "ANSA"),
        ("July 15 (UPI) -- ", "", "UPI"),
        ("(Bloomberg) -- ", "", "Bloomberg"),
        ("WASHINGTON (Reuters Health) - ", "WASHINGTON", "Reuters"),
        ("WASHINGTON (CNN)  — ", "WASHINGTON", "CNN"),
        ("NEW YORK, March 3 - ", "NEW YORK", ""),
        ("NEW YORK, March 3 -", "NEW YORK", ""),
        ("NEW YORK , MARCH 3 -", "NEW YORK", ""),
        ("THE HAGUE, March 3 - ", "THE HAGUE", ""),
        ("Northport, Norland, March 3 - ", "Northport, Norland", ""),
        ("Northport, March 3 -", "Northport", ""),
        ("ST. LOUIS -- ", "ST. LOUIS", ""),
        ("GLASGOW, Scotland — ", "GLASGOW, Scotland", ""),
        ("Glasgow, Scotland – ", "Glasgow, Scotland", ""),
        ("RIO DE JANEIRO: ", "RIO DE JANEIRO", ""),
        ("New Delhi: ", "New Delhi", ""),
        ("Hong Kong - ", "Hong Kong", ""),
        ("Washington (CNN)", "Washington", "CNN"),
        ("Hong Kong (CNN Business)", "Hong Kong", "CNN"),
        ("(CNN)", "", "CNN"),
        ("New York CNN — ", "New York", "CNN"),
        ("NORTHPORT, Norland (ExampleNow) - ", "NORTHPORT, Norland", ""),
        ("LONDON—", "LONDON", ""),
    ],
)
def test_datelines_by_form(dateline: str, place: str, agency: str) -> None:
    """The styles of the agencies are read, with or without a day; a paper's own desk is no agency."""
    found = find_dateline(f"{dateline}The council met.", LEXICON)
    assert found is not None
    assert (found.place, found.agency, found.end) == (place, agency, len(dateline))


def test_a_day_without_a_year_is_kept_as_such() -> None:
    """'Jan 6' is a month and a day, not a date."""
    found = find_dateline("TOKYO, Jan 6 (Reuters) - The council met.", LEXICON)
    assert found == Dateline("TOKYO", "Reuters", "--01-06", 25)


@pytest.mark.parametrize(
    ("dateline", "place", "agency"),
    [
        ("新华社北京7月16日电 ", "北京", "Xinhua"),
        ("[東京 16日 ロイター] - ", "東京", "Reuters"),
        ("【ワシントン共同】", "ワシントン", "Kyodo"),
        ("【6月18日 AFP】", "", "AFP"),
        ("(서울=연합뉴스) ", "서울", "Yonhap"),
    ],
)
def test_east_asian_datelines(dateline: str, place: str, agency: str) -> None:
    """Chinese, Japanese and Korean agencies put their names and towns together."""
    assert find_dateline(f"{dateline}中国", LEXICON) == Dateline(place, agency, "", len(dateline))


def test_day_with_its_year() -> None:
    """A full date in the dateline is told; one without its year is not."""
    found = find_dateline("PARIS, July 15, 2018 (AFP) - The council met.", LEXICON)
    assert found is not None
    assert found.day == "2018-07-15"


@pytest.mark.parametrize(
    "line", ["Washington (CNN)", "(CNN)", "Helsinki, Finland (CNN)", "Northport, March 3 -", "Oslo/ New Delhi:"]
)
def test_dateline_on_a_line_of_its_own(line: str) -> None:
    """A dateline may be a whole line."""
    found = find_dateline(line, LEXICON)
    assert found is not None
    assert found.end == len(line)


@pytest.mark.parametrize(
    "line",
    [
        "The mayor – a fisherman himself – agreed.",
        "NATO – the alliance – agreed.",
        "Third, Lee – according to Lee – agreed.",
        "BREAKING: The council met.",
        "EASTPORT PORT WEATHER - FORCE 6 WINDS (CORRECTION)",
        "Jun -- -- 158",
        "Sunday, July 15 -",
        "Updated Sunday, July 15 - The council met.",
        "THE BIG IDEA: The council met.",
        "SENATOR LEE: “We met.”",
        "The mayor (left) - and the council - met.",
        "Ann Lee (AP)",
        "(Ann Lee/Example via AP)",
        "(Ann Lee / AP)",
        "Highlights:",
        "AP",
        "",
    ],
)
def test_no_dateline(line: str) -> None:
    """Dashes, colons and parentheses of prose, headings and credits are no datelines."""
    assert find_dateline(line, LEXICON) is None


def test_agency_without_a_place() -> None:
    """Before a dash an agency's name alone is no place."""
    assert find_dateline("CNN —", LEXICON) == Dateline("", "CNN", "", 5)


def test_agency_before_its_place() -> None:
    """A line of an agency and a place is a dateline; one of two agencies is none."""
    assert find_dateline("AFP, NORTHPORT", LEXICON) == Dateline("NORTHPORT", "AFP", "", 14)
    assert find_dateline("Reuters, Northport,", LEXICON) == Dateline("Northport", "Reuters", "", 19)
    assert find_dateline("AFP, Kyodo", LEXICON) is None


def test_place_alone() -> None:
    """A town in capitals is a place; an agency or a title-case line is not."""
    assert [is_place(line, LEXICON) for line in ("HELSINKI", "GLASGOW, Scotland", "CNN", "Helsinki", "WATCH LIVE")] == [
        *(True, True),
        *(False, False, False),
    ]
