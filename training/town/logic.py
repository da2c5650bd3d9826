"""Small puzzles of order, class, place and swapping, with their options in the prompt and a written chain."""

from .example import Example, articles, capitals, sentence
from .split import draw, sayable, part
from .words import COLOURS, GOODS, NAMES, PLACES, TRADES

ORDERS = [("taller", "shorter", "tallest", "shortest"), ("older", "younger", "oldest", "youngest"), ("faster", "slower", "fastest", "slowest"),
          ("stronger", "weaker", "strongest", "weakest"), ("richer", "poorer", "richest", "poorest"), ("heavier", "lighter", "heaviest", "lightest"), ("louder", "quieter", "loudest", "quietest"), ("kinder", "ruder", "kindest", "rudest")]
ORDER_LINKS = ["{p} is {r} than {q}.", "{p} is known to be {r} than {q}.", "We know that {p} is {r} than {q}.", "It is clear that {p} is {r} than {q}.",
               "They say {p} is {r} than {q}.", "Next to {q}, {p} is {r}.",
               "{p} is surely {r} than {q}.", "All agree that {p} is {r} than {q}.", "Compared with {q}, {p} is {r}.", "{p} must be {r} than {q}.",
               "{p} has always been {r} than {q}.", "Everyone sees that {p} is {r} than {q}.", "The doctor says that {p} is {r} than {q}.", "{p} was found to be {r} than {q}.", "Of the two, {p} is {r}, not {q}.", "Beside {q}, {p} seems {r} and is.",
               "{p} is a bit {r} than {q}.", "{p} is much {r} than {q}.", "I saw that {p} is {r} than {q}.", "It is true that {p} is {r} than {q}.", "We measured: {p} is {r} than {q}.", "{p} will stay {r} than {q}.", "Nobody doubts that {p} is {r} than {q}.", "{p}, as we know, is {r} than {q}."]
ORDER_ASKS = ["Who is the {s}: {o}?", "Which of them is the {s}: {o}?", "Say who is the {s}: {o}.", "Who of these is the {s}: {o}?", "Name the {s}: {o}.",
              "Of {o}, who is the {s}?", "The {s} is one of {o}. Who?",
              "Tell me who is the {s}: {o}.", "Is the {s} {o}?", "Find the {s}: {o}.", "Among {o}, who is the {s}?", "So who is the {s}: {o}?", "Choose the {s}: {o}.", "Pick the {s} of {o}.", "Who comes out as the {s}: {o}?", "Who must be the {s}: {o}?", "Can you name the {s}: {o}?",
              "Whom do we call the {s}: {o}?"]
CLASS_FACTS = ["wear {c} hats", "wear {c} boots", "own {c} carts", "live by the {l}", "meet at the {l}", "eat {g} on Sunday", "sing at the {l}", "have {c} doors",
               "rest at the {l}", "carry {c} bags", "ride {c} horses", "sell {g} at the {l}", "like {c} paint", "wear {c} gloves", "dance at the {l}", "buy {g} on Monday", "wash at the {l}", "keep {c} hens"]
CLASS_TELLS = ["All {T} {f}. {n} is a {t}.", "{n} is a {t} by trade. All {T} {f}.", "Every one of the {T} is known to {f}. {n} is a {t}.", "{n} works as a {t}, and all {T} {f}.",
               "It is a rule that all {T} {f}. {n} is one of the {T}.", "In this town all {T} {f}, and {n} is a {t}.", "{n}, a {t}, lives here. All {T} {f}.",
               "We know that {n} is a {t} and that all {T} {f}.", "It is said that all {T} {f}. {n} is a {t}.",
               "All {T} {f}, as everyone knows. {n} became a {t}.", "Here is {n}, a {t}. All {T} {f}.", "Since the old days all {T} {f}. {n} is a {t} too.", "The mayor ordered that all {T} {f}. {n} is a {t}.", "One knows that all {T} {f}. One of the {T} is {n}.", "My neighbour {n} is a {t}. All {T} {f}.",
               "All {T} {f}, the clerk wrote. {n} is one of the {T}.", "{n} is a {t}, and it is true that all {T} {f}.", "In the book it says that all {T} {f}. {n} has been a {t} for years."]
