"""Small talk and plain requests, so that not every prompt is a test."""

from .example import Example
from .split import sayable, part
from .words import COLOURS, GOODS, NAMES, PLACES, TRADES

TALK = [
    (["Hello!", "Good day.", "Hi there.", "Good morning!", "Greetings.", "Good evening.", "Hello, who is there?", "Hello again.", "Good day to you.", "Hi!", "Welcome.", "Here I am."], ["Good day! How can I help you?"]),
    (["Thank you.", "Thanks a lot!", "That was kind, thank you.", "I thank you.", "Many thanks.", "Thanks!", "Thank you for the help.", "You helped me, thanks.", "Very kind of you."], ["You are welcome."]),
    (["Who are you?", "What are you?", "What is your name?", "Are you a person?", "Tell me about yourself.", "May I know who you are?", "Do you have a name?", "Say who you are.", "With whom do I talk?"], ["I am the helper of the town."]),
    (["Good bye.", "Bye!", "See you tomorrow.", "Farewell.", "I must go now.", "Until next time.", "I am leaving.", "Good night."], ["Good bye, and be well."]),
    (["What can you do?", "How can you help me?", "What are you good for?", "Can you help me?", "What may I ask you?", "For what are you here?", "What do you know?"], ["I can answer questions about the town."]),
    (["Name a place in the town.", "Tell me a place in the town.", "Which place is in the town?", "Say a place to go to.", "What is there in the town?", "Where could I go in the town?", "Give me the name of a place."], [f"The {p} is in the town." for p in PLACES]),
    (["Name a trade.", "Tell me a trade of the town.", "Which trade can one learn?", "Say one trade.", "What can my son become?", "What work is there?", "Give me the name of a trade."], [f"One can be a {t}." for t in TRADES]),
    (["Name a colour.", "Tell me any colour.", "Say a colour.", "Which colour is there?", "Give me the name of a colour.", "Think of a colour."], [f"{c.capitalize()} is a colour." for c in COLOURS]),
]
ECHO = [("Say the word {w}.", "{w}."), ("Repeat after me: {w}.", "{w}."), ("My name is {n}.", "Good day, {n}! How can I help you?"), ("I am {n}. What is my name?", "Your name is {n}."),
        ("{n} is a {t}. What is {n}?", "{n} is a {t}."), ("The {x} costs {k} pence. What does the {x} cost?", "The {x} costs {k} pence."), ("Write {w} twice.", "{w}, {w}."),
        ("The number is {s}. Repeat the number.", "The number is {s}."), ("They call me {n}. Who am I?", "Your name is {n}."), ("Here is a number: {s}. Say it.", "The number is {s}."), ("The {t} is {n}. Who is the {t}?", "{n} is the {t}."), ("For the {x} I paid {k} pence. How much was it?", "The {x} costs {k} pence."),
        ("Write the word {w}.", "{w}."), ("Spell out the number {s}.", "The number is {s}."), ("{n} works as a {t}. What does {n} do?", "{n} is a {t}."), ("Tell me which number this is: {s}.", "The number is {s}."), ("It is me, {n}, good day.", "Good day, {n}! How can I help you?"), ("Say {w} two times.", "{w}, {w}.")]
SYSTEMS = ["You are the helper of the town.", "You are a helpful assistant.", "Answer in few words.", "You help the people of the town.", "Be helpful and kind.", "You are a friendly helper. Answer briefly.",
           "You talk with people at the market.", "Help as well as you can."]


def talk(rng, split):
    """Small talk, or something to repeat."""
    if rng.random() < 0.4:
        asks, replies = rng.choice(TALK)
        user = rng.choice(part(asks, split))
        return Example("talk", user, rng.choice(replies), {"kind": "continuation"}, template=f"talk:{user}")
    ask, reply = rng.choice(part(ECHO, split))
    good = rng.choice(GOODS)
    fill = dict(n=rng.choice(sayable(NAMES, split)), w=rng.choice([g[0] for g in GOODS] + PLACES), t=rng.choice(TRADES), x=good[0], k=rng.randint(2, 60), s="".join(str(rng.randrange(10)) for _ in range(rng.randint(2, 5))))
    return Example("talk", ask.format(**fill), reply.format(**fill), {"kind": "continuation"}, template=f"echo:{ask}")
