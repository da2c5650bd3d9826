"""Other ways to write the same prompt: archaic, typos, slang, capitals."""

import re

from .split import part

STYLES = ("archaic", "typos", "slang", "capitals")

ARCHAIC = {"you": "thou", "your": "thy", "has": "hath", "does": "doth", "are": "art", "my": "mine", "tell me": "pray tell me",
           "buys": "buyeth", "sells": "selleth", "gives": "giveth", "pays": "payeth", "it is": "'tis", "before": "ere",
           "makes": "maketh", "often": "oft", "takes": "taketh", "gets": "getteth", "please": "prithee"}
SLANG = {"you": "ya", "your": "yer", "what is": "what's", "and": "n", "is not": "ain't", "going to": "gonna", "want to": "wanna",
         "give me": "gimme", "money": "dough", "tell me": "gimme", "friend": "mate", "them": "em", "because": "cos",
         "please": "c'mon", "with": "wiv", "how much": "how much cash"}
OPENINGS = {
    "archaic": ["Pray, good sir, ", "Hark! ", "I beseech thee: ", "Good morrow. ", "Verily, ", "Prithee, ", "Hear me: ", "O wise one, "],
    "slang": ["Yo, ", "Hey dude, ", "Oi mate, ", "Sup, ", "Listen bro, ", "Ey, ", "Hey pal, ", "Yo buddy, "],
}


def swap(text, table):
    """Replaces whole words, longest entries first, keeping a large first letter."""
    for old in sorted(table, key=len, reverse=True):
        def put(match, new=table[old]):
            return new[0].upper() + new[1:] if match.group()[0].isupper() else new
        text = re.sub(rf"\b{old}\b", put, text, flags=re.I)
    return text


def typo(word, rng):
    """One slip of the finger inside a word."""
    at = rng.randrange(1, len(word) - 1)
    slip = rng.randrange(3)
    if slip == 0:
        return word[:at] + word[at + 1] + word[at] + word[at + 2:]
    return word[:at] + word[at + 1:] if slip == 1 else word[:at] + word[at] + word[at:]


def typos(text, rng, keep):
    """Misspells about a third of the longer plain words; names, numbers and the words in `keep` stay whole."""
    kept = set(re.findall(r"\w+", " ".join(keep).lower()))
    def put(match):
        word = match.group()
        free = word.islower() and word not in kept and len(word) > 3
        return typo(word, rng) if free and rng.random() < 0.35 else word
    return re.sub(r"[A-Za-z]+", put, text)


def restyle(text, style, rng, split, keep=()):
    """The text in another style."""
    if style == "capitals":
        return text.upper()
    if style == "typos":
        return typos(text, rng, keep)
    changed = swap(text, ARCHAIC if style == "archaic" else SLANG)
    return rng.choice(part(OPENINGS[style], split)) + changed
