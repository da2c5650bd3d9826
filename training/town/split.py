"""Keeps train, validation and test apart: every template, name and combination of fillings belongs to one split."""

import hashlib
from functools import lru_cache

SPLITS = ("train", "validation", "test")


def number(*keys) -> int:
    """A stable number from any keys, the same in every run and on every machine."""
    return int.from_bytes(hashlib.sha1("|".join(map(str, keys)).encode()).digest()[:6], "big")


@lru_cache(maxsize=4096)
def shares(items):
    """The items of each split, by a hash of their text."""
    ordered = sorted(items, key=lambda item: number("part", item))
    test = max(1, (len(ordered) + 2) // 4)
    validation = max(1, len(ordered) // 8)
    return {"test": ordered[:test], "validation": ordered[test:test + validation], "train": ordered[test + validation:]}


def part(items, split):
    """The share of a list that belongs to a split: about a quarter to test, an eighth to validation, at least one each."""
    return shares(tuple(items))[split]


def sayable(items, split):
    """As `part`, but train may use all: for words that must be sayable in the test, where a new combination and a new wording are what is tested."""
    return list(items) if split == "train" else part(items, split)


def owner(*keys) -> str:
    """The split that owns a combination of fillings: 15 in 100 test, 10 validation, the rest train."""
    place = number("owner", *keys) % 100
    return "test" if place < 15 else "validation" if place < 25 else "train"


def draw(rng, split, make, tries=5000):
    """Draws a combination by `make(rng)` until it falls into the split."""
    for _ in range(tries):
        combination = make(rng)
        if owner(*combination) == split:
            return combination
    raise RuntimeError(f"no combination for {split}")
