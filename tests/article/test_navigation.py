"""Tests of worker.article.navigation: menus and breadcrumbs above a title."""

import pytest

from tests.article.pages import TITLE
from worker.article.navigation import is_breadcrumb, menu_items


@pytest.mark.parametrize(
    "line", ["Home > News > World", "Home » World", "News › Europe › Harbours and Ports", "Home / News / World"]
)
def test_breadcrumbs(line: str) -> None:
    """Short steps set apart by arrows or strokes are the way to a page."""
    assert is_breadcrumb(line)


@pytest.mark.parametrize("line", [TITLE, "ACME <ACM>, BETA <BET> CALL OFF MERGER", "Boats > cars, say the people", ""])
def test_titles_are_no_breadcrumbs(line: str) -> None:
    """A ticker's mark in a headline, or one arrow in a sentence, makes no way to a page."""
    assert not is_breadcrumb(line)


def test_menu() -> None:
    """Four short lines in a row are a menu; fewer, or a title among them, are not."""
    menu = ["Local", "Obituaries", "High School Sports", "E-Edition"]
    assert menu_items([*menu, TITLE, "Ann Lee"]) == {0, 1, 2, 3}
    assert menu_items([*menu[:2], TITLE, *menu[2:]]) == frozenset()
