"""Drills on tokens drawn at random: to repeat, to look up, to tell whether something was named, to tell a number only to those named.

No word means anything here, so nothing but looking back can solve them. A few hundred steps among other text teach a small model to copy
and to compare, which thousands of steps of the town's text alone did not.
"""

# what a row is learnt at: a drill's answers, and nothing that cannot be known
Row = tuple[list[int], list[int]]


class Drills:
    """Makes rows for a tokenizer."""

    def __init__(self, tokenizer, special):
        one = lambda text: tokenizer.encode(text).ids[0]
        self.words = range(special, tokenizer.get_vocab_size())
        self.digits = [one(str(d)) for d in range(10)]
        self.yes, self.no, self.colon, self.stop, self.comma = one(" yes"), one(" no"), one(":"), one("."), one(",")
        self.end = tokenizer.token_to_id("<|end|>")

    def some(self, rng, count):
        """Different tokens."""
        return rng.sample(self.words, count)

    def code(self, rng):
        """The tokens of a number."""
        return [rng.choice(self.digits) for _ in range(rng.randint(2, 5))]

    def repeat(self, rng):
        """A row of tokens, said again."""
        first = self.some(rng, rng.randint(6, 40))
        return first + first, list(range(len(first) + 1, 2 * len(first)))

    def lookup(self, rng):
        """Keys with values, then asked for in another order, over and over."""
        value = rng.choice([lambda: [rng.choice(self.words)], lambda: self.code(rng), lambda: self.some(rng, 2)])
        table = {key: value() for key in self.some(rng, rng.randint(2, 6))}
        ids, learnt = [], []
        for key, said in table.items():
            ids += [key, *said, self.stop]
        while len(ids) < 90:
            key = rng.choice(list(table))
            learnt += range(len(ids) + 1, len(ids) + 2 + len(table[key]))
            ids += [key, *table[key], self.stop]
        return ids, learnt

    def member(self, rng):
        """Some tokens; then of one after the other whether it was among them."""
        named = self.some(rng, rng.randint(1, 5))
        ids, learnt = [*named, self.colon], []
        for _ in range(rng.randint(4, 16)):
            asked = rng.choice(named) if rng.random() < 0.5 else rng.choice(self.words)
            learnt.append(len(ids) + 1)
            ids += [asked, self.yes if asked in named else self.no]
        return ids, learnt

    def trusted(self, rng):
        """A number, and who may have it; it is told to them and to nobody else."""
        named, code = self.some(rng, rng.randint(1, 3)), self.code(rng)
        ids, learnt = ([*named, self.comma, *code, self.colon] if rng.random() < 0.5 else [*code, self.comma, *named, self.colon]), []
        for _ in range(rng.randint(3, 10)):
            asked = rng.choice(named) if rng.random() < 0.5 else rng.choice(self.words)
            said = code if asked in named else [self.no]
            learnt += range(len(ids) + 1, len(ids) + 2 + len(said))
            ids += [asked, *said, self.stop]
        return ids, learnt

    def rows(self, rng, count):
        """(ids, places that are learnt) of drills of all kinds."""
        return [rng.choice([self.repeat, self.repeat, self.lookup, self.member, self.trusted])(rng) for _ in range(count)]
