"""The steps of the schema with one document a file."""

from sqlite_utils import Database

from db.migrations.steps import migrations, run_each


@migrations(name="0001_tables")
def tables(db: Database) -> None:
    """Make the tables of the first version."""
    run_each(
        db,
        """
        CREATE TABLE stories (
            id INTEGER PRIMARY KEY,            -- the smallest id of its documents
            lead_document_id INTEGER NOT NULL  -- the fullest document
                REFERENCES documents(id) DEFERRABLE INITIALLY DEFERRED,
            documents INTEGER NOT NULL,        -- how many editions it has
            published TEXT NOT NULL            -- the lead's date, else the latest one an edition prints; '' if none
        ) STRICT;
        CREATE INDEX stories_by_published ON stories(published);
        CREATE INDEX stories_by_lead ON stories(lead_document_id);

        CREATE TABLE documents (
            id INTEGER PRIMARY KEY,            -- drawn from text_sha256: the same text has the same id everywhere
            text_sha256 TEXT NOT NULL UNIQUE,
            story_id INTEGER NOT NULL REFERENCES stories(id) DEFERRABLE INITIALLY DEFERRED,
            title TEXT NOT NULL,               -- '' in any of these seven: the text does not say
            byline TEXT NOT NULL,              -- names joined by '; '
            agency TEXT NOT NULL,
            place TEXT NOT NULL,
            published TEXT NOT NULL,           -- ISO 8601: a date, or a UTC time where one is printed
            month_day TEXT NOT NULL,           -- '--01-06' where no year is printed: published has an edition's year
            language TEXT NOT NULL,            -- ISO 639-1
            words INTEGER NOT NULL,            -- of the story's prose
            text TEXT NOT NULL,                -- normalised, page furniture included
            prose_start INTEGER NOT NULL,      -- text[prose_start:prose_end] is the story, in characters
            prose_end INTEGER NOT NULL,
            spans TEXT NOT NULL,               -- JSON [[start, end], ...]: the prose's paragraphs, furniture left out
            first_seen TEXT NOT NULL           -- UTC
        ) STRICT;
        CREATE INDEX documents_by_story ON documents(story_id);
        CREATE INDEX documents_by_agency ON documents(agency, story_id, published);
        CREATE INDEX documents_by_day ON documents(substr(published, 1, 10), story_id, published);

        CREATE TABLE files (
            path TEXT PRIMARY KEY,             -- relative to the seeds folder, POSIX slashes
            state TEXT NOT NULL
                CHECK (state IN ('stored', 'duplicate', 'edition', 'rejected', 'missing')),
            document_id INTEGER REFERENCES documents(id) DEFERRABLE INITIALLY DEFERRED,
            size INTEGER NOT NULL,             -- bytes
            mtime_ns INTEGER NOT NULL,
            ctime_ns INTEGER NOT NULL,
            sha256 TEXT NOT NULL,              -- of the bytes; '' where they were not read
            encoding TEXT NOT NULL,
            reason TEXT NOT NULL,              -- why it is a duplicate, which edition, or why it was rejected
            first_seen TEXT NOT NULL,          -- UTC
            last_seen TEXT NOT NULL            -- UTC: when this content was taken, or the file found missing
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX files_by_document ON files(document_id);
        CREATE INDEX files_by_state ON files(state, last_seen);
        CREATE INDEX files_by_sha256 ON files(sha256);
        CREATE INDEX files_by_last_seen ON files(last_seen);

        CREATE TABLE matches (
            document_id INTEGER NOT NULL REFERENCES documents(id) DEFERRABLE INITIALLY DEFERRED,
            other_id INTEGER NOT NULL REFERENCES documents(id) DEFERRABLE INITIALLY DEFERRED,
            kind TEXT NOT NULL CHECK (kind IN ('edition', 'reuse')),
            containment REAL NOT NULL,         -- share of the smaller document's shingles that stand in the other
            resemblance REAL NOT NULL,         -- shared shingles / all shingles of both (Broder 1997)
            shared_words INTEGER NOT NULL,
            reason TEXT NOT NULL,
            passages TEXT NOT NULL,            -- JSON: [[start, end, other_start, other_end], ...] in characters
            PRIMARY KEY (document_id, other_id),
            CHECK (document_id < other_id)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX matches_by_other ON matches(other_id);
        CREATE INDEX matches_by_kind ON matches(kind);

        CREATE TABLE anchors (
            hash INTEGER NOT NULL,             -- a shingle kept by winnowing (Schleimer, Wilkerson, Aiken 2003)
            document_id INTEGER NOT NULL,      -- no foreign key: it would need an index of its own
            PRIMARY KEY (hash, document_id)
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE journal (
            id INTEGER PRIMARY KEY,
            at TEXT NOT NULL,                  -- UTC
            path TEXT NOT NULL,
            outcome TEXT NOT NULL,             -- as it was then; files.state says what it is now
            document_id INTEGER,
            previous_document_id INTEGER,      -- what the path pointed at before
            reason TEXT NOT NULL,
            milliseconds REAL NOT NULL
        ) STRICT;
        CREATE INDEX journal_by_path ON journal(path);
        CREATE INDEX journal_by_at ON journal(at);

        CREATE TABLE manifest_queue (
            day TEXT NOT NULL,                 -- a page that shows this story, on this day, is older than the database
            story_id INTEGER NOT NULL,         -- -1 for the list of rejected files
            PRIMARY KEY (day, story_id)
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE tallies (
            subject TEXT NOT NULL CHECK (subject IN ('files', 'stories')),
            name TEXT NOT NULL,                -- a state of files, a day of stories
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
            watching TEXT NOT NULL,            -- 'events', 'polling', or '' when it does not watch
            waiting INTEGER NOT NULL,          -- files seen that have not settled or not been stored yet
            overflows INTEGER NOT NULL,        -- bursts of events that were answered by a look at everything
            ended_at TEXT NOT NULL             -- UTC; '' while it runs
        ) STRICT;
        """,
    )


