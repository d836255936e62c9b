"""Tests of worker.article.boilerplate: what stands right below a story and is none of it."""

import pytest

from tests.article.pages import BODY, LAST, THIRD, TITLE
from tests.article.reading import LEXICON, article, marked
from worker.article.boilerplate import calls_on_reader, ends_article, introduces_author, is_note


@pytest.mark.parametrize(
    "line",
    [
        "If you enjoyed this article, support our journalism.",
        "Would you like to comment on this article?",
        "Our website is the place for the latest news, so sign up for our newsletter, the Harbour Post.",
        "We use cookies on our site to remember what was chosen.",
        "Choose the Harbour Post as a preferred source for the news you value.",
        "Schicken Sie uns Ihr Feedback!",
        "Si quieres compartir tu cuenta, cambia tu suscripción.",
    ],
)
def test_calls_on_the_reader(line: str) -> None:
    """What speaks to the reader of an outlet's offers is a call."""
    assert calls_on_reader(line, LEXICON)
    assert is_note(line, LEXICON)


@pytest.mark.parametrize(
    "line", [LAST, THIRD, "“You will find the article on our site,” she said.", "You can't rebuild."]
)
def test_prose_is_no_call(line: str) -> None:
    """News has no reader, or nothing to offer; somebody quoted may speak of both."""
    assert not calls_on_reader(line, LEXICON)


def test_notes() -> None:
    """A paragraph in parentheses or about an author is a note."""
    assert is_note("(Graphic: The harbour in figures)", LEXICON)
    assert is_note("Ann Lee is a reporter of the Example Herald.", LEXICON)
    assert not is_note("(The wall) fell in spring, she said.", LEXICON)


def test_credits_end_an_article() -> None:
    """Below the names of its reporters, or the rights, no story goes on."""
    assert ends_article(marked("Reporting by Ann Lee; Editing by Bo Ek"))
    assert ends_article(marked("© 2021 Example Herald"))
    assert ends_article(marked("End of Article"))
    assert not ends_article(marked("Advertisement"))


def test_name_above_a_note_on_the_author() -> None:
    """A name printed once above the story is its author's; what is printed again and again is none."""
    assert introduces_author("Ann Lee", ["By Ann Lee", LAST], LEXICON)
    assert not introduces_author("Ad Policy", ["Ad Policy", LAST, "Ad Policy"], LEXICON)
    assert not introduces_author("Work to begin in May", [LAST], LEXICON)


@pytest.mark.parametrize(
    "foot",
    [
        "Was this of use?\n\nYou can tell the editors in a comment, as long as our rules are kept.",
        "Reporting by Ann Lee\n\nBoats Leave\n\n" + f"{THIRD} {THIRD}",
        "Ann Lee\n\nFrom Eastport, where she grew up, she has looked at harbours and what is shipped there.",
        "You might like\n\nBoats leave the harbour\n\nMarch 3, 2021\n\n" + f"{THIRD} {THIRD} {THIRD} {THIRD}",
    ],
)
def test_story_ends_above_its_foot(foot: str) -> None:
    """Neither calls, nor what follows the credits, nor the author's box, nor dated teasers are of the story."""
    text = f"{TITLE}\n\nBy Ann Lee\n\n{BODY}\n\n{foot}"
    assert text[: article(text).end].endswith(LAST)