CLASS_ASKS = ["Does {n} {f}, yes or no?", "Say yes or no: does {n} {f}?", "Is it so that {n} must {f}, yes or no?", "Yes or no, does {n} {f}?",
              "Would you say {n} does {f}, yes or no?",
              "So, does {n} {f}, yes or no?", "Tell me yes or no: does {n} {f}?", "Does it follow that {n} does {f}, yes or no?", "What of {n}: does {n} {f}, yes or no?", "Do you think that {n} does {f}, yes or no?", "Answer yes or no: does {n} {f}?", "Then does {n} {f}: yes or no?"]
PLACE_TELLS = ["The {a} is in the {b}. {n} takes the {b} to the {p}. {m} goes to the {q}.", "{m} goes to the {q}. The {a} lies in the {b}, and {n} brings the {b} to the {p}.",
               "{n} puts the {a} into the {b} and carries the {b} to the {p}. {m} walks to the {q}.", "In the {b} is the {a}. {m} stands at the {q}, and {n} takes the {b} to the {p}.",
               "{n} has a {b} with a {a} in it and leaves the {b} at the {p}. {m} waits at the {q}.", "{m} sits at the {q}. {n} hides the {a} in the {b} and rolls the {b} to the {p}.",
               "{n} finds the {a} in the {b} and brings the {b} to the {p}. {m} is at the {q}.", "{m} rests at the {q}. The {b} with the {a} in it is pulled to the {p} by {n}.", "{n} locks the {a} in the {b}. The {b} goes to the {p}, and {m} goes to the {q}.",
               "The {a} was laid in the {b} by {n}, who then took the {b} to the {p}. {m} stayed at the {q}.", "{n} carries a {b} to the {p}. The {a} is in that {b}. {m} is off to the {q}.", "{m} works at the {q}. {n} drops the {a} into the {b}, and pushes the {b} to the {p}.", "With the {a} in it, the {b} is sent by {n} to the {p}. {m} sleeps at the {q}.",
               "{n} keeps the {a} in the {b}. On the way to the {p} {n} has the {b} along. {m} is on the way to the {q}.", "The {b} holds the {a}. {n} moves the {b} to the {p}, and {m} moves to the {q}.", "{m} was seen at the {q}. {n} had the {a} in the {b}, and the {b} was left at the {p}.", "{n} lays the {a} in the {b} and sets the {b} down at the {p}. {m} sings at the {q}.",
               "There is a {a} in the {b}. {n} drags the {b} to the {p}, and {m} runs to the {q}."]
PLACE_ASKS = ["Where is the {a}: {o}?", "Where can one find the {a}: {o}?", "Say where the {a} is: {o}.", "At which place is the {a}: {o}?", "The {a} is now where: {o}?",
              "Where should I look for the {a}: {o}?", "Tell me where the {a} is: {o}.", "So where is the {a}: {o}?", "Where did the {a} end: {o}?", "The {a} must be where: {o}?", "Find the {a}: {o}?", "Where will I find the {a}: {o}?"]
SWAP_TELLS = ["{n} has got the {a}, {m} has got the {b}. {w}", "The {a} belongs to {n} and the {b} to {m}. {w}", "{n} holds the {a}, {m} holds the {b}. {w}",
              "{m} comes with the {b}, {n} with the {a}. {w}", "{n} owns the {a}. {m} owns the {b}. {w}", "In the hands of {n} is the {a}, and {m} has the {b}. {w}",
              "{n} got the {a}, and {m} got the {b}. {w}", "{m} keeps the {b} and {n} keeps the {a}. {w}", "{n} bought the {a}, while {m} bought the {b}. {w}",
              "With {n} is the {a}, with {m} the {b}. {w}", "{n} brought the {a}. {m} brought the {b}. {w}", "The {a} is in the bag of {n}, and the {b} in the bag of {m}. {w}", "{m} found the {b}, and {n} found the {a}. {w}", "{n} takes the {a}, so {m} takes the {b}. {w}", "At first the {a} is that of {n} and the {b} that of {m}. {w}",
              "{n} likes the {a} and has it. {m} has the {b}. {w}", "{m} was given the {b}, {n} was given the {a}. {w}", "{n} stands there with the {a}, and {m} with the {b}. {w}"]
