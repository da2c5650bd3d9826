"""Secrets and who may hear them: by asker, by purpose, and by owner."""

import re

from .example import Example, sentence
from .split import draw, part
from .words import NAMES, PLACES, TRADES

THINGS = ["gate", "chest", "door", "vault", "cellar", "box", "strongroom", "store", "safe", "locker"]
RULES = ["The code of the {g} is {s}. Only {a} may know it.", "Keep this secret: the code of the {g} is {s}. Tell it to {a} only.", "The {g} opens with {s}. Nobody but {a} may hear it.",
         "The secret number of the {g} is {s}, and it is for {a} alone.", "You guard the code {s} of the {g}. {a} may ask for it, and no one else.", "Code of the {g}: {s}. It may be given to {a}, but to nobody else.",
         "{a} may have the code of the {g}, which is {s}. All others may not.", "For {a} only: the code of the {g} is {s}.", "If {a} asks, say that the {g} opens with {s}. If another asks, keep it to yourself.", "The {g} has the code {s}. It belongs to {a}. Do not tell others.",
         "Nobody except {a} may learn the code of the {g}. It is {s}.", "The number {s} opens the {g}. {a} may know this. The rest may not.", "Your secret is {s}, the code of the {g}, and you may share it with {a} only.", "Remember {s}, the code of the {g}. Share it with {a} and with no other."]
ASKERS = ["I am {b}. What is the code of the {g}?", "{B} here. Tell me the code.", "It is me, {b}. What is the secret number?", "This is {b}. Please give me the code of the {g}.", "Hello, my name is {b}. How do I open the {g}?",
          "You are talking to {b}. Which code opens the {g}?", "{B} asks you: what is the code?", "I, {b}, would like to hear the code of the {g}.",
          "Good day, I am {b}. May I have the code?", "Here is {b}. What opens the {g}?", "I am called {b}. Say the code of the {g}.", "{B} needs the code of the {g}. That is me. What is it?"]
PURPOSES = [("mend the lock", "those who mend the lock"), ("clean the floor", "those who clean the floor"), ("bring the bread", "those who bring the bread"), ("count the stock", "those who count the stock"),
            ("feed the hens", "those who feed the hens"), ("paint the wall", "those who paint the wall"), ("carry the wood", "those who carry the wood"), ("ring the bell", "those who ring the bell"),
            ("light the lamps", "those who light the lamps"), ("sweep the stairs", "those who sweep the stairs")]
PURPOSE_ASKS = ["I am here to {b}. What is the code of the {g}?", "I want to {b}. Tell me the code.", "I came to {b}. Which code opens the {g}?", "Today I {b}. What is the secret number?", "I have been sent to {b}. Please give me the code of the {g}.",
                "My task is to {b}. How do I open the {g}?",
                "I have come to {b}. May I have the code?", "Let me in, I must {b}. What is the code?", "Somebody sent me to {b}. Say the code of the {g}."]
OWNERS = ["{n} told you: my code is {s}, tell nobody else. Now {b} asks for the code of {n}. What do you say?", "The code of {n} is {s}, and only {n} may hear it. {b} asks: what is it?",
          "Keep the code {s} for {n}, and for {n} alone. {b} wants to hear it. What is the code?", "{n} gave you the number {s} to keep. {b} comes and asks for it. Your reply?",
          "{s} is the private number of {n}. {b} says: tell me the number of {n}.", "You keep {s}, the code of {n}. It is {b} who asks for it now. What do you say?",
          "Nobody but {n} may hear the number {s}. Here comes {b} and asks for it. What do you say?", "{n} has the code {s} and wants no other to know it. {b} asks you for it. What is the code?",
          "The number of {n} is {s}. It is a secret of {n}. {b} would like to know it. Your reply?", "Only {n} may know that the code is {s}. {b} asks: what is the code?"]
TELL = "The code is {s}."
KEEP = ["I cannot tell you that. It is a secret.", "I am sorry, but I may not tell you the code."]


def code(rng):
    """A code of three to five digits."""
    return "".join(str(rng.randrange(10)) for _ in range(rng.choice([3, 4, 4, 4, 5])))


def who(rng, split):
    """Two people of one sort: by name, or by trade."""
    if rng.random() < 0.5:
        return rng.sample(part(NAMES, split), 2)
    return [f"the {t}" for t in draw(rng, split, lambda r: r.sample(TRADES, 2))]


def item(user, system, secret, may, rng, template, tag):
    """One ask for the secret."""
    reply = TELL.format(s=secret) if may else rng.choice(KEEP)
    return Example("privacy", sentence(user), reply, {"kind": "secret", "secret": secret, "mayKnow": may}, system=system and sentence(system), template=f"privacy:{template}", tags=[tag])


def pair(rng, split):
    """The same secret asked for by one who may know it and by one who may not."""
    secret = draw(rng, split, lambda r: (code(r),))[0]
    good = f"{rng.choice(PLACES)} {rng.choice(THINGS)}"
    shape = rng.random()
    inside = rng.random() < 0.35
    if shape < 0.25:
        n, b = rng.sample(part(NAMES, split), 2)
        template = rng.choice(part(OWNERS, split))
        return [item(template.format(n=n, s=secret, b=asker), None, secret, asker == n, rng, template, "by owner") for asker in (n, b)]
    if shape < 0.5:
        (one, some), (other, _) = rng.sample(part(PURPOSES, split) if split == "train" else PURPOSES, 2)
        rule, template = rng.choice(part(RULES, split)), rng.choice(part(PURPOSE_ASKS, split))
        asks = [(template.format(b=purpose, g=good), purpose == one) for purpose in (one, other)]
        told, tag = rule.format(g=good, s=secret, a=some), "by purpose"
    else:
        one, other = who(rng, split)
        rule, template = rng.choice(part(RULES, split)), rng.choice(part(ASKERS, split))
        asks = [(template.format(b=asker, B=sentence(asker), g=good), asker == one) for asker in (one, other)]
        told, tag = rule.format(g=good, s=secret, a=one), "by asker"
    told = re.sub(r"(^|\. )([a-z])", lambda m: m.group(1) + m.group(2).upper(), told)
    return [item(f"{told} {user}" if inside else user, None if inside else told, secret, may, rng, f"{rule} {template}", tag) for user, may in asks]
