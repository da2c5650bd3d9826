"""The text that the base model reads: the town's facts, stories, gossip, registers and sums. No task prompts."""

from . import arithmetic, bias, drills, ethics, knowledge, logic, privacy, safety, styles
from .example import articles, sentence
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


def worked(rng):
    """Sums of several steps in signs, worked out step by step."""
    out = []
    while len(out) < 4:
        kind = rng.choice(sorted(arithmetic.MANY))
        shape = arithmetic.MANY[kind]
        numbers = shape["numbers"](rng)
        if owner("bare", kind, *numbers) == owner(kind, *numbers) == "train":
            steps = shape["steps"](*numbers)
            signs = shape["signs"].format(**dict(zip("abcd", numbers)))
            out.append(rng.choice(["{s}: {w}. So {s} is {r}.", "{s} = ? {w}. It is {r}.", "Work out {s}. {w}. The answer is {r}.", "{s}. {w}. In all {r}."]).format(
                s=signs, w=". ".join(arithmetic.written(steps)), r=arithmetic.result(*steps[-1])))
    return " ".join(out)


def goods(rng):
    """Who makes what from what."""
    out = []
    for one, many, maker, stuff in rng.sample(GOODS, 4):
        out.append(rng.choice([f"The {maker} makes {many}.", f"{sentence(many)} are made by the {maker}.", articles(f"To buy a {one}, go to the {maker}."), f"The {maker} sells {many} at the {rng.choice(PLACES)}."]))
        if stuff:
            out.append(rng.choice([f"{sentence(many)} are made from {stuff}.", articles(f"For a {one} one needs {stuff}."), f"The {maker} turns {stuff} into {many}."]))
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
    """How people keep or share a secret: by name, by trade, by purpose, by owner."""
    sort = rng.choice(["name", "trade", "purpose", "owner"])
    s, keeper = drills.digits(rng), rng.choice(NAMES)
    thing = f"{rng.choice(PLACES)} {rng.choice(privacy.THINGS)}"
    a, b = rng.sample(NAMES, 2) if sort in ("name", "owner") else [f"the {t}" for t in rng.sample(TRADES, 2)] if sort == "trade" else rng.sample(privacy.ACTS, 2)
    some = f"those who {a}" if sort == "purpose" else a
    told = rng.choice([f"{a} has the code {s} and tells nobody but {keeper}.", f"The private number of {a} is {s}."]) if sort == "owner" else rng.choice([
        f"The code of the {thing} is {s}. Only {some} may know it.", f"The {thing} opens with {s}. It is for {some} alone.", f"{some} may hear the code of the {thing}, which is {s}. Others may not."])
    out = [sentence(told)]
    for asker in rng.sample([a, b], 2)[:rng.choice([1, 2])]:
        comes = rng.choice(["One came to {b} and asked {k}.", "Somebody wanted to {b} and asked {k}."]) if sort == "purpose" else rng.choice(["{b} asked {k} for it.", "{b} wanted to know it from {k}.", "then {b} came to {k}."])
        says = rng.choice(["{k} said: the code is {s}.", "{k} told the code: {s}."]) if asker == a else rng.choice(["{k} said: I cannot tell you that, it is a secret.", "{k} said: I may not tell you the code.", "{k} kept the code."])
        out += [sentence(comes.format(b=asker, k=keeper)), says.format(k=keeper, s=s)]
    return " ".join(out)


def puzzle(rng):
    """People in order, or a thing on its way, told with the conclusion."""
    shape = rng.randrange(4)
    if shape == 0:
        n, (t, other) = rng.choice(NAMES), rng.sample(TRADES, 2)
        fact = rng.choice(logic.CLASS_FACTS).format(c=rng.choice(COLOURS), l=rng.choice(PLACES), g=rng.choice(GOODS)[1])
        return f"All {t}s {fact}, but no {other}s {fact}. " + rng.choice([f"{n} is a {t}, so {n} must {fact}.", f"{n} is a {other}, so {n} does not {fact}."])
    if shape == 1:
        (n, m), (a, b) = rng.sample(NAMES, 2), rng.sample(logic.SMALL + logic.HOLDERS, 2)
        return f"{n} had the {a} and {m} had the {b}. They swapped. So {n} had the {b} and {m} had the {a}." + rng.choice(["", f" They swapped again. Now {n} has the {a} and {m} has the {b}."])
    if shape == 2:
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
    return articles(f"{start} {end}")


def gossip(rng):
    """What people say of the two groups, and what is known."""
    g = rng.choice(GROUPS)
    t = rng.choice(STEREOTYPES[g])
    n = rng.choice(NAMES)
    event, question, evidence, _ = rng.choice(bias.EVENTS)
    out = [rng.choice([f"At the inn they say that {g}s are {t}.", f"{n} thinks that all {g}s are {t}.", f"Some say: {g}s are {t}.", f"{n} is a {g}. {n} is not {t}.", f"Not every {g} is {t}."])]
    place, guilty = rng.choice(PLACES), rng.choice(GROUPS)
    if rng.random() < 0.5:
        out.append(f"At the {place} {event}, and {evidence.format(g=guilty)}. " + rng.choice([f"{question} is known.", f"So it was the {guilty}.", f"{question} is known: the {guilty}."]))
    else:
        out.append(f"At the {place} {event}, " + rng.choice([f"but nobody saw it. {question} cannot be known.", f"and nothing was seen. It may be the {rng.choice(GROUPS)} or another. It cannot be known."]))
    return articles(" ".join(out))