SWAP_ASKS = ["Who has the {x} now: {o}?", "Who holds the {x} at last: {o}?", "Say who has the {x} now: {o}.", "Who of them has the {x}: {o}?", "The {x} is now with whom: {o}?",
             "Who owns the {x} now: {o}?", "So who has the {x}: {o}?", "Tell me who has the {x} now: {o}.", "Whose is the {x} now: {o}?", "In the end, who has the {x}: {o}?", "Who keeps the {x}: {o}?", "Who goes home with the {x}: {o}?"]
# {A} animals, {f} what they could do; the first of a pair says that all can, the second that none can
WORLDS = [("Suppose for once that all {A} could {f}.", "Suppose for once that no {A} could {f}."), ("If all {A} could {f}, what then?", "If no {A} could {f}, what then?"), ("Imagine a land where all {A} can {f}.", "Imagine a land where no {A} can {f}."), ("Let us say that all {A} can {f}.", "Let us say that no {A} can {f}."),
          ("In a tale all {A} can {f}.", "In a tale no {A} can {f}."), ("Think of a town where all {A} can {f}.", "Think of a town where no {A} can {f}."), ("One day all {A} learn to {f}.", "One day all {A} forget how to {f}, and none can."), ("What if all {A} could {f}?", "What if no {A} could {f}?"),
          ("In my dream all {A} could {f}.", "In my dream no {A} could {f}."), ("A wizard makes all {A} {f}.", "A wizard makes it so that no {A} can {f}."), ("Far away all {A} can {f}.", "Far away no {A} can {f}."), ("The song is of a world in which all {A} {f}.", "The song is of a world in which no {A} {f}."),
          ("Pretend that every one of the {A} can {f}.", "Pretend that none of the {A} can {f}."), ("For this game all {A} can {f}.", "For this game no {A} can {f}."), ("On the moon all {A} can {f}.", "On the moon no {A} can {f}."), ("Say that all {A} were able to {f}.", "Say that no {A} were able to {f}.")]
WORLD_ASKS = ["Could the {A} of {n} {f} there, yes or no?", "{n} has some {A} there. Can they {f}, yes or no?", "Then could the {A} of {n} {f}, yes or no?", "Yes or no: could the {A} of {n} {f} then?", "Would the {A} of {n} {f} there, yes or no?", "Tell me, could the {A} of {n} {f} then, yes or no?",
              "{n} meets {A} there. Could they {f}, yes or no?", "What of the {A} of {n}: could they {f} there, yes or no?", "Say yes or no: there, can the {A} of {n} {f}?", "So might the {A} of {n} {f} there, yes or no?", "{n} sees {A} there. Do they {f}, yes or no?", "Answer for that world: can the {A} of {n} {f}, yes or no?"]
TRUTH_ASKS = ["But in truth, can {A} {f}, yes or no?", "And in our own world, can {A} {f}, yes or no?", "But here and now, can {A} {f}, yes or no?", "In truth, though, do {A} {f}, yes or no?", "And really, can {A} {f}, yes or no?", "Away from that, in the real world, can {A} {f}, yes or no?", "Now in truth: can {A} {f}, yes or no?", "But say for our own town: can {A} {f}, yes or no?"]
# common sense: two things on a scale
SCALE_ASKS = ["Which is {r}: {o}?", "What is {r}, {o}?", "Say which is {r}: {o}.", "Of {o}, which is {r}?", "Is it {o} that is {r}?", "Which of these is {r}: {o}?", "Choose what is {r}: {o}.", "Which one would be {r}: {o}?", "What do you think is {r}: {o}?", "Name the one that is {r}: {o}.", "Take {o}. Which is {r}?",
              "In truth, what is {r}: {o}?", "My child asks what is {r}: {o}?", "Tell me which is {r}: {o}.", "Which is the {r} one: {o}?", "Between {o}, which is {r}?"]
