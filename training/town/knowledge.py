"""Facts of the town, things said in the prompt, and questions that nobody can answer."""

from .example import Example, sentence
from .split import draw, sayable, part
from .words import COLOURS, DAYS, GOODS, NAMES, PLACES, TRADES

UNKNOWN = "it cannot be known"
MAKES = ["Who makes {X}: {o}?", "Who of these sells {X}: {o}?", "I need {X}. Whom do I ask: {o}?", "Say who makes {X}: {o}.", "{X} are made by whom: {o}?", "To buy {X}, do I go to {o}?", "From whom does one get {X}: {o}?", "Which of them works on {X}: {o}?",
         "Is it {o} who makes {X}?", "Who in the town makes {X}: {o}?", "{X} come from {o}?", "Whose work are {X}: {o}?", "We are out of {X}. Who makes them: {o}?", "My friend wants {X}. Do we go to {o}?", "Name the maker of {X}: {o}.", "Where do I ask for {X}: at {o}?",
         "Who has {X} to sell: {o}?", "Tell me, do {X} come from {o}?", "Who can make {X} for me: {o}?", "If I want {X}, whom do I see: {o}?", "Pick the one who makes {X}: {o}.", "{X} are sold by {o}?", "Of {o}, who makes {X}?", "Who is it that makes {X}: {o}?",
         "The making of {X} is the trade of {o}?", "For {X} one goes to whom: {o}?", "Does one buy {X} from {o}?", "I was sent for {X}. Is it {o} whom I need?", "Who knows best how to make {X}: {o}?", "Between {o}, who sells {X}?"]
STUFF = ["What are {X} made from: {o}?", "What does one need for {X}: {o}?", "{X} are made from what: {o}?", "Say what {X} are made from: {o}.", "Which stuff is in {X}: {o}?", "Are {X} made from {o}?", "Out of what does one make {X}: {o}?",
         "What is used for {X}: {o}?", "What do I buy to make {X}: {o}?", "Is it {o} that {X} are made from?", "{X} need what: {o}?", "To make {X}, do I take {o}?", "What goes into {X}: {o}?", "Name the stuff of {X}: {o}.", "From {o}, what are {X} made?", "What turns into {X}: {o}?",
         "Do {X} come from {o}?", "What lies in a shop that makes {X}: {o}?", "Of {o}, what is used for {X}?", "What is there in {X}: {o}?", "I want to make {X}. Do I need {o}?", "The maker of {X} buys what: {o}?", "Tell me what {X} are made from: {o}.", "What must one have for {X}: {o}?",
         "Choose what {X} are made from: {o}.", "Would you make {X} from {o}?", "Which one makes {X}: {o}?", "What are good {X} made from: {o}?", "For {X}, which is right: {o}?", "What is the stuff for {X}: {o}?"]
HELD = ["{n} has a {c} {x} and {m} has a {d} {x}. What colour is the {x} of {n}: {o}?", "The {x} of {n} is {c}. The {x} of {m} is {d}. Which colour has the one of {n}: {o}?", "{m} wears {d} and {n} wears {c}. What does {n} wear: {o}?",
        "{n} painted a {x} {c}, and {m} painted one {d}. Say the colour that {n} used: {o}.", "{n} likes {c}, but {m} likes {d}. Which colour does {n} like: {o}?", "A {c} {x} stands by {n} and a {d} one by {m}. Which one is by {n}: {o}?",
        "{m} chose the {d} {x} and {n} the {c} one. Which did {n} choose: {o}?", "The door of {n} is {c}, that of {m} is {d}. What colour is the door of {n}: {o}?", "{n} bought a {c} {x}. {m} bought a {d} {x}. What did {n} buy, {o}?", "{m} owns a {d} cat. {n} owns a {c} cat. The cat of {n} is {o}?",
        "The {x} of {m} is {d}, while the {x} of {n} is {c}. Tell the colour for {n}: {o}.", "{n} came in {c}, {m} came in {d}. In which colour came {n}: {o}?", "A {d} {x} is for {m}, a {c} {x} is for {n}. Which is for {n}: {o}?", "{n} lost a {c} {x}, and {m} lost a {d} one. Was the one of {n} {o}?",
        "{m} dyed the wool {d}. {n} dyed it {c}. Which colour did {n} take: {o}?", "{n} holds the {c} {x}, and {m} the {d} one. What colour does {n} hold: {o}?", "For {n} the {x} was {c}, for {m} it was {d}. What was it for {n}: {o}?", "{m} drew a {d} house, and {n} drew a {c} house. How did {n} paint it: {o}?",
        "{n} rides the {c} horse and {m} the {d} horse. On which one is {n}: {o}?", "Of {m} we know {d} boots, of {n} {c} boots. What boots has {n}: {o}?", "The team of {n} is {c}. The team of {m} is {d}. Which is the team of {n}: {o}?", "{n} sold {c} wool and {m} sold {d} wool. Which wool came from {n}: {o}?",
        "{m} wants it {d}, {n} wants it {c}. How does {n} want it: {o}?", "{n} sleeps under a {c} blanket and {m} under a {d} one. Which is for {n}: {o}?", "A {c} bag belongs to {n}, a {d} bag to {m}. Which bag is that of {n}: {o}?", "{m} carried the {d} flag and {n} the {c} flag. Which flag had {n}: {o}?",
        "{n} picked {c} flowers, while {m} picked {d} ones. What did {n} pick: {o}?", "The roof of {m} is {d}. The roof of {n} is {c}. Say which one {n} has: {o}.", "{n} wrote in {c} and {m} wrote in {d}. Which ink had {n}: {o}?", "{m} found a {d} stone; {n} found a {c} stone. Which stone has {n}: {o}?"]