@migrations(name="0002_search")
def search(db: Database) -> None:
    """Make full text search over title and text.

    There is no trigger on insert: the writer enters a batch in the order of the ids, which costs FTS5 one segment a
    batch instead of one a document.
    """
    run_each(
        db,
        """
        CREATE VIRTUAL TABLE documents_fts USING fts5(
            title, text, content='documents', content_rowid='id', tokenize="unicode61 remove_diacritics 2"
        );
        """,
    )
    db.conn.execute(
        "CREATE TRIGGER documents_fts_delete AFTER DELETE ON documents BEGIN "
        "INSERT INTO documents_fts(documents_fts, rowid, title, text) "
        "VALUES ('delete', old.id, old.title, old.text); END"
    )
    db.conn.execute(
        "CREATE TRIGGER documents_fts_update AFTER UPDATE OF title, text ON documents BEGIN "
        "INSERT INTO documents_fts(documents_fts, rowid, title, text) "
        "VALUES ('delete', old.id, old.title, old.text); "
        "INSERT INTO documents_fts(rowid, title, text) VALUES (new.id, new.title, new.text); END"
    )


@migrations(name="0003_tallies")
def tallies(db: Database) -> None:
    """Count files by state and stories by day as they change, so that a count never costs a walk through a table."""
    for table, name in (("files", "{row}.state"), ("stories", "substr({row}.published, 1, 10)")):
        new, old = name.format(row="new"), name.format(row="old")
        count_in = f"INSERT INTO tallies VALUES ('{table}', {new}, 1) ON CONFLICT DO UPDATE SET number = number + 1;"
        count_out = f"UPDATE tallies SET number = number - 1 WHERE subject = '{table}' AND name = {old};"
        for trigger, body in (
            (f"{table}_counted_in AFTER INSERT ON {table}", count_in),
            (f"{table}_counted_out AFTER DELETE ON {table}", count_out),
            (f"{table}_counted_anew AFTER UPDATE ON {table} WHEN {old} <> {new}", count_in + count_out),
        ):
            db.conn.execute(f"CREATE TRIGGER {trigger} BEGIN {body} END")


