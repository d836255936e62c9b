"""Tests of worker.article.segment: where the body of a page stands."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.article.pages import BODY, LAST, LEAD, SECOND, THIRD, TITLE
from tests.article.reading import article, paragraphs


def test_prose_alone_is_the_story() -> None:
    """A text of nothing but prose is its own story, short quotations included."""
    assert article(BODY).start == 0
    assert article(BODY).end == len(BODY)
    assert len(paragraphs(BODY)) == 5


@pytest.mark.parametrize(
    "dateline",
    [
        "NORTHPORT (AP) — ",
        "NORTHPORT, Norland, Jan 6 (Reuters) – ",
        "Northport (AFP) – ",
        "NORTHPORT, March 3 - ",
        "NORTHPORT: ",
        "(CNN) -- ",
        "Northport (CNN)\n\n",
        "NORTHPORT, July 15. /TASS/. ",
        "date 2022-01-07 NORTHPORT/EASTPORT (REUTERS) - ",
    ],
)
def test_dateline_is_not_prose(dateline: str) -> None:
    """The story starts after its dateline, whether it stands before the prose or above it."""
    text = f"{TITLE}\n\nBy Ann Lee\n\n{dateline}{BODY}"
    story = article(text)
    assert text[story.start :].startswith(LEAD)
    assert story.end == len(text)


def test_furniture_around_the_prose_is_left_out() -> None:
    """Menus, dates and share buttons above and newsletters, links and rights below are not the story."""
    menu = "Enter City and State\n\nToday\n\nHigh 86F. Winds NE at 5 mph."
    head = f"{menu}\n\n{TITLE}\n\nBy Ann Lee\n\nMay 3, 2021\n\nEmail"
    foot = "SIGN UP\n\nBe the first to know.\n\nMost Popular\n\nA link to another story\n\n© 2021 Example Herald."
    text = f"{head}\n\n{BODY}\n\n{foot}"
    story = article(text)
    assert text[story.start : story.end] == BODY


def test_furniture_between_paragraphs_is_no_span() -> None:
    """Advertisements and related links amid the prose are skipped, and the prose after them still counts."""
    text = "\n\n".join((LEAD, "Advertisement", SECOND, "Related Content", "A link to another story", THIRD, LAST))
    assert paragraphs(text) == [LEAD, SECOND, THIRD, LAST]


@pytest.mark.parametrize(
    "caption",
    [
        "FILE - In this May 3, 2020 file photo, waves break over the wall of the harbour. (AP Photo/Ann Lee, File)",
        "Waves break over the wall of the harbour in Northport, Norland, on May 3, 2020.\n\nAnn Lee / Reuters",
        "Ann Lee | AFP | Getty Images\n\nWaves break over the wall of the harbour in Northport, on May 3, 2020.",
        "Waves break over the harbour wall in Northport while boats lie at the quay.\n\n(Photo: Ann Lee, AP)",
        "A crane stands at the harbour wall, left, in Northport on Sunday. less\n\nPhoto: Ann Lee, AP\n\nImage 1 of 4",
    ],
)
def test_captions_are_left_out(caption: str) -> None:
    """Captions are known by their form or by the credit beside them, in the head as amid the prose."""
    inside = "\n\n".join((LEAD, SECOND, caption, THIRD, LAST))
    assert paragraphs(inside) == [LEAD, SECOND, THIRD, LAST]
    above = "\n\n".join((TITLE, caption, "By Ann Lee", LEAD, SECOND, THIRD, LAST))
    assert paragraphs(above) == [LEAD, SECOND, THIRD, LAST]


def test_repeated_caption_is_left_out_and_repeated_summary_counts_once() -> None:
    """A paragraph printed twice counts where it last follows other prose."""
    caption = "Waves break over the old harbour wall while the boats of Northport lie at their quay."
    text = "\n\n".join((caption, caption, TITLE, "By Ann Lee", SECOND, "By Ann Lee", LEAD, SECOND, THIRD, LAST))
    assert paragraphs(text) == [LEAD, SECOND, THIRD, LAST]


def test_embedded_post_is_left_out() -> None:
    """A quoted post with its signature is not the story's prose."""
    post = "The wall will be rebuilt, stronger than ever before, and the harbour of Northport stays open this year."
    text = "\n\n".join((LEAD, SECOND, post, "— The Mayor (@mayor) May 3, 2021", THIRD, LAST))
    assert paragraphs(text) == [LEAD, SECOND, THIRD, LAST]


@pytest.mark.parametrize(
    "foot",
    [
        "(Reporting by Ann Lee; Editing by Bo Ek)",
        "Reporting by Ann Lee, Bo Ek; Editing by Cy Dahl\n\nBack to top button",
        "Associated Press writer Ann Lee in Eastport contributed to this report.",
        "Ann Lee is a fellow at the Institute of Harbours and the author of a book on walls by the sea.",
        "This article was first published in Example One . All contents and images are copyright to their owners.",
        "Copyright 2021 by CNN NewSource. All rights reserved. This material may not be published or broadcast.",
        "Correction: An earlier version of this story gave a wrong sum for the wall of the harbour in Northport.",
        "Follow Ann Lee on Twitter @annlee .",
        "Reuter",
    ],
)
def test_credits_and_notices_end_the_story(foot: str) -> None:
    """Contributors, corrections, rights and the author's note are below the story."""
    text = f"{BODY}\n\n{foot}"
    assert article(text).end == len(BODY)


