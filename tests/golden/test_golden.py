"""A database says by which reader and rules it was made: so their numbers change when their results do."""

from __future__ import annotations

import pytest

from tests.golden.corpus import NUMBERS, Made, changed, made, pages, stored


@pytest.fixture(scope="module")
def now(tmp_path_factory: pytest.TempPathFactory) -> Made:
    """What is made of the pages by the present code."""
    return made(tmp_path_factory.mktemp("golden"))


@pytest.mark.parametrize("subject", NUMBERS)
def test_results_change_only_with_the_number(now: Made, subject: str) -> None:
    """If this fails, raise READER in worker/formats/registry.py or NUMBER in worker/pipeline/rule_set.py.

    Then run `python -m tests.golden`. Databases will be read, or derived, anew.
    """
    assert NUMBERS[subject] == stored()[subject]["number"]
    assert [] == changed(subject, now[subject])


def test_every_page_is_read(now: Made) -> None:
    """Each page has its digest, and hardly two the same."""
    assert pages().keys() == now["reader"].keys()
    assert len(set(now["reader"].values())) > 0.9 * len(pages())
