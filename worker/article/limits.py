"""The sizes by which a page is read, in one place; lengths are in characters unless a comment says otherwise."""

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What is long, short, much or near in a page."""

    wrap_width: int = 90  # no line of a hard-wrapped text is longer; typewriter and terminal widths are 60 to 80
    run_on_width: int = 45  # a shorter line ended because its paragraph or table row did

    prose: int = 80  # a sentence so long is a paragraph of its own
    unstopped_prose: int = 200  # an excerpt cut in mid-sentence
    density: int = 3  # a character of Chinese, Japanese or Korean says about as much as three Latin letters
    script_sample: int = 40  # of a line, by which its script is told

    metadata: int = 160  # a byline or dated line
    beside_date: int = 48  # on a line with a date: weekday, time, name of the outlet
    byline: int = 160
    heading: int = 60  # of a list of links; a row of buttons
    boilerplate: int = 120  # a line with an address, weather
    credit: int = 120
    caption: int = 900
    caption_beside_credit: int = 160  # above the article, right above a picture's credit
    sign_off: int = 12
    time: int = 16
    agencies: int = 60  # a line of nothing but agencies' names
    dateline: int = 90
    dateline_alone: int = 40
    author_note: int = 500
    tail: int = 420
    sign_off_tail: int = 30

    repeated: int = 40  # by so many of its first characters a block is compared with others
    repeats: int = 20  # blocks on either side with which one is compared

    line_weight: int = 80  # of prose that one line outweighs which is none: the shortest paragraph
    lines_in_a_row: int = 10  # that count: below, it is a page's footer or an offer amid the article
    template_line: int = 4  # times that a template repeats a line amid an article
    deck: int = 160  # a summary between title and body
    deck_paragraphs: int = 2
    deck_share: float = 0.15  # of the prose may stand above the last byline or date: a summary, an unmarked caption
    above_dateline: float = 0.5  # of the prose may stand above a dateline with an agency: teasers of other stories
    above_plain_dateline: float = 0.2  # above one without, whose form is less sure
    edge_sentence: int = 12  # the shortest sentence at the edge of a body
    words_of_title: int = 5

    head: int = 20_000  # above the body
    foot: int = 4_000  # below it
    dateline_lines: int = 3  # above the body, among which its dateline stands
    deck_lines: int = 4  # a title and its deck, above the byline
    lone_name_lines: int = 4  # below the title: under it, its deck and its dates
    sign_off_lines: int = 3  # below the body; further down an agency's name alone is under a link to another story
    head_lines: int = 400  # from the top of a page, in which its byline stands

    title: tuple[int, int] = (12, 220)
    dense_title: int = 5
    stopped_title: int = 100
    title_opening: int = 3000  # of the body in which a title's words are looked for
    title_share: float = 0.3  # of a title's words stand in its article; a teaser of another has fewer
    sure_title_share: float = 0.6
    stem: int = 5  # letters by which 'elects' and 'election' are one word


LIMITS: Final = Limits()