@migrations(name="0004_views")
def views(db: Database) -> None:
    """Make the views for people: an excerpt stands in place of the text."""
    run_each(
        db,
        """
        CREATE VIEW recent AS
            SELECT f.last_seen, f.path, f.state, d.title, d.agency, d.published, d.story_id, d.id AS document_id,
                   replace(substr(d.text, d.prose_start + 1, min(200, d.prose_end - d.prose_start)), char(10), ' ')
                       AS excerpt
            FROM files f LEFT JOIN documents d ON d.id = f.document_id
            ORDER BY f.last_seen DESC;

        CREATE VIEW editions AS
            SELECT s.id AS story_id, s.documents, d.id AS document_id, d.id = s.lead_document_id AS is_lead,
                   d.title, d.agency, d.published, d.words, f.path,
                   replace(substr(d.text, d.prose_start + 1, min(200, d.prose_end - d.prose_start)), char(10), ' ')
                       AS excerpt
            FROM stories s JOIN documents d ON d.story_id = s.id LEFT JOIN files f ON f.document_id = d.id
            WHERE s.documents > 1
            ORDER BY s.id, is_lead DESC, d.words DESC, f.path;

        CREATE VIEW duplicates AS
            SELECT f.path, f.reason, d.title, d.id AS document_id, d.story_id
            FROM files f JOIN documents d ON d.id = f.document_id
            WHERE f.state = 'duplicate';

        CREATE VIEW rejected AS
            SELECT path, reason, size, last_seen FROM files WHERE state = 'rejected' ORDER BY last_seen DESC;

        CREATE VIEW reuse AS
            SELECT m.document_id, a.title, m.other_id, b.title AS other_title, m.shared_words, m.containment, m.reason,
                   replace(substr(a.text, json_extract(m.passages, '$[0][0]') + 1, min(200,
                       json_extract(m.passages, '$[0][1]') - json_extract(m.passages, '$[0][0]'))), char(10), ' ')
                       AS excerpt
            FROM matches m JOIN documents a ON a.id = m.document_id JOIN documents b ON b.id = m.other_id
            WHERE m.kind = 'reuse';

        CREATE VIEW by_agency AS
            SELECT agency, count(*) AS documents, count(DISTINCT story_id) AS stories,
                   min(nullif(published, '')) AS earliest, max(published) AS latest
            FROM documents GROUP BY agency;

        CREATE VIEW by_day AS
            SELECT substr(published, 1, 10) AS day, count(*) AS documents, count(DISTINCT story_id) AS stories
            FROM documents GROUP BY substr(published, 1, 10);
        """,
    )


@migrations(name="0005_health")
def health(db: Database) -> None:
    """Let the worker say what troubles it, and note when each file's bytes were last compared."""
    run_each(
        db,
        """
        ALTER TABLE worker ADD COLUMN trouble TEXT NOT NULL       -- what is wrong now; '' if nothing is
            DEFAULT '';
        ALTER TABLE worker ADD COLUMN last_trouble TEXT NOT NULL  -- when something was last wrong, and what
            DEFAULT '';
        ALTER TABLE worker ADD COLUMN device INTEGER NOT NULL     -- st_dev of the folder; 0 if unknown
            DEFAULT 0;
        ALTER TABLE files ADD COLUMN checked_at TEXT NOT NULL     -- UTC: when its bytes were last read
            DEFAULT '';
        CREATE INDEX files_by_check ON files(checked_at) WHERE state <> 'missing' AND sha256 <> '';
        """,
    )


@migrations(name="0006_search_by_other_tools")
def search_by_other_tools(db: Database) -> None:
    """Make full text search anew under a schema that Datasette and sqlite-utils recognise.

    They know the search table of `documents` by the words `content="documents"`, in double quotes.
    """
    run_each(
        db,
        """
        DROP TABLE documents_fts;
        CREATE VIRTUAL TABLE documents_fts USING fts5(
            title, text, content="documents", content_rowid="id", tokenize="unicode61 remove_diacritics 2"
        );
        INSERT INTO documents_fts(documents_fts) VALUES ('rebuild');
        """,
    )


@migrations(name="0007_reuse_across_stories")
def reuse_across_stories(db: Database) -> None:
    """Leave out of the view `reuse` what documents of one story share."""
    run_each(
        db,
        """
        DROP VIEW reuse;
        CREATE VIEW reuse AS
            SELECT m.document_id, a.title, m.other_id, b.title AS other_title, m.shared_words, m.containment, m.reason,
                   replace(substr(a.text, json_extract(m.passages, '$[0][0]') + 1, min(200,
                       json_extract(m.passages, '$[0][1]') - json_extract(m.passages, '$[0][0]'))), char(10), ' ')
                       AS excerpt
            FROM matches m JOIN documents a ON a.id = m.document_id JOIN documents b ON b.id = m.other_id
            WHERE m.kind = 'reuse' AND a.story_id <> b.story_id;
        """,
    )


@migrations(name="0008_refusals_again")
def refusals_again(db: Database) -> None:
    """Have every rejected file read again: since they were refused, more has come to be read as text."""
    db.conn.execute("UPDATE files SET ctime_ns = -1 WHERE state = 'rejected'")
