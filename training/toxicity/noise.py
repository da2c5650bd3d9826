"""Noise for training: how people hide, stretch, join or mistype words."""

import random

from .groups import SOUNDS

SIGNS = {"a": "@4", "e": "3", "i": "1!", "o": "0", "s": "$5", "t": "7"}


def word(text, rng: random.Random):
    """One word, changed in one way."""
    if len(text) < 3 or not text.isalpha():
        return text
    way, at = rng.randrange(9), rng.randrange(1, len(text) - 1)
    if way == 0:
        return "".join(rng.choice(SIGNS[c]) if c in SIGNS and 0 < i and rng.random() < 0.6 else c for i, c in enumerate(text.lower()))
    if way == 1:
        return text[:at] + "*" * rng.choice((1, 1, len(text) - at - 1 or 1)) + text[at + 1:] if len(text) > 3 else text[0] + "*" + text[2:]
    if way == 2:
        return rng.choice((" ", ".", "-", "_", "*")).join(text)
    if way == 3:
        return text[:at] + text[at + 1:]
    if way == 4:
        return text[:at] + text[at + 1] + text[at] + text[at + 2:]
    if way == 5:
        return text[:at] + text[at] * rng.randint(1, 5) + text[at:]
    if way == 6:
        return text[:at] + rng.choice(("*", "-", ".", " ")) + text[at:]
    if way == 7:
        return text.upper()
    return "#" + text


def noisy(text, rng: random.Random):
    """A text with some of its words changed, or some of them joined."""
    words = text.split()
    if not words:
        return text
    if rng.random() < 0.12:
        at = rng.randrange(len(words))
        size = rng.randint(2, 4)
        joined = rng.choice(("", "", "#")) + "".join(w.strip(".,!?") for w in words[at:at + size])
        return " ".join(words[:at] + [joined] + words[at + size:])
    if rng.random() < 0.15:
        # An invented word says nothing
        words[rng.randrange(len(words))] = "".join(rng.choice(SOUNDS) for _ in range(rng.randint(1, 3)))
        return " ".join(words)
    share = rng.choice((0.1, 0.2, 0.5))
    return " ".join(word(w, rng) if rng.random() < share else w for w in words)
