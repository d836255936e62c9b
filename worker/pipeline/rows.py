"""What was prepared, as rows of the tables; and an article, as it is in a row."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from db.documents import stored_article
from db.rows import DocumentRow, MatchRow
from db.types import DocumentId, MatchKind, StoryId, Utc
from worker.article.article import Article
from worker.matching.rules import Kind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from db.anchors import Pair
    from db.tables import Tables
    from worker.matching.verdict import Match
    from worker.pipeline.prepare import Prepared

_NAMES_BETWEEN = "; "
_PARAGRAPHS_BETWEEN = "\n\n"


def document_row(
    document: DocumentId, prepared: Prepared, reader_version: str | None, rule_set: str, first_seen: Utc
) -> DocumentRow:
    """The row of a document that is a story of its own as yet."""
    article = prepared.article
    return DocumentRow(
        id=document,
        text_sha256=prepared.text.sha256,
        story_id=StoryId(document),
        title=article.title or None,
        byline=_NAMES_BETWEEN.join(article.byline) or None,
        agency=article.agency or None,
        outlet=None,
        place=article.place or None,
        published=article.published or None,
        month_day=None if article.published else article.day or None,
        language=article.language or None,
        section=None,
        words=len(prepared.fingerprint.words),
        prose_start=article.start,
        prose_end=article.end,
        spans=json.dumps(article.body),
        reader_version=reader_version,
        rule_set=rule_set,
        first_seen=first_seen,
        body=_PARAGRAPHS_BETWEEN.join(article.text[start:end] for start, end in article.body),
        text=article.text,
    )


def article_of(tables: Tables, document: DocumentId) -> Article:
    """The article of a stored document, as it was read when the document was stored."""
    row = stored_article(tables, document)
    body = tuple((start, end) for start, end in json.loads(row.spans))
    return Article(
        text=row.text,
        title=row.title or "",
        byline=tuple(row.byline.split(_NAMES_BETWEEN)) if row.byline else (),
        agency=row.agency or "",
        place=row.place or "",
        day=row.month_day or "",
        published=row.published or "",
        language=row.language or "",
        body=body,
        footer=(body[-1][1], len(row.text)),
    )


def match_row(pair: Pair, match: Match, passages: Sequence[Sequence[int]]) -> MatchRow:
    """The row of a match; `passages` are its passages in characters of both texts."""
    return MatchRow(
        document_id=pair[0],
        other_id=pair[1],
        kind=MatchKind.EDITION if match.kind is Kind.EDITION else MatchKind.REUSE,
        rule_id=match.rule,
        containment=round(match.containment, 4),
        resemblance=round(match.resemblance, 4),
        shared_words=match.shared_words,
        reason=match.reason,
        passages=json.dumps(passages),
    )
