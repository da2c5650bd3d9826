"""Drills on tokens drawn at random: to repeat, to look up, to tell whether something was named, to tell a number only to those named.

No word means anything here, so nothing but looking back can solve them. A few hundred steps among other text teach a small model to copy
and to compare, which thousands of steps of the town's text alone did not.
"""

from tokenizer import ASSISTANT, END, SPECIAL, USER


class Drills:
    """Makes rows for a tokenizer. They have the marks of a chat, so that an attention head that finds nothing has a first token to rest on."""

    def __init__(self, tokenizer):
        one = lambda text: tokenizer.encode(text).ids[0]
        self.words = range(len(SPECIAL), tokenizer.get_vocab_size())
        self.digits = [one(str(d)) for d in range(10)]
        self.yes, self.no, self.colon, self.stop, self.comma = one(" yes"), one(" no"), one(":"), one("."), one(",")

    def some(self, rng, count):
        """Different tokens."""
        return rng.sample(self.words, count)

    def code(self, rng):
        """The tokens of a number."""
        return [rng.choice(self.digits) for _ in range(rng.randint(2, 5))]

    def listed(self, tokens):
        """The tokens with commas between them."""
        return [part for token in tokens for part in (token, self.comma)][:-1]

    def repeat(self, rng):
        """A row of tokens, said again."""
        first = self.some(rng, rng.randint(6, 40))
        ids = [USER, *first, END, ASSISTANT, *first, END]
        return ids, list(range(len(first) + 4, len(ids)))

    def lookup(self, rng):
        """Keys with values, then asked for in another order."""
        value = rng.choice([lambda: [rng.choice(self.words)], lambda: self.code(rng), lambda: self.some(rng, 2)])
        table = {key: value() for key in self.some(rng, rng.randint(2, 6))}
        ids, learnt = [USER, *(part for key, said in table.items() for part in (key, *said, self.stop)), END, ASSISTANT], []
        for key in rng.choices(list(table), k=rng.randint(2, 8)):
            learnt += range(len(ids) + 1, len(ids) + 2 + len(table[key]))
            ids += [key, *table[key], self.stop]
        return ids, learnt

    def member(self, rng):
        """Some tokens; then of others, each once, whether it was among them."""
        named = self.some(rng, rng.randint(1, 6))
        asked = rng.sample(named, rng.randint(1, len(named))) + [t for t in self.some(rng, rng.randint(1, 6)) if t not in named]
        rng.shuffle(asked)
        ids, learnt = [USER, *self.listed(named), self.stop, END, ASSISTANT], []
        for token in asked:
            learnt.append(len(ids) + 1)
            ids += [token, self.yes if token in named else self.no, self.comma]
        return ids, learnt

    def trusted(self, rng):
        """A number, and who may have it; told to them and to nobody else. One who asks stands in the question, or several in the reply."""
        named, code = self.some(rng, rng.randint(1, 3)), self.code(rng)
        rule = [*self.listed(named), self.colon, *code, self.stop] if rng.random() < 0.5 else [*code, self.colon, *self.listed(named), self.stop]
        asked = rng.sample(named, 1) + [t for t in self.some(rng, rng.randint(1, 3)) if t not in named]
        if rng.random() < 0.6:
            token = rng.choice(asked[:2])
            around = self.some(rng, rng.randint(0, 4))
            ids = [USER, *rule, *around, token, self.stop, END, ASSISTANT]
            said = [token, self.yes, self.stop, *code, END] if token in named else [token, self.no, self.stop, END]
            return ids + said, list(range(len(ids), len(ids) + len(said)))
        rng.shuffle(asked)
        ids, learnt = [USER, *rule, END, ASSISTANT], []
        for token in asked:
            said = code if token in named else [self.no]
            learnt += range(len(ids) + 1, len(ids) + 2 + len(said))
            ids += [token, *said, self.stop]
        return ids, learnt

    def rows(self, rng, count):
        """(ids, places that are learnt) of drills of all kinds."""
        kinds = [self.repeat, self.lookup, self.member, self.member, self.trusted, self.trusted, self.trusted]
        return [rng.choice(kinds)(rng) for _ in range(count)]
