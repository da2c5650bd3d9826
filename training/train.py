"""One command a stage: python train.py base | instruct | reasoning-sft | micro. Writes checkpoints/ and log/."""

import argparse
import json
import math
import random
import time
from pathlib import Path

import torch
import torch.nn.functional as F

import data
import judge
import model as models
import tokenizer as tokenizers
from decode import ask
from town import mixture, prose

HERE = Path(__file__).parent
CHECKPOINTS = HERE / "checkpoints"

# Rows of a batch and their length; places learnt in a batch of chats at most
ROWS, LENGTH, KEEP = 8, 256, 1024

# parent, size, examples or documents, learning rate of the matrices (Muon), of the rest (AdamW), last share of the rate
STAGES = {
    "base": dict(parent=None, size=models.SMALL, kind="prose", count=125000, muon=0.02, adam=0.003, floor=0.1, seed=11),
    "instruct": dict(parent="base", size=None, kind="instruct", count=90000, muon=0.012, adam=0.002, floor=0.02, seed=12),
    "reasoning-sft": dict(parent="instruct", size=None, kind="reasoning", count=44000, muon=0.005, adam=0.0008, floor=0.02, seed=13),
    "micro": dict(parent=None, size=models.MICRO, kind="both", count=30000, muon=0.02, adam=0.004, floor=0.05, seed=14),
}


def rows_of(stage, tokenizer):
    """A function of the random numbers that gives the batches of a stage, and how many they are."""
    rng = random.Random(stage["seed"])
    if stage["kind"] == "prose":
        windows = data.windows(tokenizer, [prose.document(rng) for _ in range(stage["count"])], LENGTH)
        everything = torch.arange(ROWS * LENGTH)
        def give(rng):
            order = list(range(len(windows)))
            rng.shuffle(order)
            for at in range(0, len(order) - ROWS + 1, ROWS):
                chunk = windows[order[at:at + ROWS]]
                yield chunk[:, :-1], torch.arange(LENGTH)[None], None, everything, chunk[:, 1:].reshape(-1)
        return give, len(windows) // ROWS
    parts = []
    if stage["kind"] in ("instruct", "both"):
        parts += data.chats(tokenizer, mixture.examples(mixture.INSTRUCT, rng, "train", stage["count"]), chains=False)
    if stage["kind"] in ("reasoning", "both"):
        parts += data.chats(tokenizer, mixture.examples(mixture.REASONING, rng, "train", stage["count"]), chains=True)
    return lambda rng: data.batches(parts, LENGTH, ROWS, KEEP, rng), len(data.packs(parts, LENGTH, random.Random(0))) // ROWS


def optimizers_of(model, stage):
    """Muon for the matrices of the blocks, AdamW for embeddings and norms."""
    matrices = [p for n, p in model.named_parameters() if p.dim() == 2 and "embed" not in n]
    others = [p for n, p in model.named_parameters() if p.dim() != 2 or "embed" in n]
    return [torch.optim.Muon(matrices, lr=stage["muon"], weight_decay=0.01, adjust_lr_fn="original"),
            torch.optim.AdamW(others, lr=stage["adam"], betas=(0.9, 0.98), weight_decay=0.0)]


def evaluate(model, tokenizer, count=240):
    """Accuracy on validation by dimension, greedy."""
    examples = [e for e in mixture.examples(mixture.INSTRUCT, random.Random(99), "validation", count) if e.dimension != "talk"]
    tally = {}
    for e, reply in zip(examples, ask(model, tokenizer, examples)):
        name = e.dimension + (":" + e.task["expect"] if e.task["kind"] == "refusal" else ":" + e.tags[0].split(":")[1] + (f"{len(e.task['steps'])}" if e.task["kind"] == "number" else "") if e.dimension == "reasoning" else "")
        good, n = tally.get(name, (0, 0))
        tally[name] = (good + judge.right(e.task, reply), n + 1)
    return {name: [good, n] for name, (good, n) in sorted(tally.items())}


def run(name, minutes):
    """Trains a stage, for `minutes` at most when given: the rate then falls by the clock."""
    stage = STAGES[name]
    torch.manual_seed(stage["seed"])
    tokenizer = tokenizers.load()
    model = models.load(CHECKPOINTS / f"{stage['parent']}.pt") if stage["parent"] else models.Llama(stage["size"])
    give, steps = rows_of(stage, tokenizer)
    rng = random.Random(stage["seed"])

    @torch.compile
    def loss_of(x, positions, mask, places, targets):
        hidden, _ = model.hidden(x, positions=positions, mask=mask)
        return F.cross_entropy(F.linear(hidden.flatten(0, 1)[places], model.embed.weight), targets)

    optimizers = optimizers_of(model, stage)
    first = [o.param_groups[0]["lr"] for o in optimizers]
    log = open(HERE / "log" / f"{name}.jsonl", "w")
    def note(**what):
        log.write(json.dumps(what) + "\n")
        log.flush()
        print(json.dumps(what), flush=True)
    note(stage=name, parameters=sum(p.numel() for p in model.parameters()), steps=steps, settings={k: v for k, v in stage.items() if k != "size"})
    began, seen, step, sums, done = time.time(), 0, 0, [], 0.0
    watched = began
    while done < 1:
        for batch in give(rng):
            done = max(step / steps, (time.time() - began) / (60 * minutes) if minutes else 0)
            if done >= 1:
                break
            warm = min(1, (step + 1) / 30)
            scale = warm * (stage["floor"] + (1 - stage["floor"]) * min(1, (1 - done) / 0.6))
            for o, lr in zip(optimizers, first):
                o.param_groups[0]["lr"] = lr * scale
            loss = loss_of(*batch)
            loss.backward()
            torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            for o in optimizers:
                o.step()
                o.zero_grad(set_to_none=True)
            step, seen = step + 1, seen + batch[0].numel()
            sums.append(loss.item())
            if step % 25 == 0:
                note(step=step, of=steps, loss=round(sum(sums) / len(sums), 4), tokens=seen, seconds=round(time.time() - began))
                sums = []
            if name != "base" and time.time() - watched > 500:
                models.save(model, CHECKPOINTS / f"{name}.pt", step=step, tokens=seen)
                note(step=step, validation=evaluate(model, tokenizer))
                watched = time.time()
    models.save(model, CHECKPOINTS / f"{name}.pt", step=step, tokens=seen)
    note(step=step, tokens=seen, seconds=round(time.time() - began), final=True, **({} if name == "base" else {"validation": evaluate(model, tokenizer, 400)}))


if __name__ == "__main__":
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("stage", choices=STAGES)
    arguments.add_argument("--minutes", type=float, help="stop after so many minutes, with the learning rate falling by the clock")
    arguments.add_argument("--threads", type=int, default=2)
    given = arguments.parse_args()
    torch.set_num_threads(given.threads)
    CHECKPOINTS.mkdir(exist_ok=True)
    run(given.stage, given.minutes)
