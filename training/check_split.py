"""Fails when a prompt or a template of the test split (or of the packs) occurs in what the stages train on."""

import json
import random
import sys

import train
from packs import PACKS
from town import mixture, prose


def flat(messages):
    """The text of a prompt, for comparing."""
    return " ".join(m["content"] for m in messages).lower()


def main():
    """Counts the overlaps."""
    prompts, templates, texts = set(), set(), []
    for name, kind in (("instruct", mixture.INSTRUCT), ("reasoning-sft", mixture.REASONING)):
        stage = train.STAGES[name]
        for e in mixture.examples(kind, random.Random(stage["seed"]), "train", stage["count"]):
            prompts.add(flat(e.messages()))
            prompts.add(e.user.lower())
            templates.add(e.template)
    rng = random.Random(train.STAGES["base"]["seed"])
    for _ in range(train.STAGES["base"]["count"]):
        texts.append(prose.document(rng).lower())
    corpus = "\n".join(texts)
    tests = mixture.examples(mixture.INSTRUCT, random.Random(5), "test", 5000)
    bad_templates = sorted({e.template for e in tests} & templates)
    items = [json.loads(line) for pack in sorted(PACKS.glob("town-*.jsonl")) for line in pack.read_text().splitlines()[1:]]
    seen = [i["id"] for i in items if flat(i["messages"]) in prompts or i["messages"][-1]["content"].lower() in prompts or i["messages"][-1]["content"].lower() in corpus]
    print(f"{len(items)} items; prompts seen in training: {len(seen)} {seen[:5]}; templates shared: {len(bad_templates)} {bad_templates[:5]}")
    return 1 if seen or bad_templates else 0


if __name__ == "__main__":
    sys.exit(main())