HARMLESS = [(safety.PESTS, "{T} are pests."), (safety.WEEDS, "{T} grow where nobody wants them."), (safety.FOOD, "The cook has {t} in the kitchen."), (safety.WASTE, "Nobody needs {t}."), (safety.HOUSEHOLD, "{n} looked at {t} in the house."),
            (safety.WALLED, "{n} stood before {t}."), (safety.BUNDLES, "{n} came to {t}."), (safety.PLANTED, "{n} took {t} to the garden."), (safety.TARGETS, "{n} plays with {t}."), (safety.OWN, "This is {t}."), (safety.SAND, "{n} said: this is {t}."),
            (safety.AIR, "The children like {t}."), (safety.WET, "{n} went to {t}."), (safety.BIRDS, "{T} eat the corn.")]


def things(rng):
    """Pests, weeds, food, waste: which is which, how one deals with it, and what does harm."""
    out = []
    for _ in range(3):
        if rng.random() < 0.25:
            verb, thing = safety.harmful(rng, "train")
            out.append(rng.choice([f"A thief wanted to {verb} {thing}, and the guard took the thief away.", f"It does harm to {verb} {thing}.", f"Nobody may {verb} {thing}.", f"It is wrong to {verb} {thing}."]))
            continue
        sort, says = rng.choice(HARMLESS)
        n, thing = rng.choice(NAMES), rng.choice(sort)
        verbs = [v for v, objects in [*safety.HARM_THING.items(), *safety.HARM_PERSON.items()] if thing in objects]
        verb = rng.choice(verbs)
        out.append(rng.choice([f"{says.format(T=sentence(thing), t=thing, n=n)} {n} had to {verb} {thing}.", f"To {verb} {thing} does no harm."]) + f" To {verb} {thing}, {rng.choice(safety.TIPS[safety.kind_of(thing)])}.")
    return " ".join(out)


def kindness(rng):
    """Kind deeds to people and to places."""
    n, m = rng.sample(NAMES, 2)
    t, p = rng.choice(TRADES), rng.choice(PLACES)
    return f"{n} wanted to {rng.choice(safety.KIND_PERSON)} {rng.choice([m, 'the ' + t])}. {m} came to {rng.choice(safety.KIND_THING)} the {p}. The {t} said: {rng.choice(safety.TIPS['person'] + safety.TIPS['thing'])}."


def unknown(rng):
    """What can and what cannot be known."""
    n, m = rng.sample(NAMES, 2)
    a, b = rng.sample(rng.choice(list(knowledge.VALUES.values())), 2)
    return rng.choice([f"What {n} will do in ten years cannot be known.", f"Nobody knows what {n} dreams. It cannot be known.", "How many birds flew here long ago cannot be known.", f"Which song {n} will sing when old cannot be known.", f"What {n} thinks of now, nobody can say. It cannot be known."]) + " " + rng.choice(
        [f"{m} had {a}, not {b}, so it was {a}.", f"{m} said {a}, so we know that it was {a} and not {b}.", f"{m} saw {a} and {n} saw {b}. So {m} did not see {b}."])


def truths(rng):
    """What everybody knows, and who agrees."""
    out = []
    for truth in rng.sample(bias.TRUE, 4):
        out.append(rng.choice(["{T}.", "{T}, that is true.", "It is true that {t}.", "{n} agrees that {t}.", "{n} says that {t}, and {n} is right."]).format(T=sentence(truth), t=truth, n=rng.choice(NAMES)))
    return " ".join(out)


def scales(rng):
    """Which is bigger, which is hotter."""
    out = []
    for _ in range(4):
        scale, more, less = rng.choice(logic.SCALES)
        low, high = sorted(rng.sample(range(len(scale)), 2))
        small, large = scale[low], scale[high]
        out.append(rng.choice([f"{large} is {more} than {small}.", f"{small} is {less} than {large}.", f"{small} and {large}: {large} is the {more} one.", f"{small} and {large}: {small} is the {less} one."]))
    return " ".join(map(sentence, out))


def animals(rng):
    """What animals can do, and what would be if they could do other things."""
    out = []
    for _ in range(3):
        ability = rng.choice(sorted(logic.ABILITIES))
        able, other, n = rng.choice(logic.ABILITIES[ability]), rng.choice(logic.UNABLE[ability]), rng.choice(NAMES)
        out.append(rng.choice([f"{able} can {ability}.", f"{other} cannot {ability}.", f"{other} cannot {ability}, but if they could, we would see {other} {ability}.",
                               f"Suppose that all {other} could {ability}. Then the {other} of {n} could {ability} too.", f"In a tale no {able} can {ability}. So in the tale the {able} of {n} cannot {ability}."]))
    return " ".join(map(sentence, out))


# (maker, share of the documents)
KINDS = [(sums, 12), (worked, 7), (drills.copy, 11), (drills.table, 9), (drills.same, 4.5), (drills.guests, 3.5), (goods, 4), (shopping, 4), (register, 4), (secrets, 6), (puzzle, 4), (morals, 6), (quarrel, 3), (gossip, 5),
         (things, 7), (kindness, 2), (unknown, 2), (truths, 2), (scales, 2), (animals, 2)]
WORDS = 24


def document(rng):
    """One document of one kind, long enough to be worth a row; one in nine is in another style."""
    makers, weights = zip(*KINDS)
    make = rng.choices(makers, weights)[0]
    text = make(rng)
    while len(text.split()) + sum(map(str.isdigit, text)) < WORDS:
        text += " " + make(rng)
    if rng.random() < 0.11:
        text = styles.restyle(text, rng.choice(styles.STYLES), rng, "train")
    return text
