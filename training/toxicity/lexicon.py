"""Rude words, found in the training data and written in no file here: a bag of words tells them from the rest. They are taken out of tweets, put into plain text, and used in composed insults."""

import random
import re

import torch
import torch.nn.functional as F

from . import text
from .data import Row

# Words that are rude only where they were collected: marks of dialect, topics, and words that the harmless need
NEVER = set("""people women woman girl girls man men black white gay muslim muslims jews jew asian mexican mexicans mexico chinese immigrants queer lesbian lesbians trans christian african africa brown yellow colored
ghetto wit dat dis ya yall ya'll ima im ain aint gone gon tho em they them she he his her you your me my bout dont love hate eat wet real sex sexy suck money drunk smoke weed fat party kill rape head high bird birds bad big black
finish foolish laughs laugh yells shout shouts likes cares reply answers porch bunch hood den scene jail teen swear asians youre goose calls negro nipples anal redneck rednecks lick dull silly wanna boy boys little old new good lol lmao damn hell god shut mad crazy main side cuz cause nothing never only too ugly stupid dumb trash monkey loyal snitch bro wife mouth cheat chick lil wen dem da""".split())


PEOPLE, PERSON = ["people", "friends", "girls", "guys", "folks", "players", "kids", "ladies", "neighbours", "fans"], ["girl", "guy", "person", "thing", "friend", "man", "lady", "player", "day", "song"]
# Words of plain text that a rude one may stand for
SEATS = {"people", "person", "man", "woman", "men", "women", "guy", "guys", "girl", "girls", "friend", "friends", "boy", "thing", "things", "children", "students", "mother", "father", "neighbour", "teacher", "someone", "it", "him", "her", "them", "family", "team"}


def found(rows, tokenizer, most=120, low=1.0):
    """Rude words by their weight in a logistic regression on the training texts, strongest first."""
    texts = [(set(text.words(tokenizer, r.text)), r.toxic) for r in rows if r.toxic is not None]
    counts, rude = {}, {}
    for seen, toxic in texts:
        for w in seen:
            counts[w] = counts.get(w, 0) + 1
            rude[w] = rude.get(w, 0) + toxic
    known = sorted(w for w, n in counts.items() if n >= 5 and w.isalpha() and len(w) > 2)
    place = {w: i for i, w in enumerate(known)}
    bags = [[place[w] for w in sorted(seen) if w in place] for seen, _ in texts]
    flat, starts, at = [], [], 0
    for bag in bags:
        starts.append(at)
        flat += bag
        at += len(bag)
    flat, starts, want = torch.tensor(flat), torch.tensor(starts), torch.tensor([t for _, t in texts])
    weight, bias = torch.zeros(len(known), 1, requires_grad=True), torch.zeros(1, requires_grad=True)
    optimizer = torch.optim.Adam([weight, bias], lr=0.1)
    for _ in range(80):
        score = F.embedding_bag(flat, weight, starts, mode="sum").squeeze(1) + bias
        loss = F.binary_cross_entropy_with_logits(score, want) + 2e-5 * weight.square().sum()
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    strength = {w: weight[i].item() for w, i in place.items()}
    good = [w for w in known if strength[w] > low and rude[w] / counts[w] > 0.8 and w not in NEVER]
    return sorted(good, key=lambda w: -strength[w])[:most]


def stem(word):
    """The word without the s of many."""
    return word[:-1] if word.endswith("s") and not word.endswith("ss") else word


def softened(rows, rude, rng: random.Random):
    """Offensive tweets with their rude words made harmless: what is left is how people talk, and mostly not toxic."""
    stems = sorted({stem(w) for w in rude}, key=len, reverse=True)
    pattern = re.compile(r"[a-z]*(?:" + "|".join(map(re.escape, stems)) + r")[a-z]*", re.IGNORECASE)
    whole = set(rude)
    out = []
    for row in rows:
        if row.source != "davidson" or row.toxic < 0.9 or row.hate > 0.34:
            continue
        hits = 0

        def soft(match):
            nonlocal hits
            word = match.group().lower()
            if word not in whole and stem(word) not in stems and not any(word.startswith(s) for s in stems if len(s) > 3):
                return match.group()
            hits += 1
            return rng.choice(PEOPLE if word.endswith(("s", "z")) else PERSON)
        clean = pattern.sub(soft, row.text)
        if hits:
            out.append(Row(clean, 0.12, 0.02, "softened", "train", 0.3))
    return out


def hardened(rows, rude, rng: random.Random, share=0.5):
    """Plain text with a rude word in it: toxic in any surroundings."""
    many, one = [w for w in rude if w.endswith("s")], [w for w in rude if not w.endswith("s")]
    out = []
    for row in rows:
        if row.toxic is None or row.toxic > 0.15 or rng.random() > share:
            continue
        parts = re.split(r"(?<=[.!?\n])\s+", row.text)
        start = rng.randrange(len(parts))
        pieces = " ".join(parts[start:start + rng.randint(1, 3)]).split()
        seats = [i for i, w in enumerate(pieces) if w.lower().strip(".,!?") in SEATS]
        if seats:
            at = rng.choice(seats)
            pieces[at] = rng.choice(many if pieces[at].lower().strip(".,!?").endswith(("s", "e", "n")) and rng.random() < 0.6 else one)
        elif pieces and rng.random() < 0.4:
            pieces.insert(rng.randrange(len(pieces) + 1), rng.choice(rude[:40]))
        else:
            continue
        out.append(Row(" ".join(pieces[:60]), 0.93, None, "hardened", "train", 0.4))
    return out
