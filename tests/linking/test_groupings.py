"""The measures by which groupings are scored in ``benchmarks/``."""

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[2] / "benchmarks"))

from clusterings import b_cubed, merged_pairs, plain_clustering


def test_b_cubed_of_groups_that_are_right_split_and_merged():
    gold = {"a": 1, "b": 1, "c": 2, "d": 2}
    assert b_cubed(gold, gold) == pytest.approx((1, 1, 1))
    assert b_cubed(dict.fromkeys(gold, 0), gold) == pytest.approx((0.5, 1, 2 / 3))
    assert b_cubed({"a": 1, "b": 2, "c": 3, "d": 4}, gold) == pytest.approx((1, 0.5, 2 / 3))


def test_pairs_that_are_merged_across_documents():
    assert merged_pairs({"a": 1, "b": 1, "c": 1, "d": 2}, {"a": "x", "b": "x", "c": "y", "d": "y"}) == [
        ("a", "c"), ("b", "c"),
    ]  # fmt: skip


def test_a_plain_clustering_joins_texts_with_the_same_words():
    found = plain_clustering({
        "a": "The dredger sank in the estuary.", "b": "In the estuary the dredger sank.",
        "c": "Rail workers walked out over pay.",
    })  # fmt: skip
    assert found["a"] == found["b"] != found["c"]
