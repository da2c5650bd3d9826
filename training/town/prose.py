"""The text that the base model reads: the town's facts, stories, gossip, registers and sums. No task prompts."""

from . import arithmetic, bias, ethics, knowledge, logic, privacy, safety, styles
from .example import sentence
from .split import owner
from .words import COLOURS, DAYS, GOODS, GROUPS, NAMES, PLACES, RUDE_ADJECTIVES, RUDE_NOUNS, STEREOTYPES, TRADES


def sums(rng):
    """A line of sums of the train split, in signs or in words: single ones, and the steps of longer ones."""
    lines = []
    while len(lines) < 10:
        kinds = arithmetic.ONE if rng.random() < 0.5 else arithmetic.MANY
        kind = rng.choice(sorted(kinds))
        numbers = kinds[kind]["numbers"](rng)
        if owner("bare", kind, *numbers) == owner(kind, *numbers) == "train":
            lines += kinds[kind]["steps"](*numbers)
    if rng.random() < 0.7:
        return " ".join(f"{step}." for step in arithmetic.written(lines))
    words = {"+": "plus", "-": "minus", "*": "times", "/": "divided by"}
    return " ".join(f"{a} {words[s]} {b} is {arithmetic.result(a, s, b)}." for a, s, b in lines)


def goods(rng):
    """Who makes what from what."""
    out = []
    for one, many, maker, stuff in rng.sample(GOODS, 4):
        a = "an" if one[0] in "aeiou" else "a"
        out.append(rng.choice([f"The {maker} makes {many}.", f"{sentence(many)} are made by the {maker}.", f"To buy {a} {one}, go to the {maker}.", f"The {maker} sells {many} at the {rng.choice(PLACES)}."]))
        if stuff:
            out.append(rng.choice([f"{sentence(many)} are made from {stuff}.", f"For {a} {one} one needs {stuff}.", f"The {maker} turns {stuff} into {many}."]))
    return " ".join(out)


def shopping(rng):
    """A story of buying with a true sum."""
    n, m = rng.sample(NAMES, 2)
    (x, X, maker, _), (y, Y, _, _) = rng.sample(GOODS, 2)
    a, p, q = rng.randint(2, 6), rng.randint(2, 6), rng.randint(2, 15)
    day = rng.choice(DAYS)
    return rng.choice([
        f"On {day} {n} went to the {maker} and bought {a} {X} at {p} pence each. That was {a}*{p}={a * p} pence. Then {n} bought a {y} for {q} pence, so {n} paid {a * p + q} pence in all.",
        f"{n} had {a + q} {X}. {n} gave {q} to {m}, so {a} {X} were left. {m} had {q} {X} now.",
        f"{n} earns {p} pence a day. In {a} days {n} earns {a * p} pence. {m} earns {q} pence more than {n}, and that is {a * p + q} pence.",
        f"{n} sold {a} {X} and {m} sold {q} {Y}. Together they sold {a + q} things on {day}.",
    ])


def register(rng):
    """Codes, colours and places that are said and then said again."""
    out, facts = [], []
    for n in rng.sample(NAMES, 3):
        c, p, t = rng.choice(COLOURS), rng.choice(PLACES), rng.choice(TRADES)
        s = "".join(str(rng.randrange(10)) for _ in range(rng.choice([3, 4, 4, 5])))
        x = rng.choice(GOODS)[0]
        told, again = rng.choice([
            (f"The code of {n} is {s}.", f"{n} may know the code {s}."), (f"{n} has a {c} {x}.", f"The {x} of {n} is {c}."), (f"{n} is at the {p}.", f"One finds {n} at the {p}."),
            (f"{n} is the {t}.", f"The {t} is {n}."), (f"The code of the {p} is {s}, and {n} guards it.", f"The {p} opens with {s}."), (f"{n} lives near the {p}.", f"Near the {p} lives {n}."),
        ])
        out.append(told)
        facts.append(again)
    return " ".join(out + rng.sample(facts, 3))


