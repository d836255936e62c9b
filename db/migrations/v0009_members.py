"""The step to files that hold several articles, wider ids, codes for reasons, and versions of reader and rules."""

from __future__ import annotations

from typing import TYPE_CHECKING

from db.migrations.steps import migrations, run_each

if TYPE_CHECKING:
    from sqlite_utils import Database

_WIDTH = 63  # bits of an id

_FORMER = ("stories", "documents", "files", "matches", "anchors", "journal", "worker", "manifest_queue", "tallies")
_VIEWS = ("recent", "editions", "duplicates", "rejected", "reuse", "by_agency", "by_day")
_TRIGGERS = (
    *("documents_fts_delete", "documents_fts_update"),
    *(f"{table}_counted_{how}" for table in ("files", "stories") for how in ("in", "out", "anew")),
)

_TABLES = """
CREATE TABLE roots (
    label TEXT PRIMARY KEY,            -- names a watched folder
    folder TEXT,                       -- where it was last; NULL if that is not known
    device INTEGER                     -- st_dev of the folder; NULL if that is not known
) STRICT, WITHOUT ROWID;

CREATE TABLE stories (
    id INTEGER PRIMARY KEY,            -- the smallest id of its documents
    title TEXT,                        -- the lead's
    published TEXT,                    -- the lead's date, else the latest one an edition prints
    documents INTEGER NOT NULL,        -- how many editions it has
    outlets TEXT,                      -- who carried it, by name, joined by '; '
    lead_document_id INTEGER NOT NULL  -- the fullest document
        REFERENCES documents(id) DEFERRABLE INITIALLY DEFERRED,
    -- Of these two, an undated one comes last, of equals the smaller id. A foreign key would need an index of its own,
    -- without which every document that is stored has all stories searched.
    first_document_id INTEGER NOT NULL,  -- the earliest published
    latest_document_id INTEGER NOT NULL, -- the last published
    first_published TEXT,
    last_published TEXT,
    mark TEXT                          -- what a notice says of it
        CHECK (mark IN ('withdrawn', 'corrected', 'embargoed')),
    mark_until TEXT,                   -- UTC: when an embargo ends
    mark_document_id INTEGER           -- the notice; no foreign key, likewise
) STRICT;
CREATE INDEX stories_by_published ON stories(published);
CREATE INDEX stories_by_lead ON stories(lead_document_id);

CREATE TABLE documents (
    id INTEGER PRIMARY KEY,            -- the first 63 bits of text_sha256: the same text has the same id everywhere
    text_sha256 TEXT NOT NULL UNIQUE,
    story_id INTEGER NOT NULL REFERENCES stories(id) DEFERRABLE INITIALLY DEFERRED,
    title TEXT,                        -- NULL in any of these: the text does not say
    byline TEXT,                       -- names joined by '; '
    agency TEXT,
    outlet TEXT,                       -- who published it
    place TEXT,
    published TEXT,                    -- ISO 8601: a date, or a UTC time where one is printed
    month_day TEXT,                    -- '--01-06' where no year is printed: published has an edition's year
    language TEXT,                     -- ISO 639-1
    section TEXT,
    words INTEGER NOT NULL,            -- of the body
    prose_start INTEGER NOT NULL,      -- text[prose_start:prose_end] is from the body's begin to its end, in characters
    prose_end INTEGER NOT NULL,
    spans TEXT NOT NULL,               -- JSON [[start, end], ...]: the body's paragraphs in text
    reader_version TEXT,               -- what read the text; NULL: a version from before they were written down
    rule_set TEXT,                     -- what read the columns and judged it; NULL likewise
    first_seen TEXT NOT NULL,          -- UTC
    body TEXT NOT NULL,                -- the article's own paragraphs, a blank line between two
    text TEXT NOT NULL                 -- normalised, page furniture included
) STRICT;
CREATE INDEX documents_by_story ON documents(story_id);
CREATE INDEX documents_by_agency ON documents(agency, story_id, published);
CREATE INDEX documents_by_day ON documents(substr(published, 1, 10), story_id, published);

CREATE TABLE files (
    root TEXT NOT NULL REFERENCES roots(label) DEFERRABLE INITIALLY DEFERRED,
    path TEXT NOT NULL,                -- relative to the root, POSIX slashes
    state TEXT NOT NULL
        CHECK (state IN ('stored', 'duplicate', 'edition', 'rejected', 'missing')),
    document_id INTEGER                -- of its first member; NULL: it holds none
        REFERENCES documents(id) DEFERRABLE INITIALLY DEFERRED,
    members INTEGER NOT NULL,          -- how many articles it holds
    reason_code TEXT,                  -- why it is a duplicate, which edition, or why it was rejected
    reason_detail TEXT,                -- what the code is about: a path, a number, an error
    reason TEXT,                       -- the two as a sentence
    size INTEGER NOT NULL,             -- bytes
    mtime_ns INTEGER,                  -- NULL: it is to be read again even if it looks as it did
    ctime_ns INTEGER,
    sha256 TEXT,                       -- of the bytes; NULL where they were not read
    encoding TEXT,
    reader_version TEXT,               -- what read it; NULL: a version from before they were written down
    first_seen TEXT NOT NULL,          -- UTC
    last_seen TEXT NOT NULL,           -- UTC: when this content was taken, or the file found missing
    checked_at TEXT,                   -- UTC: when its bytes were last read
    PRIMARY KEY (path, root)           -- a path alone finds its row
) STRICT, WITHOUT ROWID;
CREATE INDEX files_by_document ON files(document_id);
CREATE INDEX files_by_state ON files(state, last_seen);
CREATE INDEX files_by_sha256 ON files(sha256);
CREATE INDEX files_by_last_seen ON files(last_seen);
CREATE INDEX files_by_check ON files(checked_at) WHERE state <> 'missing' AND sha256 IS NOT NULL;

CREATE TABLE members (
    root TEXT NOT NULL,
    path TEXT NOT NULL,
    number INTEGER NOT NULL,           -- its place in the file, from 1
    record_id TEXT,                    -- the record's own id, where the file gives one
    state TEXT NOT NULL
        CHECK (state IN ('stored', 'duplicate', 'edition', 'rejected', 'missing')),
    document_id INTEGER REFERENCES documents(id) DEFERRABLE INITIALLY DEFERRED,
    reason_code TEXT,
    reason_detail TEXT,
    reason TEXT,
    title TEXT,                        -- this and what follows: as the file states it beside the text
    byline TEXT,
    agency TEXT,
    outlet TEXT,
    published TEXT,
    language TEXT,
    section TEXT,
    PRIMARY KEY (path, root, number),
    FOREIGN KEY (path, root) REFERENCES files(path, root) DEFERRABLE INITIALLY DEFERRED
) STRICT, WITHOUT ROWID;
CREATE INDEX members_by_document ON members(document_id);

CREATE TABLE matches (
    document_id INTEGER NOT NULL REFERENCES documents(id) DEFERRABLE INITIALLY DEFERRED,
    other_id INTEGER NOT NULL REFERENCES documents(id) DEFERRABLE INITIALLY DEFERRED,
    kind TEXT NOT NULL CHECK (kind IN ('edition', 'reuse')),
    rule_id TEXT,                      -- which rule decided; NULL: one of a version from before they were written down
    containment REAL NOT NULL,         -- share of the smaller document's words that stand in the other
    resemblance REAL NOT NULL,         -- shared shingles / all shingles of both (Broder 1997)
    shared_words INTEGER NOT NULL,
    reason TEXT NOT NULL,
    passages TEXT NOT NULL,            -- JSON: [[start, end, other_start, other_end], ...] in characters
    PRIMARY KEY (document_id, other_id),
    CHECK (document_id < other_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX matches_by_other ON matches(other_id);
CREATE INDEX matches_by_kind ON matches(kind);

CREATE TABLE passages (                -- the reused ones, one row for each two places
    document_id INTEGER NOT NULL,
    other_id INTEGER NOT NULL,
    starts INTEGER NOT NULL,           -- in characters of the document's text
    ends INTEGER NOT NULL,
    other_starts INTEGER NOT NULL,
    other_ends INTEGER NOT NULL,
    PRIMARY KEY (document_id, other_id, starts, other_starts),
    FOREIGN KEY (document_id, other_id) REFERENCES matches(document_id, other_id) DEFERRABLE INITIALLY DEFERRED
) STRICT, WITHOUT ROWID;
CREATE INDEX passages_by_other ON passages(other_id);

CREATE TABLE anchors (
    hash INTEGER NOT NULL,             -- a shingle kept by winnowing (Schleimer, Wilkerson, Aiken 2003)
    document_id INTEGER NOT NULL,      -- no foreign key: it would need an index of its own
    PRIMARY KEY (hash, document_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE journal (
    id INTEGER PRIMARY KEY,
    at TEXT NOT NULL,                  -- UTC
    root TEXT NOT NULL,
    path TEXT NOT NULL,
    member INTEGER,                    -- NULL: the file as a whole
    outcome TEXT NOT NULL,             -- as it was then; files.state says what it is now
    document_id INTEGER,
    previous_document_id INTEGER,      -- what the path pointed at before
    reason_code TEXT,
    reason_detail TEXT,
    reason TEXT,
    milliseconds REAL NOT NULL
) STRICT;
CREATE INDEX journal_by_path ON journal(path);
CREATE INDEX journal_by_at ON journal(at);

CREATE TABLE former_ids (              -- outside of what follows from the set of files: so that old links go on to work
    id INTEGER PRIMARY KEY,            -- what a document, and any story that it was the least of, was called before
    document_id INTEGER NOT NULL REFERENCES documents(id) DEFERRABLE INITIALLY DEFERRED
) STRICT;
CREATE INDEX former_ids_by_document ON former_ids(document_id);

CREATE TABLE announcements (           -- likewise: what subscribers were told, which is told once
    document_id INTEGER PRIMARY KEY REFERENCES documents(id) DEFERRABLE INITIALLY DEFERRED,
    story_id INTEGER NOT NULL,         -- as it was then
    at TEXT NOT NULL                   -- UTC
) STRICT;

CREATE TABLE rulings (                 -- a person's word, above the rules; texts are named by their hashes
    id INTEGER PRIMARY KEY,
    at TEXT NOT NULL,                  -- UTC
    who TEXT NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('together', 'apart', 'set')),
    text_sha256 TEXT NOT NULL,
    other_sha256 TEXT,                 -- of 'together' and 'apart'
    column_name TEXT,                  -- of 'set'
    value TEXT,
    withdrawn_at TEXT                  -- UTC; NULL while it holds
) STRICT;

CREATE TABLE versions (                -- by what the rows were made
    subject TEXT PRIMARY KEY CHECK (subject IN ('reader', 'rules')),
    number INTEGER NOT NULL,           -- a program of a smaller number refuses the database
    version TEXT NOT NULL              -- the number and a digest of the data
) STRICT, WITHOUT ROWID;

CREATE TABLE rebuild (                 -- a row while one is under way, or due for another cause than a new rule set
    id INTEGER PRIMARY KEY CHECK (id = 1),
    cause TEXT,                        -- 'ids', 'texts'; NULL: the rule set is another
    rule_set TEXT,                     -- the one that it goes by; NULL until it begins
    began_at TEXT,                     -- UTC
    last_sha256 TEXT,                  -- the last text derived anew; they come in the order of their hashes
    documents INTEGER NOT NULL         -- how many were
) STRICT;

CREATE TABLE misread (                 -- texts that the present reader reads otherwise; the next rebuild drops them
    document_id INTEGER PRIMARY KEY REFERENCES documents(id) DEFERRABLE INITIALLY DEFERRED,
    now_id INTEGER NOT NULL            -- what is read of the same bytes now; no foreign key, likewise
) STRICT;

CREATE TABLE manifest_queue (
    day TEXT NOT NULL,                 -- a page that shows this story, on this day ('' undated), is out of date
    story_id INTEGER NOT NULL,         -- -1 for the list of rejected files
    PRIMARY KEY (day, story_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE tallies (
    subject TEXT NOT NULL CHECK (subject IN ('files', 'stories')),
    name TEXT NOT NULL,                -- a state of files, a day of stories ('' undated)
    number INTEGER NOT NULL,
    PRIMARY KEY (subject, name)
) STRICT, WITHOUT ROWID;

CREATE TABLE worker (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    pid INTEGER NOT NULL,
    host TEXT NOT NULL,
    seeds TEXT NOT NULL,               -- the folder that it watches
    started_at TEXT NOT NULL,          -- UTC
    beat_at TEXT NOT NULL,             -- UTC: a live worker renews it every second or two
    watching TEXT,                     -- 'events', 'polling'; NULL when it does not watch
    waiting INTEGER NOT NULL,          -- files seen that have not settled or not been stored yet
    overflows INTEGER NOT NULL,        -- bursts of events that were answered by a look at everything
    conditions TEXT,                   -- JSON: the codes of what is wrong now
    trouble TEXT,                      -- the same in words
    last_trouble TEXT,                 -- when something was last wrong, and what
    ended_at TEXT                      -- UTC; NULL while it runs
) STRICT;

CREATE VIRTUAL TABLE documents_fts USING fts5(
    title, body, content="documents", content_rowid="id", tokenize="unicode61 remove_diacritics 2"
);
"""

