"""Trains the embedded toxicity classifier, measures it and writes its folder: python -m toxicity.train [--data ../../shared/data]."""

import argparse
import json
import random
import sys
import time
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F

from . import compose, data, evaluate, export, functions, lexicon, noise, text
from .model import Classifier, Shape

SEED = 31
BATCH, EPOCHS, RATE, CUT = 64, 4, 2e-3, 160
COMPOSED = 16000
DROPPED, NOISY = 0.06, 0.12


def batches(rows, encoded, rng):
    """Batches of rows of like length, in random order."""
    order = sorted(range(len(rows)), key=lambda i: (min(len(encoded[i]), CUT) + rng.random() * 6))
    groups = [order[at:at + BATCH] for at in range(0, len(order), BATCH)]
    rng.shuffle(groups)
    for group in groups:
        ids, mask = export.padded([encoded[i][:CUT] for i in group])
        want = np.array([[rows[i].toxic if rows[i].toxic is not None else -1, rows[i].hate if rows[i].hate is not None else -1] for i in group], np.float32)
        yield torch.tensor(ids), torch.tensor(mask), torch.tensor(want), torch.tensor([rows[i].weight for i in group])


def prepared(rows, seed):
    """What is drawn anew from the training rows before each epoch, and the tokenizer: composed sentences, tweets made harmless, plain text made rude."""
    plain = text.blank(text.models.WordPiece({text.UNKNOWN: 0}, unk_token=text.UNKNOWN))
    rude = lexicon.found([r for r in rows if not r.source.startswith("town")], plain)
    labelled = [r for r in rows if r.toxic is not None or r.hate is not None]

    def epoch(at):
        rng = random.Random(f"{seed} {at}")
        made = lexicon.softened(rows, rude, rng)
        clean = data.sentences(labelled, rng)
        return labelled + rng.sample(made, int(len(made) * 0.7)) + rng.sample(clean, min(len(clean), 6000)) + lexicon.hardened(labelled, rude, rng) + compose.rows(rng, COMPOSED, [w for w in rude if not w.endswith("s")])
    tokenizer = text.learn([r.text for r in rows] + [r.text for r in compose.rows(random.Random(seed), 6000)])
    return tokenizer, epoch, rude