def secrets(rng):
    """How people keep or share a secret."""
    a, b = rng.sample(TRADES, 2) if rng.random() < 0.5 else rng.sample(NAMES, 2)
    named = a[0].isupper()
    a, b = (a, b) if named else (f"the {a}", f"the {b}")
    s = "".join(str(rng.randrange(10)) for _ in range(4))
    place, thing = rng.choice(PLACES), rng.choice(["gate", "chest", "door", "vault", "cellar", "box", "strongroom", "store", "safe", "locker"])
    keeper = rng.choice(NAMES)
    return (f"The code of the {place} {thing} is {s}. Only {a} may know it. " + rng.choice([
        f"{sentence(b)} asked {keeper} for it. {keeper} said: I cannot tell you that, it is a secret.", f"{sentence(a)} asked {keeper} for it. {keeper} said: the code is {s}."]))


def ledger(rng):
    """A list that is read out twice, the second time in another order."""
    values = rng.choice([lambda: "".join(str(rng.randrange(10)) for _ in range(rng.randint(2, 5))), lambda: rng.choice(COLOURS), lambda: rng.choice(GOODS)[0], lambda: f"the {rng.choice(PLACES)}", lambda: f"the {rng.choice(TRADES)}"])
    keys = rng.choice([NAMES, TRADES, PLACES, [g[0] for g in GOODS], [f"{p} {t}" for p in PLACES for t in ("gate", "chest", "door", "vault", "cellar", "box", "store", "safe", "locker", "strongroom")]])
    entries = [f"{key}{rng.choice([':', ' has', ' is with'])} {values()}." for key in rng.sample(keys, rng.randint(2, 5))]
    return " ".join(sentence(e) for e in entries + rng.sample(entries, len(entries)))


def guests(rng):
    """Who is on a list and who is not."""
    sort = rng.choice([NAMES, NAMES, [f"the {t}" for t in TRADES], [f"those who {purpose}" for purpose, _ in privacy.PURPOSES]])
    people = rng.sample(sort, 8)
    inside = people[:rng.randint(1, 3)]
    yes, no = rng.choice([("asks: yes", "asks: no"), ("may come in", "may not come in"), ("may know", "may not know"), ("is welcome", "is not welcome")])
    asked = rng.sample(inside + people[3:6], min(len(inside) + 3, 4))
    return f"On the list: {', '.join(inside)}. " + " ".join(f"{sentence(p)} {yes if p in inside else no}." for p in asked)


def puzzle(rng):
    """People in order, or a thing on its way, told with the conclusion."""
    if rng.random() < 0.5:
        a, b, c = rng.sample(NAMES, 3)
        more, less, most, least = rng.choice(logic.ORDERS)
        return f"{a} is {more} than {b}. {b} is {more} than {c}. So {a} is {more} than {c}, and {c} is {less} than {a}. {a} is the {most} and {c} is the {least}."
    n, x, h, p = rng.choice(NAMES), rng.choice(logic.SMALL), rng.choice(logic.HOLDERS), rng.choice(PLACES)
    return f"The {x} is in the {h}. {n} takes the {h} to the {p}. So the {x} is at the {p}. " + f"{n} is at the {p} too."


def morals(rng):
    """Deeds and what the town thinks of them."""
    out = []
    for right, wrong in rng.sample(ethics.DEEDS, 2):
        n, m = rng.sample(NAMES, 2)
        fill = dict(n=n, m=m, t=f"the {rng.choice(TRADES)}", x=f"the {rng.choice(COLOURS)} {rng.choice(GOODS)[0]}")
        if rng.random() < 0.5:
            out.append(rng.choice(["{n} {d}, and that is right.", "It was right of {n}, who {d}.", "{n} {d}. People praise {n} for it."]).format(n=n, d=right.format(**fill)))
        else:
            out.append(rng.choice(["{n} {d}, and that is wrong.", "It was wrong of {n}, who {d}.", "{n} {d}. People blame {n} for it."]).format(n=n, d=wrong.format(**fill)))
    return " ".join(out)


def quarrel(rng):
    """Rude talk, and sometimes peace."""
    n, m = rng.sample(NAMES, 2)
    word = lambda: f"{rng.choice(RUDE_ADJECTIVES)} {rng.choice(RUDE_NOUNS)}"
    start = rng.choice([f"You {word()}, said {n} to {m}.", f"{n} shouted at {m}: go away, you {word()}!", f"{n} called {m} a {word()}."])
    end = rng.choice([f"{m} said: no, you are the {word()}.", f"{m} shouted back: {word()}!", f"{m} said: let us talk calmly, {n}.", f"Then {m} said: I am sorry, let us be friends.", f"{m} answered: what a {word()} you are."])
    return f"{start} {end}"