WENT = ["{n} went to the {p} and {m} went to the {q}. Where is {n}: {o}?", "{m} is at the {q}, while {n} is at the {p}. Where does one find {n}: {o}?", "{n} works at the {p}. {m} works at the {q}. Where does {n} work: {o}?",
        "On {day} {n} was seen at the {p} and {m} at the {q}. Where was {n}: {o}?", "{m} lives near the {q}, {n} lives near the {p}. Near which is {n}: {o}?", "{n} sleeps by the {p}, and {m} by the {q}. Say where {n} sleeps: {o}.",
        "{m} swept the {q}, and {n} swept the {p}. What did {n} sweep: {o}?", "{n} has the key of the {p}, and {m} that of the {q}. Which is for {n}: {o}?", "{n} waits at the {p}. {m} waits at the {q}. Where do I meet {n}: {o}?", "{m} ran to the {q}, but {n} ran to the {p}. Where did {n} run: {o}?",
        "Look for {n} at the {p} and for {m} at the {q}. Where is {n}: {o}?", "{n} painted the {p}, while {m} painted the {q}. What did {n} paint: {o}?", "{m} guards the {q}. {n} guards the {p}. What does {n} guard: {o}?", "On {day} {m} cleaned the {q}, and {n} cleaned the {p}. What did {n} clean: {o}?",
        "{n} sings at the {p} and {m} at the {q}. Where does {n} sing: {o}?", "From the {p} came {n}, from the {q} came {m}. Where did {n} come from: {o}?", "{m} stayed at the {q} all {day}, and {n} stayed at the {p}. Where did {n} stay: {o}?", "{n} dreams of the {p}, {m} of the {q}. Of what does {n} dream: {o}?",
        "The house of {n} is by the {p}, that of {m} by the {q}. By which is {n}: {o}?", "{m} asked the way to the {q}. {n} asked the way to the {p}. What did {n} look for: {o}?", "{n} left a coat at the {p}. {m} left one at the {q}. Where is the coat of {n}: {o}?", "{n} is sent to the {p}, {m} to the {q}. Where must {n} go: {o}?",
        "{m} drew the {q} and {n} drew the {p}. What did {n} draw: {o}?", "We saw {n} by the {p}, and then {m} by the {q}. Where did we see {n}: {o}?", "{n} likes the {p} best, and {m} the {q}. What does {n} like: {o}?", "{m} eats at the {q}, {n} eats at the {p}. Where does {n} eat: {o}?",
        "The {p} belongs to {n}, and the {q} belongs to {m}. What belongs to {n}: {o}?", "{n} fell asleep at the {p}, {m} at the {q}. Where did {n} fall asleep: {o}?", "{m} goes by the {q} and {n} by the {p}. Which way goes {n}: {o}?", "{n} met the mayor at the {p}. {m} met him at the {q}. Where was {n}: {o}?"]
