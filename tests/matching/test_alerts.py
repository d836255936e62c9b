"""Alerts and the stories that they announce."""

import pytest

from tests.matching.stories import features, headed, kind_of
from worker.matching.fingerprint import Fingerprint

STORY = headed(
    "SKARHOLM LINES <SKL> 2ND QTR LOSS",
    "OSLO, March 6 - Shr loss 3.86 crowns vs profit 37 ore\nNet loss 24,973,000 vs profit 2,389,000\n"
    "Sales 62.5 mln vs 65.3 mln\nThe company said that a strike had kept its boats in port for most of the spring.",
)
REPORT = headed(
    "FERRY PAINTERS IN STRIKE TALKS WITH OWNERS",
    "OSLO, March 6 - Ferry painters and the owners of four lines met on Friday to end a strike that has kept most "
    "boats in port since the spring. The painters ask for a shorter week, the owners for a lock on wages, and the "
    "mediator for patience.",
)


def alert(text: str) -> Fingerprint:
    """Return an alert as it is filed: title and text are one."""
    return headed(text, text)


@pytest.mark.parametrize(
    ("text", "story", "announced"),
    [
        ("SKARHOLM LINES 2ND QTR SHR LOSS 3.86 CROWNS VS PROFIT 37 ORE", STORY, True),
        ("SKARHOLM LINES 2ND QTR SHR LOSS 3.68 CROWNS VS PROFIT 37 ORE", STORY, False),
        ("LENNE VALLEY CO 2ND QTR SHR LOSS 3.86 CROWNS VS PROFIT 37 ORE", STORY, False),
        ("FERRY PAINTERS AND THE OWNERS OF FOUR LINES MET TO END STRIKE", REPORT, True),
        ("FERRY PAINTERS REJECT OFFER BY THE OWNERS OF FOUR LINES, UNION SAYS", REPORT, False),
    ],
)
def test_an_alert_announces_what_the_story_tells(text: str, story: Fingerprint, announced: bool) -> None:
    """Each figure and nearly each word of an alert stands at the beginning of its story, its first word above all."""
    assert features(alert(text), story).announced == announced
    assert kind_of(alert(text), story) == ("edition" if announced else "none")


@pytest.mark.parametrize(
    "other",
    [
        "GALE RATING UPGRADES LENNE VALLEY CORP'S 1.2 BILLION CROWNS OF DEBT",
        "GALE RATING DOWNGRADES NORRFJORD LINES' 900 MLN CROWNS OF DEBT",
        "STRIKE COSTS SKARHOLM LINES 1.2 BILLION CROWNS OF DEBT",
    ],
)
def test_alerts_of_one_form_are_apart(other: str) -> None:
    """Two alerts that end in the same phrase are not one."""
    one = alert("GALE RATING DOWNGRADES SKARHOLM LINES, AFFECTS 1.2 BILLION CROWNS OF DEBT")
    assert kind_of(one, alert(other)) == "none"


@pytest.mark.parametrize(
    ("other", "kind"),
    [
        ("COUNTY SETS ONE-WEEK FERRY TENDER, COUNTY SAYS - OFFICIAL", "edition"),
        ("COUNTY SETS TWO-WEEK FERRY TENDER, COUNTY SAYS", "none"),
    ],
)
def test_alerts_are_one_when_one_has_no_words_of_its_own(other: str, kind: str) -> None:
    """An alert sent again with a word more is an edition; one with a word in place of another is another round."""
    assert kind_of(alert("COUNTY SETS ONE-WEEK FERRY TENDER, COUNTY SAYS"), alert(other)) == kind


REWORDED = "GALE RATING CUTS SKARHOLM DEBT TO B FROM A, AFFECTS 900 MLN CROWNS INC 200 MLN OF NOTES"


@pytest.mark.parametrize(
    ("other", "kind"),
    [
        (REWORDED.replace("INC", "INCLUDING"), "edition"),
        (REWORDED.replace("INC", "INCLUDING").replace("900", "800"), "none"),
        (REWORDED.replace("INC", "INCLUDING").replace("GALE RATING", "LENNE RATING"), "none"),
        (REWORDED.replace("900 MLN CROWNS INC 200", "200 MLN CROWNS INCLUDING 900"), "none"),
    ],
)
def test_an_alert_reworded_is_an_edition(other: str, kind: str) -> None:
    """Two alerts that begin alike, tell the same figures in one order and share nearly all words are one."""
    assert kind_of(alert(REWORDED), alert(other)) == kind


def test_an_alert_corrected_is_an_edition() -> None:
    """An alert that says so is the other's correction, though its figure is another."""
    text = "NORRFJORD LINES TO HAVE {} MLN CROWNS FROM COUNTY TO RAISE FERRY THAT RAN AGROUND - OFFICIAL"
    assert kind_of(alert(text.format("41.6")), alert("CORRECTED - " + text.format("83.2"))) == "edition"


def test_what_has_a_dateline_is_no_alert() -> None:
    """A short item of its own is left to the rules for notices and stories."""
    text = "Qtly div 12 cts vs 12 cts prior Pay April 10"
    assert features(headed("HARBOR MILLS SETS PAYOUT", text), STORY).small_is_alert
    assert not features(headed("HARBOR MILLS SETS PAYOUT", f"TOLEDO, Ohio, March 3 - {text}"), STORY).small_is_alert
