"""Templates filled in twice, and briefs that are one."""

from itertools import combinations

import pytest

from tests.matching.notices import FAMILIES, REISSUED
from tests.matching.stories import are_two_briefs, features, filed, headed, kind_of, printed
from worker.matching.conditions import are_one_brief, are_one_template_twice
from worker.matching.fingerprint import Fingerprint
from worker.matching.thresholds import THRESHOLDS


def is_one_brief(one: Fingerprint, other: Fingerprint) -> bool:
    """Tell whether two briefs are one."""
    return are_one_brief(features(one, other), THRESHOLDS)


def is_template_twice(one: Fingerprint, other: Fingerprint) -> bool:
    """Tell whether two texts are one template filled in twice; passages between figures aside."""
    found = features(one, other)
    found.__dict__["longest_passage"] = 0
    return are_one_template_twice(found, THRESHOLDS)


APART = [(family, *pair) for family, members in FAMILIES.items() for pair in combinations(members, 2)]


@pytest.mark.parametrize(("family", "one", "other"), APART)
def test_items_of_one_form_are_apart(family: str, one: str, other: str) -> None:
    """Notices of one form with other figures, days or companies have no match."""
    assert (family, kind_of(filed(one), filed(other))) == (family, "none")


@pytest.mark.parametrize("kind", REISSUED)
def test_a_reissued_notice_is_an_edition(kind: str) -> None:
    """A notice repeated, corrected or updated is an edition, and shares an anchor by which it is found."""
    one, other = (filed(text) for text in REISSUED[kind])
    assert kind_of(one, other) == "edition"
    assert set(one.anchors.tolist()) & set(other.anchors.tolist())


def test_headings_tell_tables_apart() -> None:
    """Two companies' tables with the same figures are two items, by their headings alone."""
    table = "Qtly div 12 cts vs 12 cts prior\nPay April 10\nRecord March 20\n"
    one, other = headed("HARBOR MILLS SETS PAYOUT", table), headed("QUILLER FOODS SETS PAYOUT", table)
    assert are_two_briefs(one, other)


def test_a_story_is_no_notice() -> None:
    """A text with few figures is left to the other rules."""
    one = printed("The council met in the town hall and put off the vote on the bridge until the spring.")
    assert not features(one, one).briefs
    assert not is_template_twice(one, one)


RESULTS = "{} -Shr 34 cts vs 28 cts\nNet 1,234,000 vs 987,000\nRevs {}\nAvg shrs 3,629,000 vs 3,525,000"


@pytest.mark.parametrize(
    ("heading", "dateline", "revenue", "one_notice"),
    [
        ("HARBOR MILLS <HMI> QUARTER NET", "TOLEDO, Ohio, March 3", "12.3 mln vs 11.2 mln", True),
        ("HARBOR MILLS <HMI> QUARTER NET", "TOLEDO, Ohio, March 4", "12,301,422 vs 11,190,004", True),
        ("HARBOR MILLS <HMI> QUARTER NET", "TOLEDO, Ohio, June 3", "12.3 mln vs 11.2 mln", False),
        ("QUILLER FOODS <QFC> QUARTER NET", "TOLEDO, Ohio, March 3", "12.3 mln vs 11.2 mln", False),
    ],
)
def test_a_companys_figures_are_its_own(heading: str, dateline: str, revenue: str, one_notice: bool) -> None:
    """One company's results in another form are one notice; another company's, or another season's, are not."""
    one = headed("HARBOR MILLS INC <HMI> 1ST QTR", RESULTS.format("TOLEDO, Ohio, March 3", "12,301,422 vs 11,190,004"))
    other = headed(heading, RESULTS.format(dateline, revenue))
    assert features(one, other).briefs
    assert are_two_briefs(one, other) is not one_notice
    assert (not one_notice) or is_one_brief(one, other)


@pytest.mark.parametrize("other", ["PORT RUBBER AT 1600", "BAY RUBBER AT 1300"])
def test_a_table_of_another_hour_is_another(other: str) -> None:
    """A market's table sent again at another hour, or from another place, is another, whatever its prices."""
    table = "May 227.50 229.50\nJune 227.50 229.50\nJuly 230.00 231.25"
    assert are_two_briefs(headed("PORT RUBBER AT 1300", table), headed(other, table))


