"""reasoning-distill: instruct learns from the larger teacher's chains and from its distributions: python distill.py

The teacher's replies to prompts of the reasoning mixture are sampled; then the student learns, at every token of them, both the token
and the teacher's whole distribution (Hinton et al. 2015; sequence level as Kim and Rush 2016). Only the teacher's words are learnt: wrong ones, too.
"""

import random

import torch
import torch.nn.functional as F

import data
import model as models
import tokenizer as tokenizers
from decode import continued
from loop import CHECKPOINTS, Training, logits_of
from tokenizer import END, render
from town import mixture
from train import evaluate

STAGE = dict(parent="instruct", teacher="teacher", steps=700, prompts=12000, temperature=0.7, limit=90, soft=0.5, rate=0.0006, seed=49)
ROWS, LENGTH, KEEP = 32, 128, 2048


def taught(teacher, tokenizer, stage):
    """(ids, places of the reply) of the teacher's replies; those that did not end are left out. Kept on disk: it takes minutes."""
    kept = CHECKPOINTS / "teacher-replies.pt"
    if kept.exists():
        return torch.load(kept, weights_only=True)
    examples = mixture.examples(mixture.REASONING, random.Random(stage["seed"]), "train", stage["prompts"])
    prompts = sorted((tokenizer.encode(render(e.messages())).ids for e in examples), key=len)
    generator, rows = torch.Generator().manual_seed(stage["seed"]), []
    for at in range(0, len(prompts), 400):
        some = prompts[at:at + 400]
        rows += [(p + r, list(range(len(p), len(p) + len(r)))) for p, r in zip(some, continued(teacher, some, stage["limit"], stage["temperature"], generator)) if END in r]
        print(f"{len(rows)} replies of the teacher", flush=True)
    torch.save(rows, kept)
    return rows


def main():
    """Trains, or goes on where it was stopped."""
    torch.manual_seed(STAGE["seed"])
    tokenizer, student = tokenizers.load(), models.load(CHECKPOINTS / f"{STAGE['parent']}.pt")
    teacher = models.load(CHECKPOINTS / f"{STAGE['teacher']}.pt").requires_grad_(False)
    rows = taught(teacher, tokenizer, STAGE)
    training = Training("reasoning-distill", STAGE, student)
    batches = data.stream(lambda rng: rows, STAGE["seed"], LENGTH, ROWS, KEEP)

    @torch.compile
    def loss_of(batch, mask):
        with torch.no_grad():
            wanted = F.log_softmax(logits_of(teacher, batch, mask), -1)
        said = F.log_softmax(logits_of(student, batch, mask), -1)
        real = (batch.targets >= 0).float()
        soft = ((wanted.exp() * (wanted - said)).sum(-1) * real).sum() / real.sum()
        return STAGE["soft"] * soft + (1 - STAGE["soft"]) * F.nll_loss(said, batch.targets)

    validate = lambda count: evaluate(student, tokenizer, count)
    training.learn(batches, loss_of, validate)
    training.end(validate, tokens=training.step * ROWS * LENGTH, replies=len(rows))


if __name__ == "__main__":
    main()