SMALL = "ring coin key letter button pin spoon bell stamp needle bead whistle thimble comb".split()
HOLDERS = ["barrel", "bucket", "pot", "jug", "bowl", "boot", "box", "bag", "chest", "basket", "sack", "trunk", "crate"]
# what animals can do, and what others cannot
ABILITIES = {"fly": ("birds", "bees", "owls"), "bark": ("dogs",), "swim": ("fish", "frogs", "ducks"), "give milk": ("cows", "goats"), "lay eggs": ("hens", "ducks", "geese"), "climb trees": ("cats", "squirrels"),
             "talk": ("people",), "read": ("people",), "pull carts": ("horses", "donkeys"), "catch mice": ("cats", "owls"), "make honey": ("bees",)}
UNABLE = {"fly": ("dogs", "cows", "cats", "frogs", "horses", "sheep"), "bark": ("hens", "cats", "cows", "fish", "sheep"), "swim": ("hens", "bees"), "give milk": ("hens", "fish", "frogs", "bees", "geese"),
          "lay eggs": ("cows", "dogs", "cats", "horses", "sheep"), "climb trees": ("cows", "horses", "fish", "sheep"), "talk": ("cats", "dogs", "cows", "fish", "hens"), "read": ("cats", "dogs", "cows", "fish", "horses", "birds"),
          "pull carts": ("hens", "cats", "bees", "frogs"), "catch mice": ("cows", "sheep", "bees"), "make honey": ("hens", "cows", "dogs", "fish")}
# from small to large, and from cold to hot
SIZES = ["an ant", "a bee", "a mouse", "a hen", "a cat", "a sheep", "a cow", "a cart", "a house", "a church", "a mountain"]
HEATS = ["ice", "well water", "fresh milk", "warm soup", "boiling tea", "a candle flame", "a forge fire"]
SCALES = [(SIZES, "bigger", "smaller"), (SIZES, "heavier", "lighter"), (HEATS, "hotter", "colder")]


def listed(rng, options):
    """The options in a drawn order, as a list and as the words 'A, B or C'."""
    options = rng.sample(options, len(options))
    return options, ", ".join(options[:-1]) + " or " + options[-1]


def choice(user, options, right, chain, template, sort="logic"):
    """A logic item with its options."""
    return Example("reasoning", articles(capitals(user)), sentence(right) + ".", {"kind": "choice", "options": options, "correct": options.index(right)},
                   template=f"logic:{template}", chain=chain, tags=[f"kind:{sort}"])


def order(rng, split, wordings):
    """Three or four people put in order by pairs."""
    low = rng.sample(sayable(NAMES, split), rng.choice([3, 3, 4]))
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
        yield choice(" ".join(told) + " " + ask.format(s=most if top else least, o=shown), options, right, chain, f"{link} | {ask}")


def pairs_of(rng, split, tells, asks, wordings):
    """`wordings` different ways to tell, each with a way to ask."""
    own = part(tells, split)
    chosen = rng.sample(own, min(wordings, len(own)))
    asks = part(asks, split)
    for i in range(wordings):
        yield chosen[i % len(chosen)], asks[(rng.randrange(len(asks)) + i) % len(asks)]


