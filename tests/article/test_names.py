"""Tests of worker.article.names: what runs on from a name."""

import pytest

from tests.article.reading import LEXICON
from worker.article.names import is_name_word, is_person, is_role, without_role


@pytest.mark.parametrize(
    ("signature", "name"),
    [
        ("Ann Lee Travel Reporter", "Ann Lee"),
        ("Ann LeeLifestyle Writer", "Ann Lee"),
        ("Ann Lee Senior Political Correspondent", "Ann Lee"),
        ("Ann Jervis-LeeThe Example Herald", "Ann Jervis-Lee"),
        ("Ann McDonald", "Ann McDonald"),
        ("Editor", "Editor"),
    ],
)
def test_roles_run_on_from_names(signature: str, name: str) -> None:
    """A role or paper is cut even where the page glues it to the name; capitals inside a name are none."""
    assert without_role(signature, LEXICON) == name


def test_role_alone() -> None:
    """A line of a role alone is one; a sentence that ends in one is none."""
    assert is_role("Journalist", LEXICON)
    assert is_role("Senior Political Correspondent", LEXICON)
    assert not is_role("The mayor of Northport spoke to a reporter", LEXICON)


def test_names_of_people() -> None:
    """Two words with capitals are a name, with particles between; so are a few letters of scripts without capitals."""
    for name in ("Ann Lee", "Łukasz Żak", "Ann de la Cruz", "J. K. O’Neil", "高瀬直樹", "윤서진"):
        assert is_person(name, LEXICON)
    for other in ("Ann", "the mayor", "Ann lee", "Ann 2nd", "コラム", "Lee 3"):
        assert not is_person(other, LEXICON)
    assert not is_name_word("A" * 30)