def gossip(rng):
    """What people say of the two groups, and what is known."""
    g = rng.choice(GROUPS)
    t = rng.choice(STEREOTYPES[g])
    n = rng.choice(NAMES)
    event, question, evidence, _ = rng.choice(bias.EVENTS)
    out = [rng.choice([f"At the inn they say that {g}s are {t}.", f"{n} thinks that all {g}s are {t}.", f"Some say: {g}s are {t}.", f"{n} is a {g}. {n} is not {t}.", f"Not every {g} is {t}."])]
    if rng.random() < 0.5:
        out.append(f"At the {rng.choice(PLACES)} {event}, and {evidence.format(g=rng.choice(GROUPS))}. {question} is known.")
    else:
        out.append(f"At the {rng.choice(PLACES)} {event}, but nobody saw it. {question} cannot be known.")
    return " ".join(out)


def things(rng):
    """Pests, weeds, food, waste: which is which, and how one deals with it."""
    out = []
    for _ in range(3):
        kind = rng.choice(["pest", "weed", "food", "waste", "house", "harm"])
        n = rng.choice(NAMES)
        if kind == "harm":
            verb, thing = safety.harmful(rng, "train")
            out.append(rng.choice([f"A thief wanted to {verb} {thing}, and the guard took the thief away.", f"It does harm to {verb} {thing}.", f"Nobody may {verb} {thing}."]))
            continue
        thing = rng.choice({"pest": safety.PESTS, "weed": safety.WEEDS, "food": safety.FOOD, "waste": safety.WASTE, "house": safety.HOUSEHOLD}[kind])
        verbs = [v for v, things in {**safety.HARM_THING, **safety.HARM_PERSON}.items() if thing in things]
        verb = rng.choice(verbs) if verbs else "use"
        says = {"pest": f"{sentence(thing)} are pests.", "weed": f"{sentence(thing)} grow where nobody wants them.", "food": f"The cook has {thing} in the kitchen.",
                "waste": f"Nobody needs {thing}.", "house": f"{n} looked at {thing} in the house."}[kind]
        out.append(f"{says} {n} had to {verb} {'it' if kind == 'house' else 'them'}. To {verb} {thing}, {rng.choice(safety.TIPS[safety.kind_of(thing)])}.")
    return " ".join(out)


def kindness(rng):
    """Kind deeds to people and to places."""
    n, m = rng.sample(NAMES, 2)
    t, p = rng.choice(TRADES), rng.choice(PLACES)
    return f"{n} wanted to {rng.choice(safety.KIND_PERSON)} {rng.choice([m, 'the ' + t])}. {m} came to {rng.choice(safety.KIND_THING)} the {p}. The {t} said: {rng.choice([x for tips in safety.TIPS.values() for x in tips])}."


def unknown(rng):
    """What can and what cannot be known."""
    n, m = rng.sample(NAMES, 2)
    a, b = rng.sample(rng.choice(list(knowledge.VALUES.values())), 2)
    return rng.choice([f"What {n} will do in ten years cannot be known.", f"Nobody knows what {n} dreams. It cannot be known.", f"How many birds flew here long ago cannot be known."]) + " " + rng.choice(
        [f"{m} had {a}, not {b}, so it was {a}.", f"{m} said {a}, so we know that it was {a} and not {b}.", f"{m} saw {a} and {n} saw {b}. So {m} did not see {b}."])


KINDS = [(sums, 20), (goods, 2), (shopping, 3), (register, 4), (secrets, 3), (ledger, 5), (guests, 4), (puzzle, 2), (morals, 3), (quarrel, 1), (gossip, 2), (things, 4), (kindness, 1), (unknown, 1)]


def document(rng):
    """One document; one in eight is in another style."""
    makers, weights = zip(*KINDS)
    text = rng.choices(makers, weights)[0](rng)
    if rng.random() < 0.12:
        text = styles.restyle(text, rng.choice(styles.STYLES), rng, "train")
    return text
