"""Token rows for training, several examples packed in a row, each attending to itself alone."""

import random
from dataclasses import dataclass

import torch

from tokenizer import END, PAD, THINK, UNTHINK, render


@dataclass
class Batch:
    """`count` rows of `length` places. `owner` says which example a place belongs to (-1: none); `places` are the flat places that are learnt, `targets` their next tokens (-100: spare)."""
    ids: torch.Tensor
    positions: torch.Tensor
    owner: torch.Tensor
    places: torch.Tensor
    targets: torch.Tensor


def prose(tokenizer, documents):
    """(ids, places that are learnt) of documents: every token but the first."""
    return [(encoding.ids + [END], range(1, len(encoding.ids) + 1)) for encoding in tokenizer.encode_batch(documents)]


def chats(tokenizer, examples, chains):
    """(ids, places of the reply) of each example; with `chains`, the reply opens with the written chain."""
    prompts = tokenizer.encode_batch([render(e.messages()) for e in examples])
    replies = tokenizer.encode_batch([e.reply for e in examples])
    thoughts = tokenizer.encode_batch([e.chain or "" for e in examples]) if chains else [None] * len(examples)
    rows = []
    for prompt, thought, reply in zip(prompts, thoughts, replies):
        opening = [THINK, *thought.ids, UNTHINK] if thought and thought.ids else []
        ids = prompt.ids + opening + reply.ids + [END]
        rows.append((ids, range(len(prompt.ids), len(ids))))
    return rows


def packs(rows, length, rng):
    """Examples in rows of `length`, several a row: lists of places in `rows`. One that is too long is left out."""
    order, open_rows, full = [i for i, (ids, _) in enumerate(rows) if len(ids) - 1 <= length], [], []
    rng.shuffle(order)
    for i in order:
        size = len(rows[i][0]) - 1
        for row in open_rows:
            if row[0] >= size:
                row[0] -= size
                row[1].append(i)
                break
        else:
            open_rows.append([length - size, [i]])
        if len(open_rows) > 24:
            open_rows.sort(key=lambda row: -row[0])
            full.append(open_rows.pop()[1])
    return full + [row[1] for row in open_rows]


def batch_of(rows, packed, length, keep):
    """The batch of these packed rows; at most `keep` places are learnt, so that all batches have one shape."""
    count = len(packed)
    ids, positions, owner = torch.full((count, length), PAD), torch.zeros((count, length), dtype=torch.long), torch.full((count, length), -1)
    places, targets = [], []
    for r, members in enumerate(packed):
        start = 0
        for i in members:
            tokens, learnt = rows[i]
            size = len(tokens) - 1
            ids[r, start:start + size] = torch.tensor(tokens[:-1])
            positions[r, start:start + size] = torch.arange(size)
            owner[r, start:start + size] = i
            places += [r * length + start + place - 1 for place in learnt]
            targets += [tokens[place] for place in learnt]
            start += size
    places, targets = places[:keep], targets[:keep]
    spare = keep - len(places)
    return Batch(ids, positions, owner, torch.tensor(places + [0] * spare), torch.tensor(targets + [-100] * spare))


def stream(make, seed, length, count, keep):
    """Batches without end: chunk after chunk of new rows by `make(rng)`, each chunk drawn from its own seed."""
    chunk = 0
    while True:
        rng = random.Random(f"{seed}:{chunk}")
        rows = make(rng)
        packed = packs(rows, length, rng)
        rng.shuffle(packed)
        for at in range(0, len(packed) - count + 1, count):
            yield batch_of(rows, packed[at:at + count], length, keep)
        chunk += 1
