"""Items written twice."""

import pytest

from tests.matching.stories import features, headed, kind_of
from worker.matching.conditions import are_told_anew
from worker.matching.thresholds import THRESHOLDS

ONE = headed(
    "HARBOR MILLS <HMI> BUYS BAKERY",
    "TOLEDO, Ohio, March 3 - Harbor Mills Inc said it has agreed to buy the privately held Quiller bakery of Dayton "
    "for an undisclosed sum. Quiller, which makes rye bread, had sales of about nine crates an hour, Harbor said.",
)
ANEW = (
    "TOLEDO, Ohio, March {} - Harbor Mills Inc will buy Quiller, the privately held bakery. Terms were undisclosed. "
    "Dayton based Quiller makes rye bread and had sales of about nine crates an hour, Harbor said."
)
OTHER = (
    "TOLEDO, Ohio, March 3 - Harbor Mills Inc said it has named Ragna Ulv its treasurer. She succeeds Otto Brand, who "
    "is to retire in the spring after thirty years."
)


@pytest.mark.parametrize(
    ("title", "text", "anew"),
    [
        ("HARBOR MILLS <HMI> IN BAKERY PACT", ANEW.format(3), True),
        ("HARBOR MILLS <HMI> IN BAKERY PACT", ANEW.format(4), False),
        ("QUILLER <QFC> IN BAKERY PACT", ANEW.format(3), False),
        ("HARBOR MILLS <HMI> NAMES TREASURER", OTHER, False),
    ],
)
def test_one_companys_news_of_one_day_is_told_anew(title: str, text: str, anew: bool) -> None:
    """Two items with one symbol, one day and most words in common are one; without any of these they are not."""
    assert are_told_anew(features(ONE, headed(title, text)), THRESHOLDS) == anew


def test_what_is_told_anew_is_an_edition() -> None:
    """Hardly a sentence stands alike in the two, and yet they are editions of one story."""
    assert kind_of(ONE, headed("HARBOR MILLS <HMI> IN BAKERY PACT", ANEW.format(3))) == "edition"
