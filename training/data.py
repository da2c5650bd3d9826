"""Token rows for training: prose in fixed windows, chats packed in rows with the loss on the reply only."""

import torch

from tokenizer import END, PAD, THINK, UNTHINK, render


def windows(tokenizer, documents, length):
    """Documents end to end in rows of `length` + 1."""
    stream = []
    for encoding in tokenizer.encode_batch(documents):
        stream += encoding.ids + [END]
    rows = len(stream) // (length + 1)
    return torch.tensor(stream[:rows * (length + 1)]).view(rows, -1)


def chats(tokenizer, examples, chains):
    """(ids, first reply place) of each example; with `chains`, the reply opens with the written chain."""
    prompts = tokenizer.encode_batch([render(e.messages()) for e in examples])
    replies = tokenizer.encode_batch([e.reply for e in examples])
    thoughts = tokenizer.encode_batch([e.chain or "" for e in examples]) if chains else [None] * len(examples)
    rows = []
    for prompt, thought, reply in zip(prompts, thoughts, replies):
        opening = [THINK, *thought.ids, UNTHINK] if thought and thought.ids else []
        rows.append((prompt.ids + opening + reply.ids + [END], len(prompt.ids)))
    return rows


def packs(rows, length, rng):
    """Examples in rows of `length`, several a row: lists of places in `rows`."""
    order, open_rows, full = list(range(len(rows))), [], []
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


def batches(rows, length, count, keep, rng):
    """Batches of `count` packed rows, all of one shape: ids, positions, additive mask, places that are learnt, their targets.

    An example attends to itself alone. `keep` places at most are learnt in a batch; unused ones have target -100.
    """
    packed = packs(rows, length, rng)
    for at in range(0, len(packed) - count + 1, count):
        x, positions, owner = torch.full((count, length), PAD), torch.zeros((count, length), dtype=torch.long), torch.full((count, length), -1)
        places, targets = [], []
        for r, members in enumerate(packed[at:at + count]):
            start = 0
            for i in members:
                ids, reply = rows[i]
                size = len(ids) - 1
                x[r, start:start + size] = torch.tensor(ids[:-1])
                positions[r, start:start + size] = torch.arange(size)
                owner[r, start:start + size] = i
                places += range(r * length + start + reply - 1, r * length + start + size)
                targets += ids[reply:]
                start += size
        causal = torch.ones(length, length, dtype=torch.bool).tril()
        mask = torch.where((owner[:, :, None] == owner[:, None, :]) & causal, 0.0, -1e9)[:, None]
        places, targets = places[:keep], targets[:keep]
        spare = keep - len(places)
        yield x, positions, mask, torch.tensor(places + [0] * spare), torch.tensor(targets + [-100] * spare)
