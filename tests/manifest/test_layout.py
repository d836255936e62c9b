"""How the manifest is cut into pages."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from worker.manifest.layout import Layout, whole

if TYPE_CHECKING:
    from db.manifest import Slice

LIMIT = 4
LAST_ID = 2**63 - 1
FIRST_DAY = date(2023, 12, 28)
DAYS = st.integers(0, 70).map(lambda later: (FIRST_DAY + timedelta(later)).isoformat()) | st.just("")
IDS = st.integers(0, LAST_ID) | st.integers(0, 40).map(lambda number: number * 2**57)
STORIES = st.lists(st.tuples(DAYS, IDS), max_size=60)
TIMES = st.sampled_from(["", "T00:00:00Z", "T23:59:59Z"])


def shows(part: Slice, published: str, story: int) -> bool:
    """Whether a slice holds a story."""
    return part.low <= published < part.high and part.first_id <= story <= part.last_id


def count(stories: list[tuple[str, int]]) -> dict[str, int]:
    """The number of stories of each day."""
    days = [day for day, _ in stories]
    return {day: days.count(day) for day in days}


@given(stories=STORIES, time=TIMES)
def test_every_story_is_on_one_page_and_its_name_is_known(stories: list[tuple[str, int]], time: str) -> None:
    """Whatever the days and ids, each story is in the slice of exactly one page: the one that `page_name` names."""
    layout = Layout(count(stories), LIMIT)
    pages = list(layout.pages())
    for day, story in stories:
        published = f"{day}{time}" if day else ""

        assert [layout.page_name(day, story)] == [page.name for page in pages if shows(page.part, published, story)]


@given(stories=STORIES)
def test_names_differ(stories: list[tuple[str, int]]) -> None:
    """No two pages have one name, also where letter case is lost."""
    names = [page.name.lower() for page in Layout(count(stories), LIMIT).pages()]

    assert len(names) == len(set(names))


@given(stories=STORIES)
def test_all_stories_are_in_the_whole(stories: list[tuple[str, int]]) -> None:
    """The slice of a one-page manifest leaves nothing out."""
    assert all(shows(whole(), day, story) for day, story in stories)


@pytest.mark.parametrize(
    ("days", "expected"),
    [
        ({}, []),
        ({"2024-05-01": 2, "2024-05-02": 2}, ["2024-05"]),
        ({"2024-05-01": 2, "2024-05-02": 3}, ["2024-05-02", "2024-05-01"]),
        ({"2024-04-30": 1, "2024-05-01": 1, "": 1}, ["2024-05", "2024-04", "undated"]),
        ({"2024-05-01": 5}, [f"2024-05-01-{digit}" for digit in "0123456789abcdef"]),
        ({"": 5}, [f"undated-{digit}" for digit in "0123456789abcdef"]),
    ],
)
def test_a_long_month_is_cut_by_day_and_a_long_day_into_parts(days: dict[str, int], expected: list[str]) -> None:
    """Pages stand newest first; the undated last."""
    assert expected == [page.name for page in Layout(days, LIMIT).pages()]


@given(st.integers(1, 4000))
def test_a_day_is_cut_no_finer_than_needed(stories: int) -> None:
    """The number of parts is a power of 16, and a sixteenth of them would hold too few."""
    parts = len(list(Layout({"": stories}, LIMIT).pages()))

    assert stories <= LIMIT * parts
    assert parts == 1 or stories > LIMIT * parts // 16


def test_a_day_without_stories_has_no_page() -> None:
    """A story that has left the only day of its month leaves no page to write."""
    assert Layout({"2024-05-01": 1}, LIMIT).page_name("2023-05-01", 7) == ""
