"""Lists to repeat, to look up, to check and to sum: plain exercises."""

from . import arithmetic, privacy
from .example import Example, capitals, sentence
from .split import draw, sayable, part
from .words import COLOURS, GOODS, NAMES, PLACES, TRADES

REPEAT = ["Repeat: {l}.", "Say again: {l}.", "Copy this list: {l}.", "Write down {l}.", "{l}. Say it again.", "Read this out: {l}.", "Here is a list: {l}. Repeat it.", "Listen: {l}. Now you.", "I say {l}. What did I say?", "Tell it back to me: {l}.", "{l}. Once more.", "Echo {l}.", "Keep this: {l}. What is it?", "The list is {l}. Read it."]
RECALL = ["{l}. Now say it for {k}.", "{l}. What stands by {k}?", "Keep in mind: {l}. Say what belongs to {k}.", "Here is the book: {l}. Look up {k}.", "{l}. Read out {k}.", "The list says: {l}. Find {k}.", "{l}. And {k}?", "I wrote down {l}. Which of it is for {k}?", "Use this: {l}. Give me {k}.", "On the wall: {l}. I want {k}.",
          "Remember {l}. Tell me about {k}.", "Known: {l}. Asked: {k}.", "{l}. Only {k}, please.", "Search {l} for {k}."]
CHECK = ["On the list: {l}. Say yes or no for {k}.", "These may come in: {l}. What about {k}?", "Only {l} may know. Check {k}.", "Friends of the house: {l}. Are these among them: {k}?", "It is for {l} only. May {k}?",
         "Invited: {l}. Which of these are invited: {k}?", "The door opens for {l}. For whom of {k}?", "Here stand {l}. Is it yes or no for {k}?", "Allowed: {l}. Asked: {k}.", "Nobody but {l}. What of {k}?", "We wait for {l}. At the door: {k}.", "The key is for {l}. Check {k}.", "Say who of {k} is among {l}."]
# who may know a code, and who asks: the comparison that secrets stand on
MAY = ["Allowed: {l}. Code: {s}. Asked by {k}.", "Only {l} may know {s}. {k} asks.", "{s} is for {l}. What do you tell {k}?", "Code {s}, for {l} only. Here is {k}.", "Keep {s} for {l}. Now {k} wants it.", "{k} asks for {s}. It is for {l} alone.", "Tell {s} to {l} and no other. Who asks is {k}.",
       "{l} may hear {s}. {k} comes.", "Nobody but {l} may have {s}. {k}?", "Secret: {s}. Known to {l}. {k} would know it.", "For {l}: {s}. The one who asks is {k}.", "The code is {s}. It is meant for {l}. {k} is at the door.", "{k} is here. {s} is only for {l}.", "{s} belongs to {l}. Now answer {k}."]
MANY_MAY = ["Only {l} may know {s}. In turn come {k}.", "Code {s}, for {l} alone. Answer {k}.", "{s} is for {l}. Asked by {k}.", "Give {s} to {l} only. At the door: {k}.", "Allowed: {l}. Code: {s}. They ask: {k}.", "Nobody but {l} gets {s}. One by one: {k}.", "{k} ask for {s}, which is for {l}.", "Keep {s} from all but {l}. Here are {k}.", "The number {s} belongs to {l}. It is asked for by {k}.", "Say {s} to {l}. What do {k} hear?"]
SUMS = ["Fill in: {l}.", "Work these out: {l}.", "Do these sums: {l}.", "{l}. What are they?", "Sums for today: {l}.", "Give the results of {l}.", "On the board: {l}.", "Please do {l}.", "How much are {l}?", "Solve these: {l}."]


def pool(rng, split):
    """Things of one sort."""
    return rng.choice([sayable(NAMES, split), sayable(NAMES, split), [f"the {t}" for t in TRADES], TRADES, [g[0] for g in GOODS], PLACES, [f"those who {act}" for act in privacy.ACTS]])


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


def may(rng, split):
    """A code, who may know it, and one or several who ask for it."""
    some = rng.sample(pool(rng, split), 4)
    inside, secret = some[:rng.choice([1, 1, 1, 2])], privacy.code(rng)
    listed = " and ".join(inside)
    if rng.random() < 0.4:
        asked = rng.sample(some, rng.randint(2, 3))
        template = rng.choice(part(MANY_MAY, split))
        return example(capitals(template.format(l=listed, s=secret, k=", ".join(asked))), ", ".join(f"{k}: {secret if k in inside else 'no'}" for k in asked) + ".", template)
    asker = rng.choice(inside) if rng.random() < 0.5 else some[3]
    template = rng.choice(part(MAY, split))
    reply = privacy.TELL.format(s=secret, b=asker) if asker in inside else rng.choice(privacy.KEEP).format(b=asker)
    return Example("talk", capitals(template.format(l=listed, s=secret, k=asker)), reply, {"kind": "secret", "secret": secret, "mayKnow": asker in inside}, template=f"lists:{template}")


def sums(rng, split):
    """A row of short sums to fill in."""
    row = [arithmetic.written([arithmetic.short(rng, split)])[0] for _ in range(rng.randint(2, 7))]
    template = rng.choice(part(SUMS, split))
    return example(template.format(l=", ".join(s.split("=")[0] for s in row)), ", ".join(row) + ".", template)


def signs(rng, split):
    """A sum of several steps in signs, with its chain."""
    kind = rng.choice(sorted(arithmetic.MANY))
    shape = arithmetic.MANY[kind]
    numbers = draw(rng, split, lambda r: (kind, *shape["numbers"](r)))[1:]
    steps, template = shape["steps"](*numbers), rng.choice(part(arithmetic.BARE, split))
    target = arithmetic.result(*steps[-1])
    return Example("reasoning", sentence(template.format(s=shape["signs"].format(**dict(zip("abcd", numbers))))), arithmetic.answer(target), {"kind": "number", "target": str(target), "steps": arithmetic.written(steps)},
                   template=f"signs:{template}", chain=". ".join(arithmetic.written(steps)) + ".", tags=["kind:arithmetic", f"steps:{len(steps)}"])


def exercise(rng, split):
    """One of the exercises."""
    return rng.choice([repeat, recall, check, may, may, sums])(rng, split)


def plain(rng, split):
    """One of those that keep nothing from anybody."""
    return rng.choice([repeat, recall, check, sums])(rng, split)
