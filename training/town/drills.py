"""Text that copies, looks up and compares within itself: what small models learn last, and secrets, puzzles and sums stand on."""

from . import privacy
from .example import capitals, sentence
from .words import COLOURS, GOODS, NAMES, PLACES, TRADES


def digits(rng):
    """A code of two to five digits."""
    return "".join(str(rng.randrange(10)) for _ in range(rng.choice([2, 3, 4, 4, 5])))


# sorts of things that can be listed: each gives `count` different ones
SORTS = [
    lambda r, count: r.sample(NAMES, count),
    lambda r, count: [digits(r) for _ in range(count)],
    lambda r, count: r.sample([g[0] for g in GOODS], count),
    lambda r, count: r.sample([f"the {p}" for p in PLACES], count),
    lambda r, count: r.sample([f"the {t}" for t in TRADES], count),
    lambda r, count: [f"{c} {x}" for c, x in zip(r.choices(COLOURS, k=count), r.sample([g[1] for g in GOODS], count))],
    lambda r, count: [f"{p} {t}" for p, t in zip(r.choices(PLACES, k=count), r.sample(privacy.THINGS, count))],
    lambda r, count: r.sample([f"those who {a}" for a in privacy.ACTS], count),
]
AGAIN = ["Again", "Once more", "The same again", "Repeated", "Say it again", "Copy", "Written down", "Read out", "In short", "That is"]
MIXED = ["In another order", "Mixed", "Shuffled", "Some of them", "Out of order", "Among them"]
FIRST = ["Listed", "Here are", "Told", "Noted", "On the page", "Marked", "In the book", "Seen today", "Kept", "Written"]


def several(rng, count):
    """Different things, of one sort or of all sorts."""
    if rng.random() < 0.5:
        return rng.choice(SORTS)(rng, count)
    found = []
    while len(found) < count:
        thing = rng.choice(SORTS)(rng, 1)[0]
        if thing not in found:
            found.append(thing)
    return found


def copy(rng):
    """A list, and then the same list again: in the same order, in another one, or what comes after what."""
    listed = several(rng, rng.randint(3, 9))
    out = [f"{rng.choice(FIRST)}: {', '.join(listed)}."]
    for _ in range(rng.randint(1, 3)):
        shape = rng.random()
        if shape < 0.4:
            out.append(f"{rng.choice(AGAIN)}: {', '.join(listed)}.")
        elif shape < 0.6:
            out.append(f"{rng.choice(MIXED)}: {', '.join(rng.sample(listed, rng.randint(2, len(listed))))}.")
        elif shape < 0.8:
            places = rng.sample(range(len(listed) - 1), min(len(listed) - 1, 3))
            out += [sentence(rng.choice(["after {a} comes {b}.", "{a} is followed by {b}.", "{a}, then {b}."]).format(a=listed[i], b=listed[i + 1])) for i in places]
        else:
            out.append(f"The first is {listed[0]}, and the last is {listed[-1]}.")
    return " ".join(out)


LINKS = [("{k}: {v}.", "{k}: {v}."), ("{k} has {v}.", "{k} has {v}."), ("{k} is with {v}.", "{k} is with {v}."), ("{k} goes with {v}.", "What goes with {k}? {v}."), ("{v} belongs to {k}.", "To {k} belongs {v}."),
         ("for {k} it is {v}.", "and for {k}? It is {v}."), ("{k} stands for {v}.", "{k} stands for {v}."), ("next to {k} is {v}.", "{v} is next to {k}."), ("the code of {k} is {v}.", "{k} has the code {v}."), ("{k} keeps {v}.", "look up {k}: {v}.")]


def table(rng):
    """Keys with their values, looked up several times."""
    count = rng.randint(2, 6)
    keys, sort = rng.choice(SORTS)(rng, count), rng.choice(SORTS)
    if len(set(keys)) < count:
        return table(rng)
    told, again = rng.choice(LINKS)
    entries = [(key, sort(rng, 1)[0]) for key in keys]
    if "code" in told:
        entries = [(key, digits(rng)) for key in keys]
    looked = [rng.choice(entries) for _ in range(rng.randint(2, 6))]
    return " ".join([sentence(told.format(k=k, v=v)) for k, v in entries] + [sentence(again.format(k=k, v=v)) for k, v in looked])


def comparable(rng):
    """Two things of one sort, the same or not."""
    sort = rng.choice(SORTS)
    a = sort(rng, 1)[0]
    if rng.random() < 0.5:
        return a, a
    b = sort(rng, 1)[0]
    # A code that differs in one place only is the hardest to tell.
    if a.isdigit() and rng.random() < 0.5:
        at = rng.randrange(len(a))
        b = a[:at] + str((int(a[at]) + rng.randint(1, 9)) % 10) + a[at + 1:]
    return a, b


SAME = [("{a} and {b}: the same.", "{a} and {b}: not the same."), ("{a}, {b}: yes.", "{a}, {b}: no."), ("is {a} the same as {b}? Yes, it is the same.", "is {a} the same as {b}? No, it is another."),
        ("wanted: {a}. Came: {b}. That is right.", "wanted: {a}. Came: {b}. That is not right."), ("only {a} may come in. Here is {b}. Welcome, come in.", "only {a} may come in. Here is {b}. Sorry, stay out."),
        ("it is for {a}. Now {b} asks. Yes, take it.", "it is for {a}. Now {b} asks. No, it is not for you."), ("{a} may know it. {b} asks. The answer is given.", "{a} may know it. {b} asks. The answer is kept."),
        ("said: {a}. Heard: {b}. They agree.", "said: {a}. Heard: {b}. They differ.")]


def same(rng):
    """Over and over, whether two are the same."""
    out, shape = [], rng.choice(SAME)
    for _ in range(rng.randint(3, 6)):
        if rng.random() < 0.2:
            shape = rng.choice(SAME)
        a, b = comparable(rng)
        out.append(capitals(shape[a != b].format(a=a, b=b)))
    return " ".join(out)


ON_LIST = [("asked: {k}. On the list: {l}. {k} is on the list.", "asked: {k}. On the list: {l}. {k} is not on the list."), ("these may come in: {l}. {k} may come in.", "these may come in: {l}. {k} may not come in."),
           ("only {l} may know. {k} may know.", "only {l} may know. {k} may not know."), ("invited: {l}. {k} is invited.", "invited: {l}. {k} is not invited."), ("we have {l}. Is {k} there? Yes.", "we have {l}. Is {k} there? No.")]


def guests(rng):
    """Over and over, whether one is on a list."""
    out, shape = [], rng.choice(ON_LIST)
    while len(out) < 2 or sum(map(len, out)) < 150:
        listed = rng.choice(SORTS)(rng, rng.randint(2, 5))
        inside, other = listed[:-1], listed[-1]
        asked = rng.choice(inside) if rng.random() < 0.5 or other in inside else other
        out.append(capitals(shape[asked not in inside].format(k=asked, l=", ".join(inside))))
    return " ".join(out)
