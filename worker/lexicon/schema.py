"""What a file of the lexicon may hold: the lists of phrases, the lists of words, and what each tells of a line."""

from enum import StrEnum


class Sense(StrEnum):
    """What a phrase tells of the line that it stands in; the value is the key of its list, 'table.key'."""

    LINK_LIST = "interface.link_lists"  # heads a list of links to other stories
    NOTICE = "boilerplate.opens"  # opens a paragraph that is none of the article's
    NOTICE_INSIDE = "boilerplate.holds"  # stands anywhere in such a paragraph
    ENDING = "boilerplate.ends"  # opens a line below which the article does not go on
    TAIL = "boilerplate.tails"  # a link at the end of a paragraph of the article
    CREDIT = "credit.opens"  # opens a line that says who took a picture
    CAPTION = "credit.captions"  # opens a caption
    CAPTION_END = "credit.ends"  # a button at the end of a caption
    SHOWS = "credit.shows"  # stands in a sentence that says what a picture shows
    BYLINE = "byline.opens"  # stands before the names of authors
    BYLINE_ALONE = "byline.alone"  # stands on the line above them
    REPORTED = "byline.reported"  # stands before the names of reporters, below an article
    WROTE = "byline.wrote"  # stands before the names of writers, below an article
    PUBLISHED = "header.published"  # stands before the day of publishing
    UPDATED = "header.updated"  # stands before the day of an update
    DATED = "header.dates"  # stands before a day, of whatever
    REPORTED_FROM = "byline.reported_from"  # stands behind the names of those who contributed to an article
    PICTURED = "pictures.signs"  # stands in a picture's credit, and hardly anywhere else
    AGE = "header.ages"  # how long ago, behind a number
    SOURCE = "header.source"  # stands before the name of the agency

    @property
    def opens(self) -> bool:
        """Whether the phrase tells something only where a line begins with it."""
        return self in _OPENING


_OPENING = frozenset(
    {
        *(Sense.LINK_LIST, Sense.NOTICE, Sense.ENDING, Sense.CAPTION),
        *(Sense.BYLINE, Sense.BYLINE_ALONE, Sense.DATED, Sense.SOURCE),
    }
)


class Words(StrEnum):
    """A list of single words; the value is its key."""

    BUTTONS = "interface.buttons"  # a line of nothing else is a row of buttons
    PLAYERS = "interface.players"  # alone above the title of a film or recording
    SHARING = "interface.sharing"  # of those, the ones that stand between an article's head and its body
    AND = "byline.and"  # stand between two names
    ROLES = "byline.roles"  # stand behind or below a name
    DESKS = "byline.desks"  # stand before a role
    NOT_NAMES = "byline.not_names"  # tell that a line names no person
    OUTLETS = "byline.outlets"  # stand in names of outlets
    NOTES = "byline.notes"  # tell, in a note on a person, that it is on an author
    IS = "byline.is"  # stand behind the name in such a note
    BEHIND = "byline.behind"  # stand behind a name, and begin what is none: 'in Oslo', 'for Example News'
    PARTICLES = "byline.particles"  # stand within names, with a small letter
    SMALL = "words.small"  # say nothing of what a title is about
    NUMBERS = "words.numbers"  # count as figures, as do months and days of the week
    ANNOUNCES = "words.announces"  # stand in capitals before a colon or dash, and are no places
    AGAIN = "words.again"  # open the title of an item that was sent again; '*': so begun


PHRASES = {sense.value: sense for sense in Sense}
WORDS = {words.value: words for words in Words}
READER = "boilerplate.reader"  # words that name the reader or the outlet
OFFERS = "boilerplate.offers"  # words for what outlets offer to readers, in the same file's language
SPELLING = "spelling.same"  # 'variant=form', set apart by blanks
SENTENCE_ENDS = "script.sentence_ends"  # characters
QUOTES = "script.quotes"  # pairs of marks, the opening one first
UNSPACED = "script.unspaced"  # ranges of letters of a script without blanks between words: 'ก-๛'
PICTURES = "pictures.suppliers"  # names that stand in pictures' credits, agencies apart
CITIES = "places.cities"  # of two words and more, named in datelines without a country
AGENCY = "agency"  # tables of `name`, `forms`, and `paper` where the name stands on an outlet's own pages too

TEXTS = frozenset({*WORDS, READER, OFFERS, SPELLING, SENTENCE_ENDS, UNSPACED})
LISTS = frozenset({*PHRASES, QUOTES, PICTURES, CITIES})