_SEARCH_TRIGGERS = (
    (
        "CREATE TRIGGER documents_fts_delete AFTER DELETE ON documents BEGIN "
        "INSERT INTO documents_fts(documents_fts, rowid, title, body) "
        "VALUES ('delete', old.id, old.title, old.body); END"
    ),
    (
        "CREATE TRIGGER documents_fts_update AFTER UPDATE OF title, body ON documents BEGIN "
        "INSERT INTO documents_fts(documents_fts, rowid, title, body) VALUES ('delete', old.id, old.title, old.body); "
        "INSERT INTO documents_fts(rowid, title, body) VALUES (new.id, new.title, new.body); END"
    ),
)

_EXCERPT = "replace(substr(d.text, d.prose_start + 1, min(200, d.prose_end - d.prose_start)), char(10), ' ')"

_NEW_VIEWS = f"""
CREATE VIEW recent AS
    SELECT f.last_seen, f.path, f.state, d.title, d.agency, d.published, d.story_id, d.id AS document_id,
           {_EXCERPT} AS excerpt
    FROM files f LEFT JOIN documents d ON d.id = f.document_id
    ORDER BY f.last_seen DESC;

CREATE VIEW editions AS
    SELECT s.id AS story_id, s.documents, d.id AS document_id, d.id = s.lead_document_id AS is_lead,
           d.title, d.agency, d.published, d.words, f.path, {_EXCERPT} AS excerpt
    FROM stories s JOIN documents d ON d.story_id = s.id LEFT JOIN files f ON f.document_id = d.id
    WHERE s.documents > 1
    ORDER BY s.id, is_lead DESC, d.words DESC, f.path;

CREATE VIEW duplicates AS
    SELECT f.path, f.reason, d.title, d.id AS document_id, d.story_id
    FROM files f JOIN documents d ON d.id = f.document_id
    WHERE f.state = 'duplicate';

CREATE VIEW rejected AS
    SELECT path, reason_code, reason, size, last_seen FROM files WHERE state = 'rejected' ORDER BY last_seen DESC;

CREATE VIEW reuse AS
    SELECT m.document_id, a.title, m.other_id, b.title AS other_title, m.shared_words, m.containment, m.reason,
           replace(substr(a.text, json_extract(m.passages, '$[0][0]') + 1, min(200,
               json_extract(m.passages, '$[0][1]') - json_extract(m.passages, '$[0][0]'))), char(10), ' ')
               AS excerpt
    FROM matches m JOIN documents a ON a.id = m.document_id JOIN documents b ON b.id = m.other_id
    WHERE m.kind = 'reuse' AND a.story_id <> b.story_id;

CREATE VIEW by_agency AS
    SELECT agency, count(*) AS documents, count(DISTINCT story_id) AS stories,
           min(published) AS earliest, max(published) AS latest
    FROM documents GROUP BY agency;

CREATE VIEW by_day AS
    SELECT substr(published, 1, 10) AS day, count(*) AS documents, count(DISTINCT story_id) AS stories
    FROM documents GROUP BY substr(published, 1, 10)
"""

