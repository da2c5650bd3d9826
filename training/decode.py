"""Batched decoding with left padding and a cache, in PyTorch: greedy or sampled."""

import torch

from tokenizer import END, PAD, render


def bias_of(mask, rows):
    """Additive causal mask for the last `rows` places of a left-padded batch."""
    total = mask.shape[1]
    causal = torch.arange(total)[None, :] <= torch.arange(total - rows, total)[:, None]
    return torch.where(causal[None, None] & mask[:, None, None].bool(), 0.0, -1e9)


def batch_of(rows):
    """Left-padded ids and their mask."""
    longest = max(map(len, rows))
    ids = torch.tensor([[PAD] * (longest - len(r)) + r for r in rows])
    mask = (torch.arange(longest)[None] >= torch.tensor([[longest - len(r)] for r in rows])).long()
    return ids, mask


def chosen(logits, temperature, generator):
    """The next token of each row: the likeliest at temperature 0, else drawn."""
    if temperature == 0:
        return logits.argmax(-1)
    return torch.multinomial(torch.softmax(logits.float() / temperature, -1), 1, generator=generator)[:, 0]


@torch.no_grad()
def continued(model, rows, limit, temperature=0.0, generator=None):
    """The token ids that follow each row of ids, END included where it was reached."""
    x, mask = batch_of(rows)
    out, alive, past = [[] for _ in rows], torch.arange(len(rows)), None
    going = torch.ones(len(rows), dtype=torch.bool)
    for _ in range(limit):
        positions = (mask.cumsum(1) - 1).clamp(min=0)[:, -x.shape[1]:]
        h, past = model.hidden(x, positions=positions, mask=bias_of(mask, x.shape[1]), past=past)
        x = chosen(h[:, -1] @ model.embed.weight.T, temperature, generator)[:, None]
        for r, token, goes in zip(alive.tolist(), x[:, 0].tolist(), going.tolist()):
            if goes:
                out[r].append(token)
        going &= x[:, 0] != END
        if not going.any():
            break
        mask = torch.cat((mask, torch.ones_like(x)), 1)
        # Rows that ended leave, but copying the cache at every step would cost more than it saves.
        if going.float().mean() < 0.7:
            x, mask, alive = x[going], mask[going], alive[going]
            past, going = [(k[going], v[going]) for k, v in past], going[going]
    return out


def replies(model, tokenizer, prompts, limit=110, batch=80, **how):
    """The replies to rendered prompts, special tokens kept, the end mark dropped."""
    model.eval()
    ids = [tokenizer.encode(p).ids for p in prompts]
    order, said = sorted(range(len(ids)), key=lambda i: len(ids[i])), [""] * len(ids)
    for start in range(0, len(order), batch):
        members = order[start:start + batch]
        for i, row in zip(members, continued(model, [ids[i] for i in members], limit, **how)):
            said[i] = tokenizer.decode([t for t in row if t != END], skip_special_tokens=False)
    model.train()
    return said


def ask(model, tokenizer, examples, **more):
    """Replies to examples."""
    return replies(model, tokenizer, [render(e.messages()) for e in examples], **more)
