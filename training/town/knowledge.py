"""Facts of the town, things said in the prompt, and questions that nobody can answer."""

from .example import Example, sentence
from .split import draw, part
from .words import COLOURS, DAYS, GOODS, NAMES, PLACES, TRADES

UNKNOWN = "it cannot be known"
MAKES = ["Who makes {X}: {o}?", "Who of these sells {X}: {o}?", "I need {X}. Whom do I ask: {o}?", "Say who makes {X}: {o}.", "{X} are made by whom: {o}?", "To buy {X}, do I go to {o}?", "From whom does one get {X}: {o}?", "Which of them works on {X}: {o}?"]
STUFF = ["What are {X} made from: {o}?", "What does one need for {X}: {o}?", "{X} are made from what: {o}?", "Say what {X} are made from: {o}.", "Which stuff is in {X}: {o}?", "Are {X} made from {o}?", "Out of what does one make {X}: {o}?"]
HELD = ["{n} has a {c} {x} and {m} has a {d} {x}. What colour is the {x} of {n}: {o}?", "The {x} of {n} is {c}. The {x} of {m} is {d}. Which colour has the one of {n}: {o}?", "{m} wears {d} and {n} wears {c}. What does {n} wear: {o}?",
        "{n} painted a {x} {c}, and {m} painted one {d}. Say the colour that {n} used: {o}.", "{n} likes {c}, but {m} likes {d}. Which colour does {n} like: {o}?", "A {c} {x} stands by {n} and a {d} one by {m}. Which one is by {n}: {o}?"]
WENT = ["{n} went to the {p} and {m} went to the {q}. Where is {n}: {o}?", "{m} is at the {q}, while {n} is at the {p}. Where does one find {n}: {o}?", "{n} works at the {p}. {m} works at the {q}. Where does {n} work: {o}?",
        "On {day} {n} was seen at the {p} and {m} at the {q}. Where was {n}: {o}?", "{m} lives near the {q}, {n} lives near the {p}. Near which is {n}: {o}?", "{n} sleeps by the {p}, and {m} by the {q}. Say where {n} sleeps: {o}."]
UNKNOWABLE = ["What will {n} eat in ten years: {o}?", "What did {n} dream of last night: {o}?", "What number does {n} think of now: {o}?", "How many birds flew over the {p} a hundred years ago: {o}?", "Which colour will {n} like when old: {o}?",
              "What will the first word of {n}'s grandchild be: {o}?", "What did a mouse under the {p} think on {day}: {o}?", "Which stone at the {p} will fall next year: {o}?", "What song did the wind hum to {n}: {o}?", "What would a fish say to {n}: {o}?",
              "How many leaves will fall by the {p} next year: {o}?", "What is {n} thinking right now: {o}?"]
KNOWABLE = ["{n} ate {v} today. What did {n} eat: {o}?", "{n} said: I dreamed of {v}. What did {n} dream of: {o}?", "{n} thinks of {v} and tells me so. Of what does {n} think: {o}?", "We counted {v} birds over the {p}. How many birds flew there: {o}?",
            "{n} likes {v}. Which colour does {n} like: {o}?", "The first word of {n}'s child was {v}. What was the word: {o}?", "On {day} {n} sang of {v}. Of what did {n} sing: {o}?", "{n} wrote {v} on the wall. What is on the wall: {o}?"]
VALUES = {"food": ["a fish", "a pie", "an apple", "an egg", "a cake", "a pear"], "number": ["seven", "nine", "twelve", "forty", "three", "sixty"], "colour": COLOURS}


def listed(options):
    """The options as 'A, B or C'."""
    return ", ".join(options[:-1]) + " or " + options[-1]


def choice(user, options, right, template, tag):
    """A choice item."""
    return Example("robustness", sentence(user), sentence(right) + ".", {"kind": "choice", "options": options, "correct": options.index(right)}, template=f"knowledge:{template}", tags=[tag])


def maker(rng, split):
    """Who makes a good; the pair of maker and wrong maker belongs to the split."""
    good, other = draw(rng, split, lambda r: (r.choice([g for g in GOODS if g[1] != "fish"]), r.choice(TRADES)))
    if other == good[2]:
        return maker(rng, split)
    options = rng.sample([f"the {good[2]}", f"the {other}"], 2)
    template = rng.choice(part(MAKES, split))
    return choice(template.format(X=good[1], o=listed(options)), options, f"the {good[2]}", template, "fact")


def stuff(rng, split):
    """What a good is made from."""
    good, other = draw(rng, split, lambda r: (r.choice([g for g in GOODS if g[3]]), r.choice(sorted({g[3] for g in GOODS if g[3]}))))
    if other == good[3]:
        return stuff(rng, split)
    options = rng.sample([good[3], other], 2)
    template = rng.choice(part(STUFF, split))
    return choice(template.format(X=good[1], o=listed(options)), options, good[3], template, "fact")


def held(rng, split):
    """A colour said in the prompt."""
    n, m = rng.sample(part(NAMES, split), 2)
    c, d, x = draw(rng, split, lambda r: (*r.sample(COLOURS, 2), r.choice(GOODS)[0]))
    options = rng.sample([c, d], 2)
    template = rng.choice(part(HELD, split))
    return choice(template.format(n=n, m=m, c=c, d=d, x=x, o=listed(options)), options, c, template, "context")


def went(rng, split):
    """A place said in the prompt."""
    n, m = rng.sample(part(NAMES, split), 2)
    p, q, day = draw(rng, split, lambda r: (*r.sample(PLACES, 2), r.choice(DAYS)))
    options = rng.sample([f"the {p}", f"the {q}"], 2)
    template = rng.choice(part(WENT, split))
    return choice(template.format(n=n, m=m, p=p, q=q, day=day, o=listed(options)), options, f"the {p}", template, "context")


def beyond(rng, split, known=None):
    """A question that nobody can answer, or one that the prompt answers, both with 'it cannot be known' as an option."""
    known = rng.random() < 0.5 if known is None else known
    place, day = rng.choice(PLACES), rng.choice(DAYS)
    template = rng.choice(part(KNOWABLE if known else UNKNOWABLE, split))
    sort = "number" if "many" in template or "number" in template else "colour" if "colour" in template else "food"
    a, b, n = draw(rng, split, lambda r: (*r.sample(VALUES[sort], 2), r.choice(part(NAMES, split))))
    options = rng.sample([a, b, UNKNOWN], 3)
    return choice(template.format(n=n, p=place, day=day, v=a, o=listed(options)), options, a if known else UNKNOWN, template, "knowable" if known else "unknowable")


FACTS = (maker, stuff, held, went)


def fact(rng, split):
    """A question that has an answer, from the town's facts or from the prompt."""
    return rng.choice(FACTS)(rng, split)
