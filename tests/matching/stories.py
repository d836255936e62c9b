"""Invented stories, and the ways in which outlets change them."""

import re
from itertools import pairwise

import numpy as np

from worker.article.article import Article, Span
from worker.article.dateline import find_dateline
from worker.lexicon.load import load_lexicon
from worker.matching.fingerprint import Fingerprint, fingerprint
from worker.matching.pairs import PairFeatures
from worker.matching.rules import RULES
from worker.matching.thresholds import THRESHOLDS
from worker.matching.verdict import Match, compare
from worker.matching.words import WordReader

READER = WordReader(load_lexicon())

_VOCABULARY = """
harbour council vote delay bridge ferry engineer storm repair budget critics warned residents spring closure inquiry
mayor opposition harvest orchard frost growers insurance valley river dam turbine power grid outage winter coal plant
union strike talks wages rail freight border customs tariff steel export ministry envoy treaty summit island coast guard
vessel crew rescue search helicopter fog reef oil spill cleanup volunteers beach tourism hotel season festival museum
theatre director painting auction court judge appeal ruling prosecutor verdict prison reform school teachers pupils
exam hospital nurses vaccine clinic patients doctors study university laboratory sample satellite rocket launch orbit
the of and to in that for with on at from by after before during against under over about their which would could
said called showed told found asked opened closed raised lowered moved stopped started agreed refused planned built
old new small large early late northern southern public private local national several many few long short
"""
VOCABULARY = _VOCABULARY.split()

FERRY_ALERT = "The last car ferry between Skarholm and the mainland ran aground on a reef in thick fog on Sunday."
FERRY = f"""{FERRY_ALERT} All of those on board were taken off by lifeboats within three hours, the coast guard said.

Skarholm's harbour master, Ragna Ulv, said the vessel had left the quay with its radar under repair and that a
replacement part had been on order since the winter.

"I have asked for that part in every letter I wrote this year, and every letter was answered with a promise and
nothing more than a promise," she told reporters on the quay.

The company that runs the crossing, Norrfjord Lines, said that it would pay for hotel rooms and hire two fishing
boats to carry mail and medicine until a diver has looked at the hull.

Islanders have complained for years that the ferry, built for sheltered rivers, was never meant for open water. A
petition signed by most of the island's adults was handed to the county council in spring.

The council is to meet on Wednesday to decide whether the crossing should be put out to tender again, a step that it
put off twice after the company threatened to sell its boats.
"""
ORCHARD = """Apple growers in the Lenne valley lit thousands of fires between their trees before dawn on Monday to save
the blossom from a late frost that meteorologists had not expected.

Smoke lay so thick over the valley road that buses were stopped until noon, and two schools sent their pupils home.

Growers said that about a third of the early varieties were lost, while the late ones, still in bud, had come through
the night almost unharmed.

An insurer in the valley's main town put the damage at several million crowns but said that it would take a fortnight
to count the claims.
"""


def article(text: str, body: tuple[Span, ...], title: str = "", day: str = "") -> Article:
    """Return an article of a text with this body, of which nothing else is known."""
    return Article(
        text=text,
        title=title,
        byline=(),
        agency="",
        place="",
        day=day,
        published="",
        language="",
        body=body,
        footer=(len(text), len(text)),
    )


def printed(text: str) -> Fingerprint:
    """Return the fingerprint of a text whose every line is of its body, without title or day."""
    spans = tuple((line.start(), line.end()) for line in re.finditer(r"[^\n]+", text))
    return fingerprint(article(text, spans), READER)


def headed(title: str, story: str) -> Fingerprint:
    """Return the fingerprint of a story below a title; the title may bring the dateline along, or the story."""
    title, _, dateline = title.partition("\n\n")
    text = f"{dateline} {story}" if dateline else story
    found = find_dateline(text, load_lexicon())
    start = found.end if found else 0
    spans = tuple((line.start(), line.end()) for line in re.compile(r"[^\n]+").finditer(text, start))
    return fingerprint(article(text, spans, title, found.day if found else ""), READER)


def filed(text: str) -> Fingerprint:
    """Return the fingerprint of a wire item: its title, and all below it."""
    title, _, story = text.partition("\n\n")
    return headed(title, story)


def matched(one: Fingerprint, other: Fingerprint) -> Match | None:
    """Return the match between two articles."""
    return compare([(one, other)])[0]


def kind_of(one: Fingerprint, other: Fingerprint) -> str:
    """Return the kind of match between two articles, or 'none'."""
    found = matched(one, other)
    return found.kind.value if found else "none"


def features(one: Fingerprint, other: Fingerprint) -> PairFeatures:
    """Return the features of two articles, the smaller first."""
    small, large = sorted((one, other), key=lambda each: len(each.words))
    return PairFeatures(small, large, THRESHOLDS)


def are_two_briefs(one: Fingerprint, other: Fingerprint) -> bool:
    """Tell whether a rule on briefs tells two articles apart."""
    found = features(one, other)
    return any(rule.when(found, THRESHOLDS) for rule in RULES if rule.id.startswith(("briefs-", "two-tables")))


def unwrapped(text: str) -> list[str]:
    """Return the paragraphs of a text above, each on one line."""
    return [" ".join(paragraph.split()) for paragraph in text.split("\n\n")]


def write_paragraphs(rng: np.random.Generator, count: int) -> list[str]:
    """Return paragraphs of two to four sentences of 8 to 24 words."""
    return [" ".join(_write_sentence(rng) for _ in range(rng.integers(2, 5))) for _ in range(count)]


def cut_and_extend(rng: np.random.Generator, paragraphs: list[str]) -> list[str]:
    """Return paragraphs that lost 30 to 50 % of them and gained 20 to 40 %."""
    count = len(paragraphs)
    lost = set(rng.choice(count, round(count * rng.uniform(0.3, 0.5)), replace=False).tolist())
    kept = [paragraph for at, paragraph in enumerate(paragraphs) if at not in lost]
    for paragraph in write_paragraphs(rng, round(count * rng.uniform(0.2, 0.4))):
        kept.insert(int(rng.integers(0, len(kept) + 1)), paragraph)
    return kept


def edit_sentences(rng: np.random.Generator, paragraphs: list[str]) -> list[str]:
    """Return paragraphs with a word changed in a third of the sentences."""
    return [_edit(rng, paragraph) for paragraph in paragraphs]


def _write_sentence(rng: np.random.Generator) -> str:
    return " ".join(rng.choice(VOCABULARY, rng.integers(8, 25)).tolist()).capitalize() + "."


def _edit(rng: np.random.Generator, paragraph: str) -> str:
    ends = [0, *(mark.end() for mark in re.finditer(r"\. ?", paragraph))]
    sentences = [paragraph[start:end] for start, end in pairwise(ends)]
    return "".join(_edit_word(rng, one) if rng.random() < 1 / 3 else one for one in sentences)


def _edit_word(rng: np.random.Generator, sentence: str) -> str:
    words = sentence.split(" ")
    words[int(rng.integers(0, len(words) - 1))] = str(rng.choice(VOCABULARY))
    return " ".join(words)
