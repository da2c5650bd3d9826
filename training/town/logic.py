"""Small puzzles of order, class, place and swapping, with their options in the prompt and a written chain."""

from .example import Example, sentence
from .split import draw, part
from .words import COLOURS, GOODS, NAMES, PLACES, TRADES

ORDERS = [("taller", "shorter", "tallest", "shortest"), ("older", "younger", "oldest", "youngest"), ("faster", "slower", "fastest", "slowest"),
          ("stronger", "weaker", "strongest", "weakest"), ("richer", "poorer", "richest", "poorest"), ("heavier", "lighter", "heaviest", "lightest")]
ORDER_LINKS = ["{p} is {r} than {q}.", "{p} is known to be {r} than {q}.", "We know that {p} is {r} than {q}.", "It is clear that {p} is {r} than {q}.",
               "They say {p} is {r} than {q}.", "Next to {q}, {p} is {r}.",
               "{p} is surely {r} than {q}.", "All agree that {p} is {r} than {q}.", "Compared with {q}, {p} is {r}.", "{p} must be {r} than {q}."]
ORDER_ASKS = ["Who is the {s}: {o}?", "Which of them is the {s}: {o}?", "Say who is the {s}: {o}.", "Who of these is the {s}: {o}?", "Name the {s}: {o}.",
              "Of {o}, who is the {s}?", "The {s} is one of {o}. Who?"]
CLASS_FACTS = ["wear {c} hats", "wear {c} boots", "own {c} carts", "live by the {l}", "meet at the {l}", "eat {g} on Sunday", "sing at the {l}", "have {c} doors",
               "rest at the {l}", "carry {c} bags"]
CLASS_TELLS = ["All {T} {f}. {n} is a {t}.", "{n} is a {t}. All {T} {f}.", "Every one of the {T} is known to {f}. {n} is a {t}.", "{n} works as a {t}, and all {T} {f}.",
               "It is a rule that all {T} {f}. {n} is one of the {T}.", "In this town all {T} {f}, and {n} is a {t}.", "{n}, a {t}, lives here. All {T} {f}.",
               "We know that {n} is a {t} and that all {T} {f}.", "It is said that all {T} {f}. {n} is a {t}."]
CLASS_ASKS = ["Does {n} {f}, yes or no?", "Say yes or no: does {n} {f}?", "Is it so that {n} must {f}, yes or no?", "Yes or no, does {n} {f}?",
              "Would you say {n} does {f}, yes or no?"]
PLACE_TELLS = ["The {a} is in the {b}. {n} takes the {b} to the {p}. {m} goes to the {q}.", "{m} goes to the {q}. The {a} lies in the {b}, and {n} brings the {b} to the {p}.",
               "{n} puts the {a} into the {b} and carries the {b} to the {p}. {m} walks to the {q}.", "In the {b} is the {a}. {m} stands at the {q}, and {n} takes the {b} to the {p}.",
               "{n} has a {b} with a {a} in it and leaves the {b} at the {p}. {m} waits at the {q}.", "{m} sits at the {q}. {n} hides the {a} in the {b} and rolls the {b} to the {p}.",
               "{n} finds the {a} in the {b} and brings the {b} to the {p}. {m} is at the {q}.", "{m} rests at the {q}. The {b} with the {a} in it is pulled to the {p} by {n}.", "{n} locks the {a} in the {b}. The {b} goes to the {p}, and {m} goes to the {q}."]
PLACE_ASKS = ["Where is the {a}: {o}?", "Where can one find the {a}: {o}?", "Say where the {a} is: {o}.", "At which place is the {a}: {o}?", "The {a} is now where: {o}?"]
SWAP_TELLS = ["{n} has the {a} and {m} has the {b}. {w}", "The {a} belongs to {n} and the {b} to {m}. {w}", "{n} holds the {a}, {m} holds the {b}. {w}",
              "{m} comes with the {b}, {n} with the {a}. {w}", "{n} owns the {a}. {m} owns the {b}. {w}", "In the hands of {n} is the {a}, and {m} has the {b}. {w}",
              "{n} got the {a}, and {m} got the {b}. {w}", "{m} keeps the {b} and {n} keeps the {a}. {w}", "{n} bought the {a}, while {m} bought the {b}. {w}"]
SWAP_ASKS = ["Who has the {x} now: {o}?", "Who holds the {x} at last: {o}?", "Say who has the {x} now: {o}.", "Who of them has the {x}: {o}?", "The {x} is now with whom: {o}?"]
SMALL = "ring coin key letter button pin spoon bell".split()
HOLDERS = ["barrel", "bucket", "pot", "jug", "bowl", "boot", "box", "bag", "chest", "basket"]


def listed(rng, options):
    """The options in a drawn order, as a list and as the words 'A, B or C'."""
    options = rng.sample(options, len(options))
    return options, ", ".join(options[:-1]) + " or " + options[-1]


