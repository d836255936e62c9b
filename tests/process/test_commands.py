"""The commands as a user meets them: what they print, and how they end."""

import json
import re
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from tests.process.seedwatch import Place, Worker
from tests.snapshot import snapshot


def one_line(text: str) -> bool:
    """Whether the text is one line and no traceback."""
    return text.count("\n") == 1 and "Traceback" not in text


@pytest.fixture
def scanned(place: Place, samples: list[Path]) -> Place:
    """A place whose files have been taken in."""
    for sample in samples:
        place.put(sample)
    place.scan("--settle", "0")
    return place


@pytest.fixture(scope="module")
def taken(tmp_path_factory: pytest.TempPathFactory, samples: list[Path]) -> Place:
    """The same, once for all tests that change nothing."""
    place = Place(tmp_path_factory.mktemp("taken") / "place")
    for sample in samples:
        place.put(sample)
    place.scan("--settle", "0")
    return place


def test_scan_says_what_became_of_the_files(place: Place, samples: list[Path]) -> None:
    """One JSON object accounts for every file; in words it is a line a file and the counts."""
    for sample in samples:
        place.put(sample)
    said = place.scan()
    assert sorted(file["path"] for file in said["files"]) == sorted(sample.name for sample in samples)
    assert sum(said["outcomes"].values()) == len(samples)
    (place.seeds / "new.txt").write_text("A bridge was closed on Monday after a lorry struck it.")
    assert place.call("scan").stdout == "stored     new.txt\n1 stored\n"
    assert place.call("scan").stdout == "nothing new\n"


def test_status(taken: Place) -> None:
    """Counts by outcome, documents, stories, last arrival, the worker."""
    status = json.loads(taken.call("status", "--json").stdout)
    assert sum(status["files"].values()) == 13
    assert status["documents"] == 11
    assert status["worker"] == "not running"
    assert status["what_to_do"] == "start it: `seedwatch run`"
    assert status["waiting"] == 0
    assert status["last_arrival"].endswith("Z")
    assert "documents     11\n" in taken.call("status").stdout


def test_a_backup_is_restored_by_putting_it_in_place(scanned: Place) -> None:
    """It is taken while a worker writes; with it in the database's place everything is as it was, and goes on."""
    before = snapshot(scanned.db)
    with Worker(scanned) as worker:
        done = scanned.call("backup", "copy.db")
        assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
        assert worker.stop() == 0
    for file in scanned.home.glob("seeds.db*"):
        file.unlink()
    (scanned.home / "copy.db").rename(scanned.db)
    assert before == snapshot(scanned.db)
    assert {} == scanned.scan()["outcomes"]
    assert 0 == scanned.call("index", "--check").returncode


def test_a_backup_that_cannot_be_made(scanned: Place) -> None:
    """A file that is there is kept, and is an error of usage; a folder that is not there is one of storage."""
    (scanned.home / "copy.db").write_text("earlier")
    done = scanned.call("backup", "copy.db")
    assert (2, True) == (done.returncode, one_line(done.stderr))
    assert "earlier" == (scanned.home / "copy.db").read_text()
    done = scanned.call("backup", "nowhere/copy.db")
    assert (5, True) == (done.returncode, one_line(done.stderr))


def test_health_without_a_worker(taken: Place) -> None:
    """What is wrong and what to do, a line each, and exit code 1 for whoever watches over it."""
    done = taken.call("health")
    assert (1, "seedwatch: unhealthy: no worker is running\n") == (done.returncode, done.stderr)
    assert done.stdout == "what to do: start it: `seedwatch run`\n"


def test_index_check_tells_true_from_false(scanned: Place) -> None:
    """A manifest that was changed by hand is found, named and written anew."""
    assert scanned.call("index", "--check").returncode == 0
    (scanned.seeds / "INDEX.md").write_text("by hand")
    check = scanned.call("index", "--check")
    assert (check.returncode, check.stdout) == (1, "")
    assert one_line(check.stderr)
    assert "INDEX.md" in check.stderr
    assert scanned.call("index").returncode == 0
    assert scanned.call("index", "--check").returncode == 0


def test_show_by_path_and_by_id(taken: Place) -> None:
    """One document with its story and its matches; a rejected file says why it was."""
    by_path = taken.call("show", "harbour-strike-courier.txt").stdout
    number = by_path.split()[1]
    assert taken.call("show", number).stdout == by_path
    assert taken.call("show", "seeds/harbour-strike-courier.txt").stdout == by_path
    assert "harbour-strike-reuters.txt" in by_path
    rejected = taken.call("show", "scan-0047.txt")
    assert (rejected.returncode, one_line(rejected.stderr)) == (1, True)
    assert "binary" in rejected.stderr
    assert taken.call("show", "nowhere.txt").returncode == 1


