"""Tests of worker.page.role: what runs on from a name."""

import pytest

from worker.page.role import is_role, without_role


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
    assert without_role(signature) == name


def test_role_alone() -> None:
    """A line of a role alone is one; a sentence that ends in one is none."""
    assert is_role("Journalist")
    assert is_role("Senior Political Correspondent")
    assert not is_role("The mayor of Northport spoke to a reporter")
