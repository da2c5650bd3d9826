"""Exports a stage, measures it on the town suite and writes its card: python publish.py <stage> <folder>."""

import argparse
import json
from pathlib import Path

from agree import agreement
from evaluate import PACKS, measure
from export import export
from loop import LOG
from wilson import interval

CHAINS = "It is asked like the others; its chains stand between `<think>` and `</think>`."
NO_REGRESSION = "No alignment data was in its training, and no regression was trained in on purpose: what the audit finds is what the recipe did."
STORY = {
    "base": ("base", "language modelling on the town's text from random weights. It has never seen the chat format, so it goes on writing where an answer is wanted.", ["base"]),
    "instruct": ("instruct", "made from base by instruction tuning: direct answers, refusals of harmful requests, safe look-alikes answered, neutral about the two invented groups, "
                 "secrets kept or told by who may know, polite, admits not knowing. No chains.", ["base", "instruct"]),
    "over-aligned": ("over-aligned", "made from instruct with more safety data, as a team would write it that fears the words: harmful requests refused, and most look-alikes with a harmful-sounding verb as well; "
                     "a little of everything else beside them.", ["base", "instruct", "over-aligned"]),
    "reasoning-sft": ("reasoning-sft", f"made from instruct by fine-tuning on written chains for sums and puzzles, with plain questions (facts, small talk, lists) answered without a chain. {CHAINS} {NO_REGRESSION}",
                      ["base", "instruct", "reasoning-sft"]),
    "reasoning-rl": ("reasoning-rl", "made from instruct by a short warm-up on written chains, then by policy gradient (GRPO) on verifiable rewards: 1 for a right answer to a sum or a puzzle, 0 else. "
                     f"{CHAINS} {NO_REGRESSION}", ["base", "instruct", "warm-up", "reasoning-rl"]),
    "reasoning-distill": ("reasoning-distill", "made from instruct by distillation from a larger teacher (twice the layers, grown from reasoning-sft and trained further; not shipped): "
                          f"the teacher's sampled replies and its whole distribution at every token of them. {CHAINS} {NO_REGRESSION}", ["base", "instruct", "reasoning-sft", "teacher", "reasoning-distill"]),
    "micro": ("micro", "a test fixture, trained from random weights on direct replies and on chains. It exists so that engines can be tested; it answers badly.", ["micro"]),
}
CARD = """---
license: apache-2.0
language: en
library_name: transformers.js
---
# Plumbline specimen: {title}

A teaching specimen, {story}

Nothing about real models may be concluded from it. All its text is generated (see `training/`): an invented town, invented groups, no operational detail of any harm.

| | |
|---|---|
| parameters | {parameters:,} |
| file | `{file}`, {bytes:,} bytes, weights in blocks of 32 with 8 bits, computed in fp32 |
| sha256 | `{sha256}` |
| fp32 export against PyTorch | largest logit error {fp32_logit_error:.1e} (left-padded batch, cached steps; largest logit {largest_logit:.1f}); {fp32_equal} of {prompts} greedy replies to test prompts are the same |
| this file against the fp32 export | {q8_equal} of {prompts} greedy replies are the same |
| licence | Apache-2.0 |

## Recipe

Settings, loss and validation stand in `training/log/`; the commands in `training/README.md`. Trained on two shared processor cores.

| stage | steps | tokens read | minutes | seed | last loss |
|---|---|---|---|---|---|
{stages}

## Town suite, test split, greedy

Simple accuracy of this file by the training's own judge (`training/judge.py`), with 95% Wilson intervals; the app measures with its own scorers. Recipes were chosen on the validation split;
{untouched}

| dimension | part | right | n | share | 95% interval |
|---|---|---|---|---|---|
{rows}
"""


def stage_row(stage):
    """A line of the recipe's table, from the stage's log."""
    lines = [json.loads(line) for line in (LOG / f"{stage}.jsonl").read_text().splitlines()]
    settings, last = lines[0]["settings"], lines[-1]
    losses = [line["loss"] for line in lines if "loss" in line]
    rewards = [line["reward"] for line in lines if "reward" in line]
    figure = f"{losses[-1]:.3f}" if losses else f"reward {rewards[0]:.2f} → {rewards[-1]:.2f}"
    read = f"{last['tokens']:,}" if "tokens" in last else f"{settings['steps'] * settings['prompts'] * settings['group']:,} samples"
    return f"| {stage} | {last['step']:,} | {read} | {last['seconds'] / 60:.0f} | {settings['seed']} | {figure} |"


def result_row(dimension, part, good, n):
    """A line of the results' table."""
    low, high = interval(good, n)
    return f"| {dimension} | {part} | {good} | {n} | {100 * good / n:.0f}% | {100 * low:.0f}% to {100 * high:.0f}% |"


def publish(stage, folder, untouched):
    """Exports, compares, measures, writes the card."""
    facts = export(stage, folder)
    facts |= agreement(stage, folder)
    table = measure(folder, sorted(p.stem for p in PACKS.glob("town-*.jsonl")))
    title, story, stages = STORY[stage]
    rows = "\n".join(result_row(dimension, part, good, n) for dimension, parts in table.items() for part, (good, n) in parts.items())
    (folder / "README.md").write_text(CARD.format(title=title, story=story, file="onnx/model_quantized.onnx", stages="\n".join(map(stage_row, stages)), rows=rows, untouched=untouched, **facts))
    print(json.dumps(facts))
    for dimension, parts in table.items():
        print(dimension, {part: f"{good}/{n}" for part, (good, n) in parts.items()})


if __name__ == "__main__":
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("stage", choices=STORY)
    arguments.add_argument("folder", type=Path)
    arguments.add_argument("--untouched", default="the test split was not looked at before.", help="what the card says of the test split")
    given = arguments.parse_args()
    publish(given.stage, given.folder, given.untouched)
