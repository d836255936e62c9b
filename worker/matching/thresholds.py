"""The numbers by which articles are compared, in one place, so that a test or a search can vary them."""

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True, kw_only=True)
class Thresholds:
    """What is much alike, short, near in time; shares are between 0 and 1."""

    # A pair that may match at all
    shared_shingles: int = 16  # fewer in common than this number, and than the next share of the smaller's, is nothing
    share_of_shingles: float = 0.1

    # Alerts: one sentence sent ahead of the story
    alert: int = 25  # words at most
    alert_begins_within: int = 20  # words of a story, below its title, by which the alert's first word has to stand
    alert_ends_within: int = 50  # words of a story in which all of its alert has to stand
    alert_own_words: float = 0.2  # share of its words that an alert may have for itself

    # Market briefs: short items full of figures, where the wording says nothing
    brief: int = 150  # words at most
    figures_in_brief: float = 0.07  # of its words at least
    figures_in_table: float = 0.25  # that make a table, of any length: it leaves no room for the subject's name
    some_days: int = 5  # between two days from which items in one template are two: reissues follow sooner
    next_day: int = 1  # up to which they may be one though nothing says that one was sent again
    same_template: float = 0.6  # of a text's words in masked text of both that makes the two one template
    repeated: float = 0.8  # of an item's words in the other that makes them one, when subject and particulars agree
    fewest_told_again: int = 40  # words of an item that can be printed again under another title, and not by chance
    common_figures: float = 0.4  # of figures alike, of the brief with fewer, below which two are two
    other_particulars: float = 0.2  # of differing figures, or figures and names, above which briefs are two
    same_words: float = 2 / 3  # of the smaller's distinct words in the larger, for one company's news told anew

    # Templates: longer texts filled in twice
    other_figures: float = 1 / 3  # of differing figures above which two texts are two
    other_figures_among_words: float = 0.04  # the same, of all words in the template: a story updated stays below
    other_names: float = 0.4  # of differing names above which two texts are two
    longest_in_template: int = 40  # words alike in a row that no two texts of one template have

    # Editions
    half: float = 0.5  # of the smaller's own words (those it does not quote) that makes an edition
    republished: float = 0.9  # of all its words that does so too, however much of it is quotation
    quarter: float = 0.25  # that makes an edition of a text cut and rewritten, when no one passage is most of it
    most: float = 2 / 3  # of the own words alike that makes one passage most of them
    quarter_words: int = 60  # own words alike that such a quarter has at least
    rewritten_within: int = 5  # days, beyond which it is no rewriting but a column with its standing phrases

    # Items: a text that is but one of several in a longer one
    opening: int = 40  # words in an article's opening
    item: float = 1 / 8  # of the larger below which the smaller is but an item of it, unless it opens it
    stretch: float = 1 / 3  # the same for the stretch of the larger that holds all they share
    item_among_briefs: float = 0.5  # of the larger below which a brief is but an item, if the larger has another title

    # Reuse
    reused_passage: int = 28  # own words alike in one passage: a sentence or two
    reused_words: int = 40  # own words alike in several passages: an edited paragraph
    reused_run: int = 8  # words of such a passage at least


THRESHOLDS: Final = Thresholds()
