"""What became of each article of a story's files: it follows from the story alone, never from who came first.

The lead's first file is stored, that of another document an edition, any further file of a document a duplicate.
"""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from db.files import Change
from db.matches import edition_pairs
from db.stories import (
    documents_of,
    editions_without_year,
    lead_of,
    members_of,
    printed_dates,
    refresh,
    set_published,
    stories_of,
)
from db.types import MemberKey, Outcome, Root
from worker.article.dates import with_year
from worker.reasons import Reason, Relation, edition_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from collections.abc import Set as AbstractSet

    from db.stories import StoryMember
    from db.tables import Tables
    from db.types import DocumentId, StoryId


def settle(tables: Tables, documents: Iterable[DocumentId]) -> Iterator[tuple[StoryMember, Change]]:
    """Bring the stories of the documents in line with what they hold now.

    Returns the articles of their present files as they stand, and what becomes of each.
    """
    stories = stories_of(tables, documents)
    for story in stories:
        _date(tables, story)
        refresh(tables, story)
    for story in stories:
        yield from outcomes(tables, story)


def _date(tables: Tables, story: StoryId) -> None:
    """A day that is printed without a year takes it from the story's other editions."""
    undated = editions_without_year(tables, story)
    dates = printed_dates(tables, story) if undated else []
    for document, month_day in undated:
        set_published(tables, document, with_year(month_day, dates) or None)


def differs(change: Change, member: StoryMember) -> bool:
    """Whether an article stands otherwise than it will."""
    return (change.state, change.code, change.detail) != (member.state, member.reason_code, member.reason_detail)


def outcomes(tables: Tables, story: StoryId) -> list[tuple[StoryMember, Change]]:
    """The articles of a story's present files, and what becomes of each."""
    members = members_of(tables, story)
    if not members:
        return []
    first = {document: next(each) for document, each in groupby(_by_document(members), lambda one: one.document_id)}
    lead = lead_of(tables, story)
    ways = ways_to(tables, lead, documents_of(tables, story) - {lead}) if first.keys() - {lead} else {lead: []}
    return [(each, _outcome(each, first, ways[each.document_id])) for each in members]


def _by_document(members: list[StoryMember]) -> list[StoryMember]:
    """By their documents, and those of one document in their order."""
    return sorted(members, key=lambda one: one.document_id)


def _outcome(member: StoryMember, first: Mapping[DocumentId, StoryMember], way: list[DocumentId]) -> Change:
    stands_for = first[member.document_id]
    if member is not stands_for:
        same = Relation.SAME_BYTES if _have_same_bytes(member, stands_for) else Relation.SAME_TEXT
        return _change(member, Outcome.DUPLICATE, Reason(same, shown(stands_for)))
    if not way:
        return _change(member, Outcome.STORED, None)
    return _change(member, Outcome.EDITION, edition_of([shown(first[each]) if each in first else None for each in way]))


def _have_same_bytes(one: StoryMember, other: StoryMember) -> bool:
    return one.sha256 == other.sha256 and one.number == other.number


def shown(member: StoryMember) -> str:
    """How people know an article: by its file, and where that has several, by its number in it."""
    return member.path if member.members == 1 else f"{member.path}#{member.number}"


def _change(member: StoryMember, state: Outcome, reason: Reason | None) -> Change:
    key = MemberKey(Root(member.root), member.path, member.number)
    if reason is None:
        return Change(key, state, None, None, None)
    return Change(key, state, reason.code, reason.detail, str(reason))


def ways_to(tables: Tables, lead: DocumentId, documents: AbstractSet[DocumentId]) -> dict[DocumentId, list[DocumentId]]:
    """For each document the shortest way by edition matches to the lead, which ends it; of equals by smaller ids.

    `documents` are all the story's others.
    """
    ways: dict[DocumentId, list[DocumentId]] = {lead: []}
    left, frontier = set(documents), {lead}
    while left and frontier:
        found: dict[DocumentId, DocumentId] = {}
        for nearer, document in sorted(_steps(tables, frontier, left)):
            found.setdefault(document, nearer)
        ways |= {document: [nearer, *ways[nearer]] for document, nearer in found.items()}
        left -= found.keys()
        frontier = set(found)
    return ways


def _steps(tables: Tables, nearer: set[DocumentId], farther: set[DocumentId]) -> list[tuple[DocumentId, DocumentId]]:
    """The edition matches from one set to the other, looked for from the smaller."""
    if len(nearer) <= len(farther):
        return [pair for pair in edition_pairs(tables, nearer) if pair[1] in farther]
    return [(other, one) for one, other in edition_pairs(tables, farther) if other in nearer]