def choice(user, options, right, chain, template):
    """A logic item with its options."""
    return Example("reasoning", user, sentence(right) + ".", {"kind": "choice", "options": options, "correct": options.index(right)},
                   template=f"logic:{template}", chain=chain, tags=["kind:logic"])


def order(rng, split, wordings):
    """Three or four people put in order by pairs."""
    low = rng.sample(part(NAMES, split), rng.choice([3, 3, 4]))
    more, less, most, least = rng.choice(ORDERS)
    pairs = list(zip(low, low[1:]))
    shuffled = rng.sample(pairs, len(pairs))
    forward = [rng.random() < 0.7 for _ in pairs]
    top = rng.random() < 0.6
    right = low[0] if top else low[-1]
    options, shown = listed(rng, low)
    chain = f"{' > '.join(low)}. {sentence(most if top else least)}: {right}."
    for link, ask in pairs_of(rng, split, ORDER_LINKS, ORDER_ASKS, wordings):
        told = [link.format(p=p, r=more, q=q) if f else link.format(p=q, r=less, q=p) for (p, q), f in zip(shuffled, forward)]
        yield choice(" ".join(told) + " " + ask.format(s=most if top else least, o=shown), options, right, chain, f"{link} {ask}")


def pairs_of(rng, split, tells, asks, wordings):
    """`wordings` different ways to tell, each with a way to ask."""
    own = part(tells, split)
    chosen = rng.sample(own, min(wordings, len(own)))
    asks = part(asks, split)
    for i in range(wordings):
        yield chosen[i % len(chosen)], asks[(rng.randrange(len(asks)) + i) % len(asks)]


def classes(rng, split, wordings):
    """All bakers wear red hats; what of one baker, and of one smith?"""
    n = rng.choice(part(NAMES, split))
    t, other, fact, colour, place, good = draw(rng, split, lambda r: (*r.sample(TRADES, 2), r.choice(CLASS_FACTS), r.choice(COLOURS), r.choice(PLACES), r.choice(GOODS)[1]))
    fact = fact.format(c=colour, l=place, g=good)
    negative = rng.random() < 0.5
    for tell, ask in pairs_of(rng, split, CLASS_TELLS, CLASS_ASKS, wordings):
        told = tell.format(T=t + "s", t=t, n=n, f=fact)
        if negative:
            told = told.replace("All ", "No ").replace("all ", "no ").replace("Every one", "None")
        right = "no" if negative else "yes"
        chain = f"{n} is a {t}. {'No' if negative else 'All'} {t}s {fact}. So {right}."
        yield choice(told + " " + ask.format(n=n, f=fact), ["yes", "no"], right, chain, f"{tell} {ask}")


def place(rng, split, wordings):
    """A thing in a holder that is carried off."""
    n, m = rng.sample(part(NAMES, split), 2)
    a, b, p, q = draw(rng, split, lambda r: (r.choice(SMALL), r.choice(HOLDERS), *r.sample(PLACES, 2)))
    options, shown = listed(rng, [f"at the {p}", f"at the {q}"])
    for tell, ask in pairs_of(rng, split, PLACE_TELLS, PLACE_ASKS, wordings):
        chain = f"The {a} is in the {b}. The {b} is at the {p}. So the {a} is at the {p}."
        yield choice(tell.format(a=a, b=b, n=n, m=m, p=p, q=q) + " " + ask.format(a=a, o=shown), options, f"at the {p}", chain, f"{tell} {ask}")


def swap(rng, split, wordings):
    """Two people swap their things, once or twice."""
    n, m = rng.sample(part(NAMES, split), 2)
    a, b = draw(rng, split, lambda r: r.sample(SMALL + HOLDERS, 2))
    times = rng.choice([1, 2])
    asked = rng.choice([a, b])
    holds = {a: n, b: m}
    chain = f"{n}: {a}, {m}: {b}. "
    for _ in range(times):
        holds = {a: holds[b], b: holds[a]}
        back = {v: k for k, v in holds.items()}
        chain += f"Swap. {n}: {back[n]}, {m}: {back[m]}. "
    right = holds[asked]
    options, shown = listed(rng, [n, m])
    w = "They swap." if times == 1 else "They swap, and then they swap again."
    for tell, ask in pairs_of(rng, split, SWAP_TELLS, SWAP_ASKS, wordings):
        yield choice(tell.format(n=n, m=m, a=a, b=b, w=w) + " " + ask.format(x=asked, o=shown), options, right, chain + f"{sentence(asked)}: {right}.", f"{tell} {ask}")


KINDS = (order, order, classes, place, swap)


def puzzle(rng, split, wordings=1):
    """One puzzle in `wordings` wordings."""
    return list(rng.choice(KINDS)(rng, split, wordings))