def fit(rows, note, epochs=EPOCHS, seed=SEED, **shape):
    """A trained network and its tokenizer."""
    torch.manual_seed(seed)
    rng = random.Random(seed)
    tokenizer, epoch, rude = prepared(rows, seed)
    vocabulary = tokenizer.get_vocab()
    model = Classifier(Shape(vocab=len(vocabulary), **shape))
    optimizer = torch.optim.AdamW(model.parameters(), lr=RATE, weight_decay=0.02)
    step, began = 0, time.time()
    for at in range(epochs):
        drawn = epoch(at)
        total = epochs * ((len(drawn) + BATCH - 1) // BATCH)
        encoded = [text.dropped(tokenizer, noise.noisy(r.text, rng) if rng.random() < NOISY else r.text, vocabulary, DROPPED, rng) for r in drawn]
        model.train()
        losses = []
        for ids, mask, want, weight in batches(drawn, encoded, rng):
            for group in optimizer.param_groups:
                group["lr"] = RATE * min(1, (step + 1) / 100, max(0.02, (total - step) / total * 1.2))
            known = (want >= 0).float()
            loss = F.binary_cross_entropy_with_logits(model(ids, mask), want.clamp(0.01, 0.99), reduction="none") * known * weight[:, None]
            loss = (loss * torch.tensor([1.0, 0.5])).sum() / weight.sum()
            loss.backward()
            torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            optimizer.step()
            optimizer.zero_grad(set_to_none=True)
            step += 1
            losses.append(loss.item())
        note(epoch=at + 1, of=epochs, rows=len(drawn), rude=len(rude), step=step, loss=round(sum(losses) / len(losses), 4), seconds=round(time.time() - began))
    return model.eval(), tokenizer


def scorer(model, tokenizer, logits=False):
    """Logits or probabilities of texts by PyTorch."""
    def score(texts):
        rows = text.ids(tokenizer, texts)
        order = sorted(range(len(rows)), key=lambda i: len(rows[i]))
        out = np.zeros((len(rows), model.s.labels))
        with torch.no_grad():
            for at in range(0, len(order), 64):
                chosen = order[at:at + 64]
                out[chosen] = model(*map(torch.tensor, export.padded([rows[i] for i in chosen]))).numpy()
        return out if logits else 1 / (1 + np.exp(-out[:, 0]))
    return score


# What the threshold is set on: sources, and the share of toxic texts that they are weighted to. The last but one stands for replies of models, mostly clean.
CLEAN = ["xstest-prompt", "xstest-reply", "gsm8k", "math", "confaide", "town-talk", "town-polite"]
CALIBRATION = [(["davidson"], 1 / 3), (["openai"], 1 / 3), (["diasafety"], 1 / 5), (["town-rude", "town-polite"], 1 / 3), (["davidson", "openai", "diasafety", "town-rude", *CLEAN], 1 / 5), (["function"], None)]


def calibrate(model, tokenizer, rows):
    """Moves and stretches the logits: 0.5 becomes the threshold of the best mean macro-F1 over the validation sources, each at a plain base rate."""
    score, parts = scorer(model, tokenizer, logits=True), []
    rows = rows + [data.Row(c.text, float(c.toxic), None, "function", "validation") for c in functions.cases("validation")]
    for sources, base in CALIBRATION:
        chosen = [r for r in rows if r.source in sources and r.toxic is not None]
        if len({r.toxic >= 0.5 for r in chosen}) < 2:
            continue
        toxic = np.array([r.toxic >= 0.5 for r in chosen])
        parts.append((score([r.text for r in chosen])[:, 0], toxic, evaluate.weights(toxic, base) / len(chosen)))
    tries = np.arange(-3, 3, 0.05)
    means = np.array([np.mean([evaluate.macro(x > t, toxic, weight) for x, toxic, weight in parts]) for t in tries])
    # The middle of the plateau is steadier than its highest point
    threshold = float(tries[means >= means.max() - 0.004].mean())
    x, want, weight = (np.concatenate(p) for p in zip(*parts))
    heats = np.arange(0.6, 3.01, 0.1)
    def loss(heat):
        p = np.clip(1 / (1 + np.exp(-(x - threshold) / heat)), 1e-6, 1 - 1e-6)
        return -(weight * np.where(want, np.log(p), np.log(1 - p))).sum()
    heat = float(min(heats, key=loss))
    model.temperature[0], model.shift[0] = heat, -threshold / heat
    return {"threshold": round(threshold, 2), "temperature": round(heat, 2), "validation_macro_f1": round(float(means.max()), 3)}


def run(folder, without, epochs):
    """One training. With `without`, that source is left out, and only measured."""
    log = open(data.LOG, "a" if without else "w")

    def note(**what):
        line = {"without": without, **what} if without else what
        log.write(json.dumps(line) + "\n")
        log.flush()
        print(json.dumps(line), flush=True)
    shape = Shape()
    note(settings=dict(seed=SEED, batch=BATCH, rate=RATE, cut=CUT, composed=COMPOSED, layers=shape.layers, vocabulary=text.VOCABULARY))
    rows = data.read(folder)
    left = [r for r in rows if not (without and r.source.startswith(without))]
    model, tokenizer = fit([r for r in left if r.split == "train"], note, epochs)
    note(calibration=calibrate(model, tokenizer, [r for r in left if r.split == "validation"]))
    if without:
        note(found=evaluate.by_source(scorer(model, tokenizer), [r for r in rows if r.source.startswith(without) and r.split == "test"]))
        return
    note(validation=evaluate.by_source(scorer(model, tokenizer), [r for r in rows if r.split == "validation"], intervals=False))
    held = [r for r in rows if r.split == "test"]
    found = evaluate.everything(scorer(model, tokenizer), held)
    evaluate.show(found)
    facts = export.write(model, tokenizer, data.FOLDER, [r.text for r in random.Random(1).sample(held, 400)])
    note(facts=facts)
    note(found=found)


if __name__ == "__main__":
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--data", type=Path, default=data.SHARED, help="the shared data folder")
    arguments.add_argument("--without", choices=["davidson", "openai", "diasafety"], help="leave a source out and measure on it; the folder is not touched")
    arguments.add_argument("--epochs", type=int, default=EPOCHS)
    given = arguments.parse_args()
    torch.set_num_threads(1)
    try:
        run(given.data, given.without, given.epochs)
    except data.Missing as missing:
        sys.exit(str(missing))