def test_link_at_the_end_of_a_paragraph_is_cut() -> None:
    """'read more', a related link or a code after a paragraph is not its prose."""
    text = "\n\n".join((f"{LEAD} read more", f"{SECOND} [L1N2ABCD]", f"{LAST} (RELATED: Boats Leave Northport)"))
    assert paragraphs(text) == [LEAD, SECOND, LAST]


def test_hard_wrapped_newswire_item() -> None:
    """Lines broken at the width of a terminal are joined, and the headline in capitals is not prose."""
    text = (
        "ACME SEES LOWER SECOND QUARTER NET\nCHICAGO, March 3 - Acme Corp said it expects its second\n"
        "quarter net income to fall below the 1.2 mln dlrs it earned in\nthe year-ago period because of higher costs.\n"
        "The company does not plan to change its dividend.\nReuter"
    )
    story = article(text)
    assert text[story.start :].startswith("Acme Corp said")
    assert text[: story.end].endswith("change its dividend.")


def test_table_of_figures_is_a_story() -> None:
    """A notice of figures without a sentence has its lines below the title as its story."""
    text = "BETA INC 1ST QTR FEB 28 NET\nShr 34 cts vs 1.19 dlrs\nNet 807,000 vs 2,858,000\nReuter"
    assert paragraphs(text) == ["Shr 34 cts vs 1.19 dlrs", "Net 807,000 vs 2,858,000"]


@pytest.mark.parametrize("text", ["Prime minister resigns", "Qtly div 10 cts vs 10 cts", "___", "Share"])
def test_whatever_a_text_holds_it_has_a_story(text: str) -> None:
    """A text of one line, be it a button, is its own story."""
    assert article(text).body == ((0, len(text)),)


def test_gallery_has_its_captions_as_story() -> None:
    """A page of pictures has their captions as its story rather than nothing."""
    captions = [f"Boat {number} leaves the harbour of Northport on May 3, 2021. less" for number in range(3)]
    text = "\n\n".join((TITLE, *(line for caption in captions for line in (caption, "Photo: Ann Lee, AP", "Close"))))
    assert paragraphs(text) == captions


def test_what_a_video_shows_is_no_prose() -> None:
    """Below a player stand its title and a paragraph on it."""
    text = f"{TITLE}\n\nBy Ann Lee\n\nclose\n\nVideo\n\nWaves break over the wall\n\n{THIRD}\n\n{LEAD}\n\n{SECOND}"
    assert paragraphs(text) == [LEAD, SECOND]


def test_caption_above_a_credit_that_opens_the_page() -> None:
    """A short paragraph between the head and a credit shows a picture; amid the story it is prose."""
    caption = "The council met. It is the latest of many meetings on the harbour wall that broke this spring."
    assert paragraphs(f"By Ann Lee\n\n{caption}\n\nBo Ek/AFP/Getty Images\n\n{LEAD}\n\n{SECOND}") == [LEAD, SECOND]
    assert paragraphs(f"{LEAD}\n\n{SECOND}\n\n{caption}\n\nBo Ek/AFP/Getty Images\n\n{THIRD}")[2:] == [caption, THIRD]


def test_teasers_below_the_story_are_left_out() -> None:
    """What stands below a list of links, and a banner on cookies, is not the story's."""
    teaser = f"More from Northport\n\nFive boats to see\n\nBy Bo Ek\n\nMay 3, 2021\n\n{THIRD}"
    banner = "This website uses cookies to improve your experience. We assume that you agree with this, or leave."
    assert paragraphs(f"{LEAD}\n\n{SECOND}\n\n{teaser}\n\n{banner}") == [LEAD, SECOND]


@pytest.mark.parametrize(
    "prose",
    [
        "Der Rat von Nordhafen hat am Dienstag beschlossen, die Hafenmauer wieder aufzubauen, die im Sturm brach.",
        "Городской совет во вторник решил восстановить стену гавани, разрушенную штормами, заявил мэр.",
        "قرر المجلس البلدي يوم الثلاثاء إعادة بناء جدار الميناء الذي حطمته عواصف الربيع الماضي.",
        "市议会星期二决定重建被春季风暴冲毁的港口防波堤，结束了渔民与港务局之间长达两年的争端。",
        "市議会は火曜日、春の嵐で壊れた港の防波堤を再建することを決め、漁師と港湾局の二年にわたる対立が終わった。",
        "시의회는 화요일 봄 폭풍으로 무너진 항구 방파제를 다시 짓기로 의결했다고 시장이 밝혔다.",
    ],
)
def test_prose_of_any_language_is_kept_whole(prose: str) -> None:
    """Paragraphs are known by length and punctuation in every script."""
    assert paragraphs(f"{prose}\n\n{prose[:-1]}, 2021{prose[-1]}")[0] == prose


@given(st.lists(st.sampled_from([LEAD, SECOND, THIRD, TITLE, "By Ann Lee", "Close", "Photo: Ann Lee, AP", "…", "."])))
def test_spans_lie_in_order_within_the_text(lines: list[str]) -> None:
    """Whatever stands around the prose: spans are ascending, apart, within bounds, and hold no blank edges."""
    text = "\n\n".join(lines)
    story = article(text)
    edges = [edge for span in story.body for edge in span]
    assert edges == sorted(edges)
    assert [story.start, story.end] == ([edges[0], edges[-1]] if edges else [0, 0])
    assert all(0 <= edge <= len(text) for edge in edges)
    assert bool(story.body) == bool(text)


@given(st.text())
def test_never_raises(text: str) -> None:
    """Any text has a story, which is empty only if the text is."""
    story = article(text)
    assert 0 <= story.start <= story.end <= len(text)
    assert bool(story.body) == bool(text)
