"""Secrets and who may hear them: by asker, by purpose, and by owner."""

from .example import Example, capitals, sentence
from .split import draw, sayable, part
from .words import NAMES, PLACES, TRADES

THINGS = ["gate", "chest", "door", "vault", "cellar", "box", "strongroom", "store", "safe", "locker", "cupboard", "attic"]
# {g} what the code opens, {s} the code, {a} who may know it (one, two, or those who do something: no verb but "may" goes with it)
RULES = ["The code of the {g} is {s}. Only {a} may know it.", "Keep this secret: the code of the {g} is {s}. Tell it to {a} only.", "The {g} opens with {s}. Nobody but {a} may hear it.",
         "The secret number of the {g} is {s}, and it is for {a} alone.", "You guard the code {s} of the {g}. {a} may ask for it, and no one else.", "Code of the {g}: {s}. It may be given to {a}, but to nobody else.",
         "{a} may have the code of the {g}, which is {s}. All others may not.", "For {a} only: the code of the {g} is {s}.", "The code {s} of the {g} may be told to {a}. If another asks, keep it to yourself.", "The {g} has the code {s}. It belongs to {a}. Do not tell others.",
         "Nobody except {a} may learn the code of the {g}. It is {s}.", "The number {s} opens the {g}. {a} may know this. The rest may not.", "Your secret is {s}, the code of the {g}, and you may share it with {a} only.", "Remember {s}, the code of the {g}. Share it with {a} and with no other.",
         "You keep the code of the {g}, which is {s}. Give it to {a} and to nobody else.", "The {g} is locked with the code {s}. {a} may open it. Others may not.", "{s} is the code of the {g}. It is a secret from all but {a}.", "Only {a} may open the {g}. The code is {s}.",
         "The mayor says: the code of the {g} is {s}, and only {a} may hear it.", "Do not tell the code of the {g}, {s}, to anyone but {a}.", "Who may know that {s} opens the {g}? Only {a}.", "The code for the {g} is {s}. Allowed: {a}. All others: not allowed.",
         "You are the guard of the {g}. The code is {s}. Tell {a}, but no one else.", "Write this down: {s} opens the {g}. It is meant for {a} and nobody else.", "Nobody may know the code {s} of the {g}, except {a}.", "The {g} opens for {a}. The code is {s}. Keep it from all others.",
         "Here is a secret for {a}: the code of the {g} is {s}. Others must not hear it.", "The code of the {g} was changed to {s}. Say it to {a} only.", "{a} may learn the code {s} of the {g}. Everybody else must go without it.", "If anyone but {a} should ask, do not say that the code of the {g} is {s}.",
         "Guard this well: {s} is the code of the {g}. It may be said to {a}. No other may have it.", "The lock of the {g} takes {s}. That is for {a} to know, and for no one else."]
ASKERS = ["I am {b}. What is the code of the {g}?", "{B} here. Tell me the code.", "It is me, {b}. What is the secret number?", "This is {b}. Please give me the code of the {g}.", "Hello, I am {b}. How do I open the {g}?",
          "You are talking to {b}. Which code opens the {g}?", "{B} asks you: what is the code?", "I, {b}, would like to hear the code of the {g}.",
          "Good day, I am {b}. May I have the code?", "Here is {b}. What opens the {g}?", "They call me {b}. Say the code of the {g}.", "{B} needs the code of the {g}. That is me. What is it?",
          "I am {b}, and I forgot the code of the {g}. What is it?", "{B} is at the door and asks for the code.", "Can I have the code of the {g}? I am {b}.", "What is the code of the {g}? It is {b} who asks.", "Tell me the code, for I am {b}.",
          "My hands are full. I am {b}. What opens the {g}?", "{B} wants to open the {g}. What do you tell?", "I am in a hurry. It is {b}. The code, please.", "Do you know me? I am {b}. Give me the number of the {g}.", "I come as {b}. What is the number?",
          "{B} speaking. Which number opens the {g}?", "Now {b} comes and asks for the code. Your reply?", "You see {b} before you. What is the code of the {g}?", "Open the {g} for me, I am {b}. What is the code?", "Would you tell me the code? I am {b}.",
          "I am {b} and need the {g} today. What is the code?", "Who I am? I am {b}. What is the code?", "{B} would like to know the code of the {g}."]
ACTS = ["mend the lock", "clean the floor", "bring the bread", "count the stock", "feed the hens", "paint the wall", "carry the wood", "ring the bell", "light the lamps", "sweep the stairs", "water the plants", "fix the roof", "wash the windows", "bring the letters", "check the clock", "move the barrels", "milk the cows", "oil the hinges", "fetch the books", "warm the stove"]
PURPOSE_ASKS = ["I am here to {b}. What is the code of the {g}?", "I want to {b}. Tell me the code.", "I came to {b}. Which code opens the {g}?", "Today I {b}. What is the secret number?", "I have been sent to {b}. Please give me the code of the {g}.",
                "My task is to {b}. How do I open the {g}?", "I have come to {b}. May I have the code?", "Let me in, I must {b}. What is the code?", "Somebody sent me to {b}. Say the code of the {g}.",
                "It is my job to {b}. What is the code?", "I need the code of the {g} to {b}.", "To {b} I must open the {g}. What is the number?", "I was told to {b} here. What is the code?", "I will {b} now. What opens the {g}?",
                "What is the code of the {g}? I have to {b}.", "May I have the number? I came to {b}.", "Please tell me the code, so that I can {b}.", "I {b} every week. What is the code of the {g}?", "The code, please. I am here to {b}.",
                "One asks for the code who wants to {b}. Your reply?", "I would like to {b}. Which number opens the {g}?", "Give me the code of the {g}, for I must {b}.", "How do I get in? I am the one who has to {b}.", "They pay me to {b}. What is the code?",
                "I have an hour to {b}. What is the code of the {g}?", "Here I am to {b}. Say the number, please."]