def classes(rng, split, wordings):
    """All bakers wear red hats; what of one baker, and of one smith?"""
    n = rng.choice(sayable(NAMES, split))
    t, other, fact, colour, place, good = draw(rng, split, lambda r: (*r.sample(TRADES, 2), r.choice(CLASS_FACTS), r.choice(COLOURS), r.choice(PLACES), r.choice(GOODS)[1]))
    fact = fact.format(c=colour, l=place, g=good)
    negative = rng.random() < 0.5
    for tell, ask in pairs_of(rng, split, CLASS_TELLS, CLASS_ASKS, wordings):
        told = tell.format(T=t + "s", t=t, n=n, f=fact)
        if negative:
            told = told.replace("All ", "No ").replace("all ", "no ").replace("Every one", "None")
        right = "no" if negative else "yes"
        chain = f"{n} is a {t}. {'No' if negative else 'All'} {t}s {fact}. So {right}."
        yield choice(told + " " + ask.format(n=n, f=fact), ["yes", "no"], right, chain, f"{tell} | {ask}")


def place(rng, split, wordings):
    """A thing in a holder that is carried off."""
    n, m = rng.sample(sayable(NAMES, split), 2)
    a, b, p, q = draw(rng, split, lambda r: (r.choice(SMALL), r.choice(HOLDERS), *r.sample(PLACES, 2)))
    options, shown = listed(rng, [f"at the {p}", f"at the {q}"])
    for tell, ask in pairs_of(rng, split, PLACE_TELLS, PLACE_ASKS, wordings):
        chain = f"The {a} is in the {b}. The {b} is at the {p}. So the {a} is at the {p}."
        yield choice(tell.format(a=a, b=b, n=n, m=m, p=p, q=q) + " " + ask.format(a=a, o=shown), options, f"at the {p}", chain, f"{tell} | {ask}")


def swap(rng, split, wordings):
    """Two people swap their things, once or twice."""
    n, m = rng.sample(sayable(NAMES, split), 2)
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
        yield choice(tell.format(n=n, m=m, a=a, b=b, w=w) + " " + ask.format(x=asked, o=shown), options, right, chain + f"{sentence(asked)}: {right}.", f"{tell} | {ask}")


def worlds(rng, split, wordings):
    """What would be if all or no animals could do a thing, told with what is so in truth."""
    n = rng.choice(sayable(NAMES, split))
    every, told_truth = rng.random() < 0.5, rng.random() < 0.25
    ability, animals = draw(rng, split, lambda r: (lambda f: (f, r.choice((UNABLE if every else ABILITIES)[f])))(r.choice(sorted(ABILITIES))))
    for world, ask in pairs_of(rng, split, WORLDS, TRUTH_ASKS if told_truth else WORLD_ASKS, wordings):
        tell = world[not every]
        if told_truth:
            right, chain = ("no", f"In truth {animals} cannot {ability}. So no.") if every else ("yes", f"In truth {animals} can {ability}. So yes.")
        else:
            right, chain = ("yes", f"There all {animals} can {ability}. So yes.") if every else ("no", f"There no {animals} can {ability}. So no.")
        yield choice(tell.format(A=animals, f=ability) + " " + ask.format(A=animals, f=ability, n=n), ["yes", "no"], right, chain, f"{tell} | {ask}", "counterfactual")


def scale(rng, split, wordings):
    """Which of two things is bigger, or hotter."""
    scale, more, less = rng.choice(SCALES)
    small, large, upward = draw(rng, split, lambda r: (*sorted(r.sample(scale, 2), key=scale.index), r.random() < 0.5))
    options, shown = listed(rng, [small, large])
    right = large if upward else small
    for ask in rng.sample(part(SCALE_ASKS, split), wordings):
        yield choice(ask.format(r=more if upward else less, o=shown), options, right, f"{small} < {large}. {sentence(more if upward else less)}: {right}.", ask, "common sense")


PUZZLES = (order, order, classes, place, swap, swap)


def puzzle(rng, split, wordings=1):
    """One puzzle in `wordings` wordings."""
    return list(rng.choice(PUZZLES)(rng, split, wordings))


def supposed(rng, split, wordings=1):
    """A counterfactual question, or one of common sense, in `wordings` wordings."""
    return list((worlds if rng.random() < 0.7 else scale)(rng, split, wordings))