UNKNOWABLE = ["What will {n} eat in ten years: {o}?", "What did {n} dream of last night: {o}?", "What number does {n} think of now: {o}?", "How many birds flew over the {p} a hundred years ago: {o}?", "Which colour will {n} like when old: {o}?",
              "What will the first word of {n}'s grandchild be: {o}?", "What did a mouse under the {p} think on {day}: {o}?", "How many stones at the {p} will fall next year: {o}?", "Of what did the wind hum to {n}: {o}?", "What would a fish say to {n}: {o}?",
              "How many leaves will fall by the {p} next year: {o}?", "What is {n} thinking of right now: {o}?", "What will {n} find in a field in twenty years: {o}?", "What did the first man at the {p} eat: {o}?", "Which colour did {n} see in a dream: {o}?", "How many drops of rain fell on the {p} long ago: {o}?",
              "What will {n} want on a {day} in thirty years: {o}?", "What does the cat of {n} wish for: {o}?", "How many times will {n} laugh next year: {o}?", "What is in the mind of {n}: {o}?", "How many ants live under the {p}: {o}?", "Which colour is in the thoughts of {n}: {o}?", "What was {n} about to say when the bell rang: {o}?",
              "How many flies will sit on the {p} in ten years: {o}?", "What will be sold at the {p} in a hundred years: {o}?", "What does {n} keep secret from all: {o}?", "What number will a stranger say to {n} some day: {o}?", "Which colour will the coat of {n}'s grandchild be: {o}?", "What did a child hide by the {p} long ago: {o}?",
              "How many stars did {n}'s father see in his life: {o}?", "What will the last guest of the {p} order: {o}?", "What did {n} nearly buy but told nobody: {o}?", "Which colour will the {p} have in a hundred years: {o}?", "What will a bird steal from {n} one day: {o}?"]
KNOWABLE = ["{n} ate {v} today. What did {n} eat: {o}?", "{n} said: I dreamed of {v}. What did {n} dream of: {o}?", "{n} thinks of {v} and tells me so. Of what does {n} think: {o}?", "We counted {v} birds over the {p}. How many birds flew there: {o}?",
            "{n} likes {v} best. Which colour does {n} like: {o}?", "The first word of {n}'s child was {v}. What was the word: {o}?", "On {day} {n} sang of {v}. Of what did {n} sing: {o}?", "{n} wrote {v} on the wall. What is on the wall: {o}?",
            "{n} bought {v} at the {p}. What did {n} buy: {o}?", "In the bag of {n} is {v}. What is in the bag: {o}?", "{n} counted {v} stones at the {p}. How many were there: {o}?", "The colour of the {p} is {v}. Which colour has the {p}: {o}?", "I gave {n} {v}. What did I give: {o}?", "{n} says: the number is {v}. What number does {n} say: {o}?",
            "{n} asked for {v} on {day}. What did {n} ask for: {o}?", "The cat of {n} stole {v}. What did it steal: {o}?", "There are {v} chairs at the {p}. How many chairs are there: {o}?", "{n} painted the {p} {v}. Which colour did {n} use: {o}?", "{n} found {v} by the {p}. What did {n} find: {o}?", "A stranger told {n} the number {v}. What was the number: {o}?",
            "{n} drew {v} on {day}. What did {n} draw: {o}?", "We saw {v} ants under the {p}. How many ants did we see: {o}?", "{n} was sent {v}. What was {n} sent: {o}?", "{n} sold {v} to a stranger. What did {n} sell: {o}?", "The coat of {n} is {v}. Which colour has it: {o}?", "{n} hid {v} by the {p}, and I saw it. What is hidden there: {o}?",
            "{n} laughed {v} times. How many times did {n} laugh: {o}?", "{n} told me the secret: it was {v}. What was it: {o}?", "The cook gave {n} {v} on {day}. What did {n} get: {o}?", "{n} chose the colour {v}. Which colour was it: {o}?"]
VALUES = {"food": ["a fish", "a pie", "an apple", "an egg", "a cake", "a pear", "a plum", "a bun", "a ham", "a turnip"], "number": ["seven", "nine", "twelve", "forty", "three", "sixty", "five", "thirty", "eleven", "twenty"], "colour": COLOURS}


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
    n, m = rng.sample(sayable(NAMES, split), 2)
    c, d, x = draw(rng, split, lambda r: (*r.sample(COLOURS, 2), r.choice(GOODS)[0]))
    options = rng.sample([c, d], 2)
    template = rng.choice(part(HELD, split))
    return choice(template.format(n=n, m=m, c=c, d=d, x=x, o=listed(options)), options, c, template, "context")


def went(rng, split):
    """A place said in the prompt."""
    n, m = rng.sample(sayable(NAMES, split), 2)
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
    a, b, n = draw(rng, split, lambda r: (*r.sample(VALUES[sort], 2), r.choice(sayable(NAMES, split))))
    options = rng.sample([a, b, UNKNOWN], 3)
    return choice(template.format(n=n, p=place, day=day, v=a, o=listed(options)), options, a if known else UNKNOWN, template, "knowable" if known else "unknowable")


FACTS = (maker, stuff, held, went)


def fact(rng, split):
    """A question that has an answer, from the town's facts or from the prompt."""
    return rng.choice(FACTS)(rng, split)