# What is told of the files is carried over; what follows from the texts is, too, so that readers find it until it has
# been derived anew. A reader version that is not known has every file read again.
_CARRIED_OVER = """
INSERT INTO roots SELECT 'seeds', seeds, nullif(device, 0) FROM former_worker;
INSERT OR IGNORE INTO roots VALUES ('seeds', NULL, NULL);

INSERT INTO documents
    SELECT i.id, d.text_sha256, s.id, nullif(title, ''), nullif(byline, ''), nullif(agency, ''), NULL,
           nullif(place, ''), nullif(published, ''), nullif(month_day, ''), nullif(language, ''), NULL, words,
           prose_start, prose_end, spans, NULL, NULL, first_seen,
           coalesce((SELECT group_concat(substr(text, value ->> 0 + 1, value ->> 1 - value ->> 0), char(10, 10))
                     FROM json_each(spans)), ''), text
    FROM former_documents d JOIN ids i ON i.former = d.id JOIN story_ids s ON s.former = d.story_id ORDER BY i.id;

INSERT INTO former_ids SELECT former, id FROM ids WHERE former NOT IN (SELECT id FROM ids);

INSERT INTO files
    SELECT 'seeds', path, state, i.id, i.id IS NOT NULL, iif(state = 'missing', 'gone', NULL), NULL,
           nullif(reason, ''), size,
           CASE WHEN state = 'missing' THEN mtime_ns END, CASE WHEN state = 'missing' THEN ctime_ns END,
           nullif(sha256, ''), nullif(encoding, ''), NULL, first_seen, last_seen, nullif(checked_at, '')
    FROM former_files LEFT JOIN ids i ON i.former = document_id;

INSERT INTO members (root, path, number, state, document_id, reason_code, reason)
    SELECT root, path, 1, state, document_id, reason_code, reason FROM files WHERE document_id IS NOT NULL;

INSERT INTO matches
    SELECT min(i.id, j.id), max(i.id, j.id), kind, NULL, containment, resemblance, shared_words, reason,
           CASE WHEN i.id < j.id THEN passages ELSE (
               SELECT json_group_array(json_array(value ->> 2, value ->> 3, value ->> 0, value ->> 1))
               FROM json_each(passages)) END
    FROM former_matches JOIN ids i ON i.former = document_id JOIN ids j ON j.former = other_id;

INSERT OR IGNORE INTO passages
    SELECT document_id, other_id, value ->> 0, value ->> 1, value ->> 2, value ->> 3
    FROM matches, json_each(passages) WHERE kind = 'reuse';

INSERT INTO anchors SELECT hash, i.id FROM former_anchors JOIN ids i ON i.former = document_id;

INSERT INTO stories (id, title, published, documents, lead_document_id, first_document_id, latest_document_id)
    SELECT i.id, d.title, nullif(s.published, ''), documents, l.id, l.id, l.id
    FROM former_stories s JOIN story_ids i ON i.former = s.id JOIN ids l ON l.former = lead_document_id
        JOIN documents d ON d.id = l.id;

INSERT INTO journal
    SELECT f.id, at, 'seeds', path, NULL, outcome, i.id, j.id, NULL, NULL, nullif(reason, ''), milliseconds
    FROM former_journal f LEFT JOIN ids i ON i.former = document_id LEFT JOIN ids j ON j.former = previous_document_id;

INSERT INTO tallies SELECT 'files', state, count(*) FROM files GROUP BY state;
INSERT INTO tallies SELECT 'stories', coalesce(substr(published, 1, 10), ''), count(*) FROM stories GROUP BY 2;

INSERT INTO worker
    SELECT id, pid, host, seeds, started_at, beat_at, nullif(watching, ''), waiting, overflows, NULL,
           nullif(trouble, ''), nullif(last_trouble, ''), nullif(ended_at, '') FROM former_worker;

INSERT INTO documents_fts(documents_fts) VALUES ('rebuild')
"""


