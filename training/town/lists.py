"""Lists to repeat, to look up, to check and to sum: plain exercises."""

from . import arithmetic
from .example import Example, sentence
from .privacy import PURPOSES
from .split import part
from .words import COLOURS, GOODS, NAMES, PLACES, TRADES

REPEAT = ["Repeat: {l}.", "Say again: {l}.", "Copy this list: {l}.", "Write down {l}.", "{l}. Say it again.", "Read this out: {l}.", "Here is a list: {l}. Repeat it."]
RECALL = ["{l}. Now say it for {k}.", "{l}. What goes with {k}?", "Keep in mind: {l}. Say what belongs to {k}.", "Here is the book: {l}. Look up {k}.", "{l}. Read out {k}.", "The list says: {l}. Find {k}."]
CHECK = ["On the list: {l}. Say yes or no for {k}.", "These may come in: {l}. What about {k}?", "Only {l} may know. Check {k}.", "Friends of the house: {l}. Are these among them: {k}?", "It is for {l} only. May {k}?",
         "Invited: {l}. Which of these are invited: {k}?"]

SUMS = ["Fill in: {l}.", "Work these out: {l}.", "Do these sums: {l}.", "{l}. What are they?", "Sums for today: {l}.", "Give the results of {l}."]


def pool(rng, split):
    """Things of one sort."""
    return rng.choice([part(NAMES, split), part(NAMES, split), [f"the {t}" for t in TRADES], TRADES, [g[0] for g in GOODS], PLACES, [f"those who {purpose}" for purpose, _ in PURPOSES]])


def value(rng):
    """Something that a key may stand for."""
    return rng.choice([lambda: "".join(str(rng.randrange(10)) for _ in range(rng.randint(2, 5))), lambda: rng.choice(COLOURS), lambda: rng.choice(GOODS)[0], lambda: f"the {rng.choice(PLACES)}"])()


def example(user, reply, template):
    """A plain exchange."""
    return Example("talk", sentence(user), sentence(reply), {"kind": "continuation"}, template=f"lists:{template}")


def repeat(rng, split):
    """A list said again; its items may be of any sort."""
    words = ", ".join(rng.choice([lambda: rng.choice(pool(rng, split)), lambda: value(rng)])() for _ in range(rng.randint(2, 9)))
    template = rng.choice(part(REPEAT, split))
    return example(template.format(l=words), f"{words}.", template)


def recall(rng, split):
    """Keys and values; some keys are asked for."""
    keys = rng.sample(pool(rng, split), rng.randint(2, 5))
    entries = {k: f"{k}: {value(rng)}" for k in keys}
    asked = rng.sample(keys, rng.randint(1, len(keys)))
    template = rng.choice(part(RECALL, split))
    return example(template.format(l=", ".join(entries.values()), k=", ".join(asked)), ", ".join(entries[k] for k in asked) + ".", template)


def check(rng, split):
    """Who is on the list and who is not."""
    some = rng.sample(pool(rng, split), 8)
    inside = some[:rng.randint(1, 3)]
    asked = rng.sample(inside + some[3:5], rng.randint(1, len(inside) + 2))
    template = rng.choice(part(CHECK, split))
    return example(template.format(l=", ".join(inside), k=", ".join(asked)), ", ".join(f"{k}: {'yes' if k in inside else 'no'}" for k in asked) + ".", template)


def sums(rng, split):
    """A row of short sums to fill in."""
    row = [arithmetic.written([arithmetic.short(rng, split)])[0] for _ in range(rng.randint(2, 7))]
    template = rng.choice(part(SUMS, split))
    return example(template.format(l=", ".join(s.split("=")[0] for s in row)), ", ".join(row) + ".", template)


def exercise(rng, split):
    """One of the four."""
    return rng.choice([repeat, recall, check, sums])(rng, split)