def test_show_names_a_match_by_its_file(scanned: Place) -> None:
    """With the title or, where there is none, the first words; one whose file was rewritten is in no file any more."""
    text = "The harbour board of Norhaven met on Monday and put off its vote on the new quay until the autumn. " * 3
    (scanned.seeds / "quay.txt").write_text(text)
    (scanned.seeds / "quay-again.txt").write_text(f"{text}It will meet again.")
    scanned.scan()
    line = next(line for line in scanned.call("show", "quay.txt").stdout.splitlines() if line.startswith("edition "))
    assert re.match(r"edition    quay-again\.txt \(\d+\) The harbour board of Norhaven met .*…: 100 % of", line)

    (scanned.seeds / "quay-again.txt").write_text("A bridge was closed on Tuesday after a lorry struck it.")
    scanned.scan()
    line = next(line for line in scanned.call("show", "quay.txt").stdout.splitlines() if line.startswith("edition "))
    assert line.startswith("edition    in no file any more (")


@pytest.mark.parametrize("words", ['"', "a OR", "NEAR(", "title:x", "harbour*", "' ; DROP TABLE documents; --", "-"])
def test_search_takes_any_words_as_words(taken: Place, words: str) -> None:
    """What FTS5 or SQL would read as syntax is looked for as text: found or not, never an error of theirs."""
    done = taken.call("search", "--", words)
    assert done.returncode in {0, 1}
    assert done.stderr == "" or one_line(done.stderr)
    assert "fts5" not in done.stderr


def test_search_finds_documents(taken: Place) -> None:
    """All the words must stand in a document."""
    assert "harbour-strike-alert.txt" in taken.call("search", "Port Eliza", "strike").stdout
    nothing = taken.call("search", "Krähn", "strike")
    assert (nothing.returncode, nothing.stderr) == (1, "seedwatch: nothing found\n")


@pytest.mark.parametrize(
    "arguments",
    [
        *(["scan", "--settle", "soon"], ["scan", "--nonsense"], ["fly"], ["run", "--settle", "-1"]),
        *(["show"], ["search"], ["scan", "more"], ["run", "--compare-every", "0"]),
    ],
)
def test_usage_errors_exit_2_with_one_line(place: Place, arguments: list[str]) -> None:
    """Nothing is touched, and no traceback is shown."""
    done = place.call(*arguments)
    assert (done.returncode, done.stdout) == (2, "")
    assert one_line(done.stderr)
    assert not place.db.exists()


@pytest.mark.parametrize("command", ["run", "scan", "index"])
def test_a_missing_seeds_folder(place: Place, command: str) -> None:
    """One clear line; no folder and no database is made."""
    place.seeds.rmdir()
    done = place.call(command)
    assert (done.returncode, one_line(done.stderr)) == (3, True)
    assert list(place.home.iterdir()) == []


@pytest.mark.parametrize("command", [["run"], ["scan"], ["status"], ["index"], ["show", "1"], ["search", "x"]])
def test_a_database_that_is_not_ours(place: Place, command: list[str]) -> None:
    """Another program's database and a file that is none at all are left as they are."""
    for content in (_foreign_database(place.home / "other.db"), b"just some notes\n" * 100):
        place.db.write_bytes(content)
        done = place.call(*command)
        assert (done.returncode, one_line(done.stderr)) == (3, True)
        assert "not a seedwatch database" in done.stderr
        assert place.db.read_bytes() == content


@pytest.mark.parametrize("command", [["run"], ["scan"], ["status"]])
def test_a_newer_database_is_refused(scanned: Place, command: list[str]) -> None:
    """A schema step that this program does not know: one line, nothing touched."""
    with closing(sqlite3.connect(scanned.db)) as connection, connection:
        connection.execute(
            "INSERT INTO _sqlite_migrations (migration_set, name, applied_at) VALUES ('seedwatch', '9999_new', '')"
        )
    content = scanned.db.read_bytes()
    done = scanned.call(*command)
    assert (done.returncode, one_line(done.stderr)) == (3, True)
    assert "newer" in done.stderr
    assert scanned.db.read_bytes() == content


@pytest.mark.parametrize("command", [["status"], ["index", "--check"], ["show", "1"], ["search", "x"]])
def test_reading_without_a_database(place: Place, command: list[str]) -> None:
    """Commands that only read make no database."""
    done = place.call(*command)
    assert (done.returncode, one_line(done.stderr)) == (3, True)
    assert not place.db.exists()


def test_flags_over_environment_over_file_over_defaults(place: Place) -> None:
    """Each level gives way to the one above it."""
    for name in ("from-file", "from-env", "from-flag"):
        (place.home / name).mkdir()
        (place.home / name / f"{name}.txt").write_text(f"A note that came {name}.")
    assert place.scan()["outcomes"] == {}
    (place.home / "seedwatch.toml").write_text('seeds = "from-file"\nsettle = 0.0\n')
    assert place.call("scan").stdout.startswith("stored     from-file.txt")
    assert "from-env.txt" in place.call("scan", SEEDWATCH_SEEDS="from-env").stdout
    assert "from-flag.txt" in place.call("scan", "--seeds", "from-flag", SEEDWATCH_SEEDS="from-env").stdout