@migrations(name="0009_members")
def members(db: Database) -> None:
    """Make all tables anew and carry over what the former ones hold."""
    db.conn.execute("PRAGMA legacy_alter_table = ON")  # so that a former table's name is not put into what refers to it
    try:
        for view in _VIEWS:
            db.conn.execute(f"DROP VIEW {view}")
        for trigger in _TRIGGERS:
            db.conn.execute(f"DROP TRIGGER IF EXISTS {trigger}")
        db.conn.execute("DROP TABLE documents_fts")
        for table in _FORMER:
            _put_aside(db, table)
        run_each(db, _TABLES)
        _number_anew(db)
        run_each(db, _CARRIED_OVER)
        for table in ("ids", "story_ids", *(f"former_{table}" for table in _FORMER)):
            db.conn.execute(f"DROP TABLE {table}")
        for trigger in (*_SEARCH_TRIGGERS, *_counting_triggers()):
            db.conn.execute(trigger)
        run_each(db, _NEW_VIEWS)
    finally:
        db.conn.execute("PRAGMA legacy_alter_table = OFF")


def _put_aside(db: Database, table: str) -> None:
    """Rename a table, and take its indexes away, whose names the new one wants."""
    indexes = db.conn.execute(
        "SELECT name FROM sqlite_master WHERE type = 'index' AND tbl_name = ? AND sql IS NOT NULL", (table,)
    ).fetchall()
    for (index,) in indexes:
        db.conn.execute(f"DROP INDEX {index}")
    db.conn.execute(f"ALTER TABLE {table} RENAME TO former_{table}")


