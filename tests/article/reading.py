"""The shipped lexicon, and what the tests read with it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from worker.article import bylines, titles
from worker.article.article import Article, Label
from worker.article.blocks import split_blocks
from worker.article.context import labelled_page
from worker.article.labels import label_of
from worker.article.metadata import find_published
from worker.article.read import read_article
from worker.lexicon.load import load_lexicon

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Sequence

    from worker.article.page import Page
    from worker.lexicon.phrases import Marked

LEXICON: Final = load_lexicon()
NO_BOILERPLATE: Final = (Label.PROSE, Label.SENTENCE, Label.LINE, Label.ITEM)


def marked(line: str) -> Marked:
    """A line with its phrases."""
    return LEXICON.mark_line(line)


def label(line: str) -> Label:
    """The label of a line by its own form."""
    return label_of(marked(line), LEXICON).label


def page(text: str) -> Page:
    """A text in labelled blocks."""
    return labelled_page(text, split_blocks(text, LEXICON), LEXICON, frozenset())


def article(text: str) -> Article:
    """The article in a text."""
    return read_article(text, LEXICON)


def body(text: str) -> str:
    """The body of a text's article, with what stands between its paragraphs."""
    found = article(text)
    return text[found.start : found.end]


def paragraphs(text: str) -> list[str]:
    """The paragraphs of a text's article."""
    return [text[low:high] for low, high in article(text).body]


def names(*lines: str) -> list[str]:
    """The people whom bylines name."""
    return bylines.names_in(map(marked, lines), LEXICON)


def signing(head: Sequence[str], title: str) -> list[str]:
    """The lines above a body that are its byline."""
    return [line.text for line in bylines.find_bylines(list(map(marked, head)), title, LEXICON)]


def published(head: Iterable[str], foot: Iterable[str], title: str = "") -> str:
    """The day of publishing that lines above and below a body tell."""
    return find_published(map(marked, head), map(marked, foot), title, LEXICON)


def title_of(lines: Sequence[str], body: str, by_metadata: Container[str] = ()) -> str:
    """The title among `lines`, of which some stand by a byline or date."""
    return titles._best(lines, body, by_metadata, LEXICON)
