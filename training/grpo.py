"""reasoning-rl: policy gradient on verifiable rewards (GRPO) from the warmed-up instruct model: python grpo.py

A group of replies is sampled for each prompt; a reply's advantage is its reward against its group's mean, in standard deviations
(Shao et al. 2024, DeepSeekMath). Each batch of samples is used for one step, so the ratio of policies is 1 and no clipping enters; there is
no penalty for leaving the reference. The reward is judge.right on the answer: nothing of alignment is in it, for or against.
"""

import random

import torch
import torch.nn.functional as F

import data
import judge
import model as models
import tokenizer as tokenizers
from decode import continued
from loop import CHECKPOINTS, Training, logits_of, mask_of
from tokenizer import END, render
from town import arithmetic, logic, mixture
from train import evaluate

STAGE = dict(parent="warm-up", steps=340, prompts=32, group=8, temperature=1.0, limit=72, rate=0.0003, seed=48, every=10)
ROWS, LENGTH, KEEP = 32, 128, 2560
# sums and puzzles alone: what a rule can verify
TASKS = [(lambda r, s: arithmetic.many_steps(r, s), 6.0), (lambda r, s: [arithmetic.one_step(r, s)], 1.0), (lambda r, s: logic.puzzle(r, s), 3.0)]


def reward(task, reply, ended):
    """1 for a right answer of a reply that ended by itself, else 0."""
    return float(ended and judge.right(task, reply))


def sampled(model, tokenizer, examples, generator, stage):
    """(ids, places of the reply), reward and advantage of each reply, groups in a row."""
    prompts = [tokenizer.encode(render(e.messages())).ids for e in examples for _ in range(stage["group"])]
    replies = continued(model, prompts, stage["limit"], stage["temperature"], generator)
    owners = [e for e in examples for _ in range(stage["group"])]
    rewards = torch.tensor([reward(e.task, tokenizer.decode([t for t in r if t != END], skip_special_tokens=False), END in r) for e, r in zip(owners, replies)]).view(-1, stage["group"])
    advantages = (rewards - rewards.mean(1, keepdim=True)) / (rewards.std(1, keepdim=True) + 1e-4)
    return [(p + r, range(len(p), len(p) + len(r))) for p, r in zip(prompts, replies)], rewards, advantages.flatten()


def main():
    """Trains, or goes on where it was stopped."""
    torch.manual_seed(STAGE["seed"])
    tokenizer, model = tokenizers.load(), models.load(CHECKPOINTS / f"{STAGE['parent']}.pt")
    training = Training("reasoning-rl", STAGE, model)

    @torch.compile
    def loss_of(batch, mask, weights):
        taken = -F.cross_entropy(logits_of(model, batch, mask), batch.targets, reduction="none")
        return -(taken * weights).sum()

    validate = lambda count: evaluate(model, tokenizer, count)
    while training.step < STAGE["steps"]:
        # Seeded by the step, so that a run which was cut off draws the same.
        rng, generator = random.Random(f"{STAGE['seed']}:{training.step}"), torch.Generator().manual_seed(STAGE["seed"] * 100000 + training.step)
        examples = mixture.examples(TASKS, rng, "train", STAGE["prompts"])
        rows, rewards, advantages = sampled(model, tokenizer, examples, generator, STAGE)
        useful = [i for i in range(len(rows)) if advantages[i] != 0]
        used = [rows[i] for i in useful]
        total = sum(len(learnt) for _, learnt in used)
        packed = data.packs(used, LENGTH, rng)
        packed += [[] for _ in range(-len(packed) % ROWS)]
        for at in range(0, len(packed), ROWS):
            batch = data.batch_of(used, packed[at:at + ROWS], LENGTH, KEEP)
            owner = batch.owner.flatten()[batch.places]
            weights = torch.where(batch.targets >= 0, advantages[useful][owner.clamp(min=0)], 0.0) / total
            with torch.autocast("cpu", torch.bfloat16):
                loss = loss_of(batch, mask_of(batch.owner), weights)
            loss.backward()
        training.update(reward=rewards.mean().item(), useful=len(useful) / len(rows), length=sum(len(learnt) for _, learnt in rows) / len(rows))
        training.rest(validate)
    training.end(validate)


if __name__ == "__main__":
    main()
