"""Tests of whole pages in the forms that outlets use: columns and where the prose stands, together."""

from typing import NamedTuple

import pytest

from tests.article.pages import BODY, TITLE
from tests.article.reading import article

NAMES = "Ann Lee"
DAY = "2018-07-15"
SUMMARY = "Boats will use the eastern quay until autumn"


class Page(NamedTuple):
    """What stands above the prose and below it, and what it says."""

    head: str
    foot: str = ""
    byline: str = ""
    agency: str = ""
    place: str = ""
    published: str = DAY
    title: str = TITLE


PAGES = {
    "television station": Page(
        f"Home\n\nNews\n\nWeather\n\nSports\n\nContests\n\n{TITLE}\n\nBy: Ann Lee\n\nPosted: 10:32 AM, Jul 15, 2018\n\n"
        "Updated: 11:05 AM, Jul 15, 2018\n\nShare This\n\nShare on Facebook\n\nShare on Twitter",
        "Copyright 2018 Example Broadcasting. All rights reserved.",
        byline=NAMES,
    ),
    "television station with an agency's copy": Page(
        f"{TITLE}\n\nPosted: Jul 15, 2018 10:32 AM EDT Updated: Jul 15, 2018 11:05 AM EDT\n\nBy ANN LEE\n\n"
        "Associated Press\n\nNORTHPORT, Norland (AP) - ",
        "Copyright 2018 The Associated Press. All rights reserved. This material may not be published.",
        byline="ANN LEE",
        agency="AP",
        place="NORTHPORT, Norland",
        published="2018-07-15T14:32:00Z",
    ),
    "last updated": Page(
        f"{TITLE}\n\nAnn Lee | Staff Writer\n\nLast Updated: July 15, 2018 at 5:12 p.m.\n\nAdvertisement",
        "Read more\n\nAdvertisement",
        byline=NAMES,
    ),
    "cable network": Page(
        f"{TITLE}\n\nBy Ann Lee, CNN\n\nUpdated 9:04 PM ET, Sun July 15, 2018\n\nStory highlights\n\n"
        f"{SUMMARY}\n\nThe mayor thanks the fishermen\n\nNORTHPORT (CNN) -- ",
        byline=NAMES,
        agency="CNN",
        place="NORTHPORT",
    ),
    "cable network without a town": Page(
        f"{TITLE}\n\nAnn Lee, CNN\n\n15th July 2018\n\n(CNN) — ", byline=NAMES, agency="CNN"
    ),
    "British tabloid": Page(
        f"{TITLE}\n\n{SUMMARY}\n\nFishermen had feared for the herring season\n\nBy Ann Lee For Example Online\n\n"
        "PUBLISHED: 15:21 GMT, 15 July 2018 | UPDATED: 18:02 GMT, 15 July 2018\n\n122 shares\n\n45\n\nView comments",
        "Share or comment on this article:\n\nMost watched News videos",
        byline=NAMES,
        published="2018-07-15T15:21:00Z",
    ),
    "British broadsheet": Page(
        f"{TITLE}\n\n{SUMMARY}, mayor says\n\nAnn Lee in Northport\n\nSun 15 Jul 2018 17.04 BST\n\n"
        "Last modified on Sun 15 Jul 2018 19.40 BST\n\nShare on Facebook\n\nShare on Twitter\n\nShare via Email",
        "Topics\n\nHarbours\n\nFishing\n\nReuse this content",
        byline=NAMES,
        published="2018-07-15T16:04:00Z",
    ),
    "British broadcaster": Page(
        f"{TITLE}\n\n15 July 2018\n\nShare this with Facebook\n\nShare this with Twitter\n\nShare\n\n"
        "Image copyright AFP\n\nImage caption The wall broke in a storm in the spring",
        "Related Topics\n\nHarbours",
    ),
    "agency's own site": Page(
        f"World News\n\nJuly 15, 2018 / 6:41 AM / Updated 3 hours ago\n\n{TITLE}\n\nAnn Lee\n\n2 Min Read\n\n"
        "NORTHPORT (Reuters) - ",
        "Reporting by Ann Lee; Editing by Bo Ek\n\nOur Standards: The Example Principles.",
        byline=NAMES,
        agency="Reuters",
        place="NORTHPORT",
    ),
    "agency's own site, capitals": Page(
        f"{TITLE}\n\nBy ANN LEE July 15, 2018\n\nNORTHPORT, Norland (AP) — ",
        byline="ANN LEE",
        agency="AP",
        place="NORTHPORT, Norland",
    ),
    "Chinese agency": Page(
        f"{TITLE}\n\nSource: Xinhua| 2018-07-15 01:23:45|Editor: yan\n\nNORTHPORT, July 15 (Xinhua) -- ",
        agency="Xinhua",
        place="NORTHPORT",
    ),
    "portal": Page(
        f"{TITLE}\n\nAnn Lee Reuters•July 15, 2018\n\nBy Ann Lee\n\nNORTHPORT (Reuters) - ",
        "View comments",
        byline=NAMES,
        agency="Reuters",
        place="NORTHPORT",
    ),
    "portal with an agency alone": Page(
        f"{TITLE}\n\nAFP•July 15, 2018\n\nNorthport (AFP) - ", agency="AFP", place="Northport"
    ),
    "breadcrumb": Page(f"Home » News » World » Northport\n\n{TITLE}\n\nby Ann Lee\n\nJuly 15, 2018", byline=NAMES),
    "name alone": Page(
        f"Menu\n\nLocal\n\nHarbour Sports\n\nClassifieds\n\n{TITLE}\n\nAnn Lee\n\nPublished 6:15 a.m. CT July 15, 2018",
        byline=NAMES,
    ),
    "names of two reporters and their paper": Page(
        f"{TITLE}\n\nAnn Lee and Bo Ek, Example Today\n\nPublished 9:03 p.m. ET July 15, 2018 | "
        "Updated 10:14 p.m. ET July 15, 2018\n\nCONNECT TWEET LINKEDIN COMMENT EMAIL MORE",
        byline="Ann Lee; Bo Ek",
    ),
    "short heading": Page("Harbours in brief\n\nBy Ann Lee\n\nJuly 15, 2018", byline=NAMES, title="Harbours in brief"),
    "public radio": Page(
        f"{TITLE}\n\nJuly 15, 2018 7:40 AM ET\n\nAnn Lee\n\nListen · 3:45\n\nEmbed\n\nTranscript", byline=NAMES
    ),
    "business site": Page(
        f"Markets\n\n{TITLE}\n\nPublished Sun, Jul 15 2018 9:12 AM EDT Updated Sun, Jul 15 2018 11:40 AM EDT\n\n"
        "Ann Lee\n\n@annlee\n\nKey Points",
        byline=NAMES,
        published="2018-07-15T13:12:00Z",
    ),
    "German agency": Page(
        f"{TITLE}\n\n15.07.2018, 14:30 Uhr\n\nVon Max Muster\n\nNordhafen (dpa) - ",
        byline="Max Muster",
        agency="dpa",
        place="Nordhafen",
    ),
    "Australian site": Page(
        f"{TITLE}\n\nBy Ann Lee\n\nUpdated July 15, 2018 — 4.20pm first published at 1.05pm\n\nNormal text size"
        "\n\nAdvertisement",
        byline=NAMES,
    ),
    "Indian site": Page(
        f"{TITLE}\n\nPTI\n\nJuly 15, 2018 14:05 IST\n\nUpdated: July 15, 2018 16:10 IST\n\nNORTHPORT: ",
        agency="PTI",
        place="NORTHPORT",
    ),
    "Singapore site": Page(
        f"{TITLE}\n\nPublished\n\nJul 15, 2018, 6:41 am SGT\n\nNORTHPORT (REUTERS) - ",
        agency="Reuters",
        place="NORTHPORT",
        published="2018-07-14T22:41:00Z",
    ),
    "agency's staff": Page(
        f"{TITLE}\n\nReuters Staff\n\n2 Min Read\n\nJuly 15, 2018\n\nNORTHPORT, July 15 (Reuters) - ",
        agency="Reuters",
        place="NORTHPORT",
    ),
    "name and network": Page(
        f"WORLD\n\n{TITLE}\n\nBy Ann Lee | Example News\n\nJuly 15, 2018\n\nNORTHPORT, Norland – ",
        byline=NAMES,
        place="NORTHPORT, Norland",
    ),
    "business agency": Page(
        f"{TITLE}\n\nBy Ann Lee and Bo Ek\n\nJuly 15, 2018, 5:00 AM EDT\n\n(Bloomberg) -- ",
        byline="Ann Lee; Bo Ek",
        agency="Bloomberg",
        published="2018-07-15T09:00:00Z",
    ),
    "Korean agency": Page(
        f"{TITLE}\n\n2018/07/15 14:05\n\nEmail\n\nNORTHPORT, July 15 (Yonhap) -- ",
        agency="Yonhap",
        place="NORTHPORT",
        published="2018-07-15",
    ),
    "Canadian site": Page(
        f"{TITLE}\n\nAnn Lee, The Associated Press\n\nPublished Sunday, July 15, 2018 7:04AM EDT\n\n"
        "Last Updated Sunday, July 15, 2018 9:12AM EDT\n\nNORTHPORT, Norland -- ",
        byline=NAMES,
        agency="AP",
        place="NORTHPORT, Norland",
        published="2018-07-15T11:04:00Z",
    ),
    "Canadian broadcaster": Page(
        f"{TITLE}\n\n{SUMMARY}\n\nAnn Lee · The Associated Press · Posted: Jul 15, 2018 7:04 AM ET | "
        "Last Updated: July 15, 2018",
        byline=NAMES,
        agency="AP",
    ),
    "French site": Page(
        "Le conseil de Port-Nord reconstruit la digue\n\nLe Monde avec AFP | 15.07.2018 à 14h30 • "
        "Mis à jour le 15.07.2018 à 17h02",
        agency="AFP",
        title="Le conseil de Port-Nord reconstruit la digue",
    ),
    "political site": Page(
        f"{TITLE}\n\nBy ANN LEE\n\n07/15/2018 07:04 AM EDT\n\nNORTHPORT — ",
        byline="ANN LEE",
        place="NORTHPORT",
        published="2018-07-15T11:04:00Z",
    ),
    "agency with the day in the dateline": Page(
        f"{TITLE}\n\nBy Ann Lee\n\nJuly 15 (UPI) -- ", byline=NAMES, agency="UPI", published=""
    ),
    "name and desk": Page(
        f"{TITLE}\n\nAnn Lee, harbour editor\n\n15 July 2018 • 5:04pm\n\nFollow\n\nSave", byline=NAMES
    ),
    "clock before the day": Page(
        f"{TITLE}\n\n17:04, UK, Sunday 15 July 2018\n\nBy Ann Lee, harbour reporter", byline=NAMES
    ),
    "Arab broadcaster": Page(
        f"NEWS/NORLAND\n\n{TITLE}\n\n{SUMMARY}.\n\nby Ann Lee\n\n15 Jul 2018 14:05 GMT",
        byline=NAMES,
        published="2018-07-15T14:05:00Z",
    ),
    "two agencies": Page(
        f"WORLD\n\n{TITLE}\n\nAP, KYODO\n\nJul 15, 2018\n\nNORTHPORT – ", agency="AP", place="NORTHPORT"
    ),
    "text by": Page(f"{TITLE}\n\nText by: Ann LEE\n\nLatest update : 2018-07-15", byline="Ann LEE"),
    "minutes to read": Page(f"{TITLE}\n\n15 Jul, 2018 5:04pm\n\n2 minutes to read\n\nBy: Ann Lee", byline=NAMES),
    "date and author labelled": Page(f"{TITLE}\n\nDate 15.07.2018\n\nAuthor: Ann Lee", byline=NAMES),
    "newspaper of a chain": Page(
        f"Subscribe\n\nNews\n\nSports\n\nObituaries\n\nE-Edition\n\n{TITLE}\n\nAnn Lee Example Herald\n\n"
        "Sunday\n\nJul 15, 2018 at 12:01 AM",
        byline="",
    ),
    "magazine": Page(
        f"{TITLE}\n\nBy ANN LEE\n\nUpdated: July 15, 2018 7:04 PM ET | Originally published: July 15, 2018",
        byline="ANN LEE",
    ),
    "written by": Page(
        f"{TITLE}\n\nWritten by Ann Lee, Example Wire Writer\n\nPosted on July 15, 2018 by admin", byline=NAMES
    ),
}


@pytest.mark.parametrize("page", PAGES.values(), ids=PAGES.keys())
def test_page_of_an_outlet(page: Page) -> None:
    """Every column is read as the page prints it, and the prose is the story alone."""
    gap = "" if page.head.endswith(" ") else "\n\n"
    text = f"{page.head}{gap}{BODY}" + (f"\n\n{page.foot}" if page.foot else "")
    found = article(text)
    said = Page(page.head, page.foot, "; ".join(found.byline), found.agency, found.place, found.published, found.title)
    assert said == page
    assert text[found.start : found.end] == BODY
