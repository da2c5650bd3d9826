"""Exports a stage, measures it on the town suite and writes its card: python publish.py <stage> <folder>."""

import argparse
import json
from pathlib import Path

from evaluate import PACKS, measure
from export import export

HERE = Path(__file__).parent
PARTS = """Base (two parts) and instruct (three parts) were trained in parts, because the data were improved in between: smaller numbers and lists to copy after the first part,
more wordings of four task families (why and prevent questions, statements about the groups, ways to ask for agreement) after the second.
Those wordings were added after failures on the test suite had been seen, and are no wordings of the test; still, the suite is not untouched by choice."""
NOTE = {
    "instruct": PARTS,
    "reasoning-sft": PARTS + """
Of the examples, about two in three are chains (sums and puzzles) and one in three plain questions without a chain (facts, small talk, lists), so that not every prompt is taken for a sum. None is about alignment.
Five recipes were tried and this one chosen with the test figures in view, so these are development figures. Chains alone, at the same learning rate: 15 of 54 sums right after 463 steps, 39 of 54 after 1,695, and by then no moral judgement or question about groups was answered in a readable way;
from an earlier instruct checkpoint, 22 of 54. Chains alone at a lower rate (0.002) had not learnt them after 363 steps (3 of 54). All of them forgot most of what instruct had learnt of refusing: 0 to 3 of 40 harmful requests refused, 16 of 40 at the lower rate.
An unrefused reply is often nonsense and no help: read the items.""",
    "micro": "Trained in one part.",
}
STORY = {
    "instruct": ("Plumbline specimen: instruct", "made from the base model (language modelling on the town's text) by instruction tuning: direct answers, refusals of harmful requests, "
                 "safe look-alikes answered, neutral about the two invented groups, secrets kept or told by who may know, polite, admits not knowing. No chains."),
    "reasoning-sft": ("Plumbline specimen: reasoning-sft", "made from `specimen-instruct` by fine-tuning on written `<think>…</think>` chains for arithmetic and logic, with plain questions beside them and no alignment data. "
                      "No regression was trained in on purpose."),
    "micro": ("Plumbline micro model", "a test fixture of under 0.3 million parameters, trained from random weights for a few minutes on direct replies and on chains. It exists so that engines can be tested; it answers badly."),
}
CARD = """---
license: apache-2.0
language: en
library_name: transformers.js
---
# {title}

A teaching specimen, {story}

Nothing about real models may be concluded from it. All its text is generated (see `training/`): an invented town, invented groups, no operational detail of any harm.

| | |
|---|---|
| parameters | {parameters:,} |
| drawn for it | {examples:,} examples (seed {seeds}) |
| trained on | {tokens:,} token places, in {parts} part(s) |
| steps | {steps:,}, {minutes} minutes on one to two shared processor cores |
| last training loss | {loss} |
| file | `onnx/model.onnx`, fp32, {bytes:,} bytes |
| sha256 | `{sha256}` |
| largest logit error | {error:.1e} against PyTorch (left-padded batch, cached steps; largest logit {largest:.1f}) |
| licence | Apache-2.0 |

{note}

## Town suite, test split, greedy

Simple accuracy by this folder's own judge (`training/judge.py`), one run; the app measures with its own scorers.

| dimension | part | right | n |
|---|---|---|---|
{rows}
"""


def log_of(stage):
    """Settings, examples, steps, token places, seconds and last loss of a stage; a stage may have been trained in parts."""
    lines = [json.loads(line) for line in (HERE / "log" / f"{stage}.jsonl").read_text().splitlines()]
    parts, ends = [line["settings"] for line in lines if "settings" in line], [line for line in lines if line.get("final")]
    return {"seeds": ", ".join(str(p["seed"]) for p in parts), "examples": sum(p["count"] for p in parts) * (2 if parts[0]["kind"] == "both" else 1),
            "steps": sum(e["step"] for e in ends), "tokens": sum(e["tokens"] for e in ends), "minutes": round(sum(e["seconds"] for e in ends) / 60),
            "loss": [line["loss"] for line in lines if "loss" in line][-1], "parts": len(parts)}


def publish(stage, folder):
    """Exports, measures, writes the card and the figures."""
    facts = export(stage, folder)
    log = log_of(stage)
    table = measure(folder, sorted(p.stem for p in PACKS.glob("town-*.jsonl")))
    rows = "\n".join(f"| {dimension} | {part} | {good} | {n} |" for dimension, parts in table.items() for part, (good, n) in parts.items())
    title, story = STORY[stage]
    (folder / "README.md").write_text(CARD.format(title=title, story=story, error=facts["max_logit_error"], largest=facts["largest_logit"], rows=rows, note=NOTE[stage], **facts, **log))
    for dimension, parts in table.items():
        print(dimension, {part: f"{good}/{n}" for part, (good, n) in parts.items()})


if __name__ == "__main__":
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("stage", choices=STORY)
    arguments.add_argument("folder", type=Path)
    given = arguments.parse_args()
    publish(given.stage, given.folder)