def _number_anew(db: Database) -> None:
    """Tell each document's new id; of two texts whose hashes begin alike, the greater takes the next number."""
    db.conn.execute("CREATE TEMP TABLE ids (former INTEGER PRIMARY KEY, id INTEGER NOT NULL UNIQUE)")
    last = -1
    for former, text_sha256 in db.conn.execute("SELECT id, text_sha256 FROM former_documents ORDER BY text_sha256"):
        last = max(last + 1, int(text_sha256[:16], 16) >> (64 - _WIDTH))
        db.conn.execute("INSERT INTO ids VALUES (?, ?)", (former, last))
    db.conn.execute("CREATE TEMP TABLE story_ids (former INTEGER PRIMARY KEY, id INTEGER NOT NULL)")
    db.conn.execute(
        "INSERT INTO story_ids "
        "SELECT story_id, min(i.id) FROM former_documents d JOIN ids i ON i.former = d.id GROUP BY story_id"
    )


def _counting_triggers() -> list[str]:
    """Count files by state and stories by day as they change, so that a count never costs a walk through a table."""
    triggers = []
    for table, name in (("files", "{row}.state"), ("stories", "coalesce(substr({row}.published, 1, 10), '')")):
        new, old = name.format(row="new"), name.format(row="old")
        count_in = f"INSERT INTO tallies VALUES ('{table}', {new}, 1) ON CONFLICT DO UPDATE SET number = number + 1;"
        count_out = f"UPDATE tallies SET number = number - 1 WHERE subject = '{table}' AND name = {old};"
        for trigger, body in (
            (f"{table}_counted_in AFTER INSERT ON {table}", count_in),
            (f"{table}_counted_out AFTER DELETE ON {table}", count_out),
            (f"{table}_counted_anew AFTER UPDATE ON {table} WHEN {old} <> {new}", count_in + count_out),
        ):
            triggers.append(f"CREATE TRIGGER {trigger} BEGIN {body} END")
    return triggers