def test_the_same_report_of_another_day_is_another() -> None:
    """A daily report with other figures under the same title is another one, though most of it is alike."""
    report = "LIMA, April {} - Rainfall in the day to noon:\nAlta nil, Boca nil, Cima nil, Duna nil, Erma {}, Fosa {}."
    one, other = (
        headed("COFFEE BELT RAINFALL", report.format(*rain)) for rain in (("7", "33.0", "5.0"), ("9", "2", "nil"))
    )
    assert are_two_briefs(one, other)


@pytest.mark.parametrize(("day", "cost", "one_item"), [(4, "6.1", True), (9, "6.1", False), (4, "6.2", False)])
def test_an_item_is_told_again_under_another_title(day: int, cost: str, one_item: bool) -> None:
    """A misprinted title, or the next day's date, parts no texts whose figures and names agree; a figure does."""
    text = (
        "Completed boats rose 3.4 percent in January to 188 from 182 in December, the Lenne Yard said. The rise "
        "came after a fall of 6.4 percent from 197, and brought their cost to {} million crowns, "
        "against 5.9 million in January last year, when 171 boats were completed."
    )
    one = headed("FERRY COMPLETIONS ROSE IN JANUARY\n\nOSLO, March 3 -", text.format("6.1"))
    other = headed(f"FRERY COMPLETIONS UP IN JANUARY\n\nOSLO, March {day} -", text.format(cost))
    assert features(one, other).briefs
    assert are_two_briefs(one, other) is not one_item


def test_short_items_about_two_companies_are_two() -> None:
    """Items of one wording with hardly a figure are told apart by their symbols, or by the days between them."""
    text = (
        "{}, March {} - {} said its stock will continue to be quoted in the national list due to an exception from the "
        "rule on filing, which it failed to meet last month. It believes that it can meet conditions imposed for the "
        "exception, but there can be no assurance that it will do so."
    )
    one = headed("HARBOR MILLS <HMI> GETS EXCEPTION", text.format("TOLEDO, Ohio", 3, "Harbor Mills Inc"))
    other = headed("QUILLER FOODS <QFC> GETS EXCEPTION", text.format("DAYTON, Ohio", 3, "Quiller Foods Corp"))
    later = headed("HARBOR MILLS <HMI> GETS EXCEPTION", text.format("TOLEDO, Ohio", 28, "Harbor Mills Inc"))
    assert is_template_twice(one, other)
    assert is_template_twice(one, later)
    assert not is_template_twice(one, one)


def test_a_companys_item_in_another_ones_report_is_another() -> None:
    """A short item in the form of another company's longer report is told apart by the symbols."""
    text = "OSLO, March 3 - {0} said it raised the price that it will pay for oats 50 cents a sack, effective today."
    more = "Mills along the fjord have raised what they pay for grain three times since the snow went. " * 9
    one = headed("HARBOR MILLS <HMI> RAISES OATS PRICE", text.format("Harbor Mills"))
    other = headed("QUILLER FOODS <QFC> RAISES OATS PRICE", f"{text.format('Quiller Foods')}\n{more}")
    assert is_template_twice(one, other)


FORECAST = "The bank said it had {} its forecast of the shortage in the money market today {} crowns."


@pytest.mark.parametrize(
    ("day", "revised", "figures", "two"),
    [
        (3, "revised", "by 100 to 400", False),
        (3, "mended", "again by 100 to 400", False),
        (3, "mended", "again by 230 to 950", True),
        (5, "revised", "by 100 to 400", True),
    ],
)
def test_notices_of_one_subject(day: int, revised: str, figures: str, two: bool) -> None:
    """A subject's notices are two if most figures differ, or two days lie between; one in other words is not."""
    title = "MONEY MARKET FORECAST REVISED\n\nOSLO, March {} -"
    one = headed(title.format(3), FORECAST.format("revised", "by 100 to 400"))
    other = headed(title.format(day), FORECAST.format(revised, figures))
    assert features(one, other).briefs
    assert are_two_briefs(one, other) == two


def test_a_notice_without_a_figure_is_judged_as_a_story() -> None:
    """Of two notices of one company, one without any figure is not taken for the other by their company alone."""
    dateline = "TOLEDO, Ohio, March 3 -"
    one = headed(f"HARBOR MILLS <HMI> IN PLACE\n\n{dateline}", "It was listed as 1 of 4 mills on Monday.")
    other = headed(f"HARBOR MILLS <HMI> LISTED\n\n{dateline}", "Harbor Mills was listed and is glad of it.")
    assert features(one, other).briefs
    assert not are_two_briefs(one, other)
    assert not is_one_brief(one, other)
