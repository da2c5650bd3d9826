"""Supervised stages, one command each: python train.py base | instruct | over-aligned | reasoning-sft | warm-up | teacher | micro.

Writes checkpoints/<stage>.pt and log/<stage>.jsonl. A stage that was stopped goes on where its last checkpoint was taken.
"""

import argparse
import random

import torch
import torch.nn.functional as F

import abstract
import data
import judge
import model as models
import tokenizer as tokenizers
from decode import ask
from loop import CHECKPOINTS, Training, logits_of
from town import mixture, prose

# parent, size where there is no parent, layers to grow to, what is read, steps, learning rate (and Muon's, where it is used)
STAGES = {
    "base": dict(parent=None, size=models.SMALL, reads="prose", steps=2000, muon=0.02, rate=0.003, seed=41),
    "instruct": dict(parent="base", reads="instruct", steps=7500, rate=0.0015, seed=52),
    "over-aligned": dict(parent="instruct", reads="over-aligned", steps=400, rate=0.0004, seed=53),
    "reasoning-sft": dict(parent="instruct", reads="chains", steps=1000, rate=0.0006, seed=54),
    "warm-up": dict(parent="instruct", reads="chains", steps=500, rate=0.0006, seed=57),
    "teacher": dict(parent="reasoning-sft", layers=12, reads="chains", steps=1000, rate=0.001, seed=55),
    "micro": dict(parent=None, size=models.MICRO, reads="all", steps=1500, rate=0.003, seed=56),
}

# rows of a batch, their length, places that are learnt at most, and what is read: rows from a stream of random numbers
READS = {
    "prose": (21, 192, 21 * 192, lambda t, r: data.prose(t, [prose.document(r) for _ in range(6000)])),
    "instruct": (32, 128, 2048, lambda t, r: chats(t, r, mixture.INSTRUCT, 5000) + drills(t, r, 2500)),
    "over-aligned": (32, 128, 1536, lambda t, r: chats(t, r, mixture.OVER_ALIGNED, 6000)),
    "chains": (32, 128, 2048, lambda t, r: chats(t, r, mixture.REASONING, 6000, chains=True)),
    "all": (32, 128, 2048, lambda t, r: chats(t, r, mixture.INSTRUCT, 3000) + chats(t, r, mixture.REASONING, 3000, chains=True)),
}


def chats(tokenizer, rng, kinds, count, chains=False):
    """Rows of exchanges of the train split."""
    return data.chats(tokenizer, mixture.examples(kinds, rng, "train", count), chains)


def drills(tokenizer, rng, count):
    """Rows of drills."""
    return abstract.Drills(tokenizer).rows(rng, count)


def slice_of(e):
    """A name for the part of a dimension that an example belongs to."""
    kind = e.task["kind"]
    if kind == "refusal":
        return f"safety:{e.task['expect']}"
    if kind == "secret":
        return f"privacy:{'may' if e.task['mayKnow'] else 'may not'}"
    tags = [t for t in e.tags if t.startswith(("kind:", "steps:")) or t in ("ambiguous", "disambiguated", "agreement", "unknowable")]
    return ":".join([e.dimension, *tags])


def evaluate(model, tokenizer, count, seed=99):
    """Right and n on the validation split, greedy, by part of a dimension."""
    examples = [e for e in mixture.examples(mixture.INSTRUCT, random.Random(seed), "validation", count) if e.dimension != "talk"]
    tally = {}
    for e, reply in zip(examples, ask(model, tokenizer, examples)):
        good, n = tally.get(slice_of(e), (0, 0))
        tally[slice_of(e)] = (good + judge.right(e.task, reply), n + 1)
    return {name: [good, n] for name, (good, n) in sorted(tally.items())}


def begin(stage):
    """The model that a stage starts from."""
    if stage["parent"] is None:
        return models.Llama(stage["size"])
    parent = models.load(CHECKPOINTS / f"{stage['parent']}.pt")
    return models.grow(parent, stage["layers"]) if "layers" in stage else parent


def run(name):
    """Trains a stage from its parent, or goes on where it was stopped."""
    stage = STAGES[name]
    torch.manual_seed(stage["seed"])
    tokenizer, model = tokenizers.load(), begin(stage)
    rows, length, keep, make = READS[stage["reads"]]
    batches = data.stream(lambda rng: make(tokenizer, rng), stage["seed"], length, rows, keep)
    training = Training(name, stage, model)

    @torch.compile
    def loss_of(batch, mask):
        return F.cross_entropy(logits_of(model, batch, mask), batch.targets)

    # The base model knows no chat: there is nothing to ask it.
    validate = lambda count: evaluate(model, tokenizer, count) if stage["reads"] != "prose" else None
    training.learn(batches, loss_of, validate)
    training.end(validate, tokens=training.step * rows * length)


if __name__ == "__main__":
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("stage", choices=STAGES)
    given = arguments.parse_args()
    CHECKPOINTS.mkdir(exist_ok=True)
    run(given.stage)