@pytest.mark.parametrize("config", ["colour = 1\n", "seeds = \n", 'settle = "soon"\n'])
def test_a_config_that_makes_no_sense(place: Place, config: str) -> None:
    """An unknown setting, broken TOML and a wrong type are usage errors."""
    (place.home / "seedwatch.toml").write_text(config)
    done = place.call("scan")
    assert (done.returncode, one_line(done.stderr)) == (2, True)


def _foreign_database(path: Path) -> bytes:
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("CREATE TABLE notes (body TEXT)")
    return path.read_bytes()


def test_explain_tells_why(taken: Place) -> None:
    """Two files of one story, two that share a passage, two of one text, and two that have nothing in common."""
    same = taken.call("explain", "harbour-strike-alert.txt", "harbour-strike-courier.txt").stdout
    assert same.startswith("one story; between the two: edition\nrule             opens-and-holds-most\nreason ")
    assert "containment" in same
    reuse = taken.call("explain", "wheat-futures-ap.txt", "harbour-strike-reuters.txt").stdout
    assert reuse.startswith("two stories; between the two: reuse\n")
    assert "Port Eliza handles about 40 percent" in reuse
    copies = taken.call("explain", "harbour-strike-reuters.txt", "harbour-strike-reuters-copy.txt").stdout
    assert copies == "one document: the same text\n"
    apart = taken.call("explain", "wheat-futures-ap.txt", "seilbahn-dpa.txt").stdout
    assert apart.startswith("two stories; between the two: no match\nrule             nothing-shared\nreason ")
    assert taken.call("explain", "wheat-futures-ap.txt", "nowhere.txt").returncode == 1
    blocks = taken.call("explain", "--blocks", "wheat-futures-ap.txt", "seilbahn-dpa.txt").stdout
    assert "blocks of " in blocks
    assert "  body prose" in blocks


def test_a_lexicon_of_ones_own(scanned: Place) -> None:
    """A folder of files is read beside the shipped ones; what is wrong in it is told, and nothing begun."""
    own = scanned.home / "words"
    own.mkdir()
    (own / "house.toml").write_text('[[agency]]\nname = "NNA"\nforms = ["Northport News Agency"]\n', encoding="utf-8")
    (scanned.seeds / "ferry.txt").write_text(
        "Ferry to stay at its quay\n\nSource: Northport News Agency\n\n"
        "The ferry of Northport is to stay at its quay until the autumn, its owners said on Monday after a storm.\n",
        encoding="utf-8",
    )
    assert scanned.call("scan", "--lexicon", "words").returncode == 0
    assert "NNA" in scanned.call("show", "ferry.txt").stdout

    (own / "house.toml").write_text("[boilerplate]\nopenings = []\n", encoding="utf-8")
    refused = scanned.call("scan", "--lexicon", "words")
    assert refused.returncode == 2
    assert "house.toml: boilerplate.openings is unknown" in refused.stderr
    assert scanned.call("scan", "--lexicon", "nowhere").returncode == 2


def test_another_folder_for_a_database_is_told(scanned: Place) -> None:
    """All files of the one before will count as missing; if that has moved here, nothing is said."""
    other = scanned.home / "other"
    other.mkdir()
    told = scanned.call("scan", "--seeds", "other")
    assert "database.other_folder" in told.stderr
    assert str(scanned.seeds) in told.stderr

    moved = other.rename(scanned.home / "moved")
    assert scanned.call("scan", "--seeds", str(moved)).stderr == ""


@pytest.mark.parametrize("nonsense", ["nan", "inf", "-1"])
def test_a_time_is_a_number_of_seconds(place: Place, nonsense: str) -> None:
    """Neither nan nor inf is one."""
    refused = place.call("scan", "--settle", nonsense)
    assert (refused.returncode, refused.stderr.count("\n")) == (2, 1)


def test_a_manifest_that_cannot_be_written_is_told_after_the_results(place: Place) -> None:
    """What was stored is stored, and said; the exit code tells that the manifest is not there."""
    (place.seeds / "a.txt").write_text("A bridge was closed on Monday.")
    (place.seeds / ".INDEX.md.tmp").mkdir()
    done = place.call("scan")
    assert done.returncode == 5
    assert "1 stored" in done.stdout
    assert "manifest.unwritten" in done.stderr


def test_without_pysqlite3_the_interpreters_sqlite_does_the_work(scanned: Place) -> None:
    """Where there is no wheel it is not installed; a database made with it can be used without, and added to."""
    without = scanned.home / "without"
    without.mkdir()
    (without / "pysqlite3.py").write_text("raise ImportError")
    (scanned.seeds / "new.txt").write_text("A bridge was closed on Monday after a lorry struck it.")
    assert scanned.call("scan", PYTHONPATH=str(without)).stdout == "stored     new.txt\n1 stored\n"
    assert "new.txt" in scanned.call("search", "lorry", PYTHONPATH=str(without)).stdout