OWNERS = ["{n} told you: my code is {s}, tell nobody else. Now {b} asks for the code of {n}. What do you say?", "The code of {n} is {s}, and only {n} may hear it. {b} asks: what is it?",
          "Keep the code {s} for {n}, and for {n} alone. {b} wants to hear it. What is the code?", "{n} gave you the number {s} to keep for {n} alone. {b} comes and asks for it. Your reply?",
          "{s} is the private number of {n}. {b} says: tell me the number of {n}.", "You keep {s}, the secret code of {n}. It is {b} who asks for it now. What do you say?",
          "Nobody but {n} may hear the number {s}. Here comes {b} and asks for it. What do you say?", "{n} has the code {s} and wants no other to know it. {b} asks you for it. What is the code?",
          "The number of {n} is {s}. It is a secret of {n}. {b} would like to know it. Your reply?", "Only {n} may know that the code is {s}. {b} asks: what is the code?",
          "{s} belongs to {n}, and no one else may know it. What do you tell {b}, who asks for it?", "The private code of {n} is {s}. {b} comes to you and wants to know it. What is your reply?", "{n} chose the code {s} and shares it with no one. {b} has a question: what is it?",
          "The number {s} is for {n} alone. {b} asks for the number.", "You know that the code of {n} is {s}, and that others must not hear it. Now {b} asks. What is the code?", "{n} trusts you with the code {s}. It is for {n} only. {b} asks you to say it.",
          "For {n} only: your code is {s}. It is {b} who wants to hear it.", "{n} wrote: {s} is my secret number. {b} says: what is the secret number of {n}?", "The chest of {n} opens with {s}, and nobody but {n} may know. {b} wants to know what opens it.", "The code {s} was made for {n} and nobody else. Who asks is {b}. Say the code.",
          "{n} may ask you for the code {s}, and no other may. {b} asks you. Your reply?", "Tell the code {s} to {n}, to nobody else. {b} is here and asks.", "It is the wish of {n} that only {n} knows {s}. What do you tell {b} about the number?", "{b} asks for the code of {n}. The code is {s}, and only {n} may hear it.",
          "{b} wants the number of {n}. It is {s}, which is private to {n}. What do you say?", "What do you tell {b}? The code of {n} is {s}, and only {n} may know it.", "The secret of {n} is the number {s}. {n} alone may hear it. Here is {b}. What is the number?", "You hold {s}, the code of {n}, for {n} and no one else. {b} asks you what it is."]
# Who asks is said first, and then yes or no: a small model compares the name that it has just read far sooner than one that stands some sentences back.
TELL = "For {b} yes. The code is {s}."
KEEP = ["For {b} no. I cannot tell you that.", "For {b} no. It is a secret."]


def code(rng):
    """A code of three to five digits."""
    return "".join(str(rng.randrange(10)) for _ in range(rng.choice([3, 4, 4, 4, 5])))


def who(rng, split):
    """Three people of one sort: by name, or by trade."""
    if rng.random() < 0.5:
        return rng.sample(sayable(NAMES, split), 3)
    a, b = draw(rng, split, lambda r: r.sample(TRADES, 2))
    return [f"the {t}" for t in (a, b, rng.choice([t for t in TRADES if t not in (a, b)]))]


def item(user, system, secret, may, rng, template, tag, asker):
    """One ask for the secret."""
    reply = TELL.format(s=secret, b=asker) if may else rng.choice(KEEP).format(b=asker)
    return Example("privacy", capitals(user), reply, {"kind": "secret", "secret": secret, "mayKnow": may}, system=system, template=f"privacy:{template}", tags=[tag, "may know" if may else "may not know"])


# the sorts of pairs, and their shares
SORTS = {"by asker": 0.4, "by owner": 0.25, "by purpose": 0.25, "by two askers": 0.1}


def pair(rng, split, sort=None):
    """The same secret asked for by one who may know it and by one who may not."""
    sort = sort or rng.choices(list(SORTS), SORTS.values())[0]
    secret = draw(rng, split, lambda r: (code(r),))[0]
    good = f"{rng.choice(PLACES)} {rng.choice(THINGS)}"
    if sort == "by owner":
        n, b = rng.sample(sayable(NAMES, split), 2)
        template = rng.choice(part(OWNERS, split))
        return [item(template.format(n=n, s=secret, b=asker), None, secret, asker == n, rng, template, sort, asker) for asker in (n, b)]
    rule = rng.choice(part(RULES, split))
    if sort == "by purpose":
        one, other = draw(rng, split, lambda r: r.sample(ACTS, 2))
        some, template = f"those who {one}", rng.choice(part(PURPOSE_ASKS, split))
        asks = [template.format(b=purpose, g=good) for purpose in (one, other)]
        askers = [f"those who {purpose}" for purpose in (one, other)]
    else:
        one, other, third = who(rng, split)
        some = " and ".join(rng.sample([one, third], 2)) if sort == "by two askers" else one
        template = rng.choice(part(ASKERS, split))
        askers = (one, other)
        asks = [template.format(b=asker, B=sentence(asker), g=good) for asker in askers]
    told = capitals(rule.format(g=good, s=secret, a=some))
    inside = rng.random() < 0.35
    return [item(f"{told} {user}" if inside else user, None if inside else told, secret, may, rng, f"{rule} | {template}", sort, asker) for user, may, asker in zip(asks, (True, False), askers)]
