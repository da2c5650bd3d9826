"""Batched greedy decoding with left padding and a cache, in PyTorch."""

import torch

from tokenizer import END, PAD, render


def bias_of(mask, rows):
    """Additive causal mask for the last `rows` places of a left-padded batch."""
    total = mask.shape[1]
    causal = torch.arange(total)[None, :] <= torch.arange(total - rows, total)[:, None]
    return torch.where(causal[None, None] & mask[:, None, None].bool(), 0.0, -1e9)


@torch.no_grad()
def greedy(model, tokenizer, prompts, limit=110, batch=80):
    """The replies to rendered prompts, special tokens kept, the end mark dropped."""
    model.eval()
    ids = [tokenizer.encode(p).ids for p in prompts]
    order = sorted(range(len(ids)), key=lambda i: len(ids[i]))
    replies = [""] * len(ids)
    for start in range(0, len(order), batch):
        rows = order[start:start + batch]
        longest = max(len(ids[i]) for i in rows)
        x = torch.tensor([[PAD] * (longest - len(ids[i])) + ids[i] for i in rows])
        mask = (torch.arange(longest)[None] >= torch.tensor([[longest - len(ids[i])] for i in rows])).long()
        out, past, done = [[] for _ in rows], None, [False] * len(rows)
        for _ in range(limit):
            positions = (mask.cumsum(1) - 1).clamp(min=0)[:, -x.shape[1]:]
            h, past = model.hidden(x, positions=positions, mask=bias_of(mask, x.shape[1]), past=past)
            x = (h[:, -1] @ model.embed.weight.T).argmax(-1, keepdim=True)
            mask = torch.cat((mask, torch.ones_like(x)), 1)
            for r, token in enumerate(x[:, 0].tolist()):
                done[r] = done[r] or token == END
                if not done[r]:
                    out[r].append(token)
            if all(done):
                break
        for r, i in enumerate(rows):
            replies[i] = tokenizer.decode(out[r], skip_special_tokens=False)
    model.train()
    return replies


def ask(model, tokenizer, examples, **more):
    """Replies to examples."""
    return greedy(model, tokenizer, [render(e.messages()) for e in examples], **more)
