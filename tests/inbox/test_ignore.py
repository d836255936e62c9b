"""Which entries of the folder are seed files, by name alone."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from worker.inbox.ignore import is_ignored, is_within_ignored, rejection
from worker.reasons import Reason, Rejection


@pytest.mark.parametrize(
    "path",
    [".a.txt", "a/.b.txt", "a.txt~", "a.tmp", "a.TMP", "a.txt.part", ".a.txt.swp", "a.crdownload", "INDEX.md", "INDEX"],
)
def test_hidden_temporary_and_our_own_names_are_ignored(path: str) -> None:
    """Names that editors, downloads and the manifest use are no seed files."""
    assert is_ignored(path)


@pytest.mark.parametrize(
    "path", ["a.txt", "INDEX.txt", "index.md", "a/INDEX.md", "a/INDEX", "tmp", "part.txt", "a.swp.txt"]
)
def test_other_names_are_not(path: str) -> None:
    """Neither are like names, nor the manifest's name in another folder."""
    assert not is_ignored(path)


@pytest.mark.parametrize("path", [".git/a.txt", "a/.b/c/d.txt", "INDEX/2024-05.md", "a.tmp/b.txt", ".a.txt"])
def test_below_a_folder_that_is_ignored(path: str) -> None:
    """What lies in such a folder, at any depth, is ignored with it."""
    assert is_within_ignored(path)


@pytest.mark.parametrize("path", ["a.txt", "a/b/c.txt", "a/INDEX/b.md", "a/INDEX.md"])
def test_below_other_folders(path: str) -> None:
    """The manifest's names count in the seeds folder itself only."""
    assert not is_within_ignored(path)


@given(st.lists(st.sampled_from(["a", ".b", "c.tmp", "INDEX", "d.txt"]), min_size=1, max_size=4))
def test_a_path_is_ignored_if_one_of_its_folders_is(parts: list[str]) -> None:
    """`is_within_ignored` is `is_ignored`, asked of the path and all folders above it."""
    above = ["/".join(parts[:depth]) for depth in range(1, len(parts) + 1)]

    assert is_within_ignored("/".join(parts)) == any(map(is_ignored, above))


@pytest.mark.parametrize("path", ["a.txt", "A.TXT", "a/b.text", "a.b.md", "a b.txt"])
def test_texts_are_taken(path: str) -> None:
    """By their ending, in whatever case."""
    assert rejection(path) is None


@pytest.mark.parametrize(
    ("path", "ending", "sentence"),
    [
        ("scan.PDF", ".pdf", "not a format that is read: .pdf"),
        ("a.txt.gz", ".gz", "not a format that is read: .gz"),
        ("README", "no ending", "not a format that is read: no ending"),
        ("a.txt/README", "no ending", "not a format that is read: no ending"),
    ],
)
def test_other_formats_are_refused_with_a_reason(path: str, ending: str, sentence: str) -> None:
    """The reason names the ending, or says that there is none."""
    assert Reason(Rejection.NOT_A_FORMAT, ending) == rejection(path)
    assert sentence == str(rejection(path))
