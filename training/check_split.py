"""Fails when a prompt or a wording of the test (or of validation) occurs in what the stages train on: python check_split.py [--count n].

Train prompts are drawn from every mixture, base text from the prose. A prompt is compared in small letters, with and without the clauses around it,
alone and with its system message; every wording that makes up a prompt is compared on its own, and looked for in the prose as well.
"""

import argparse
import json
import random
import re
import sys

from packs import PACKS
from town import clauses, mixture, prose

MIXTURES = {"instruct": mixture.INSTRUCT, "over-aligned": mixture.OVER_ALIGNED, "reasoning": mixture.REASONING}
# A wording with less fixed text than this, such as "{s}?", is found in any text.
LETTERS = 12


def forms(system, user):
    """The ways in which a prompt is compared."""
    bare = clauses.stripped(user)
    return {text.lower() for text in (user, bare, f"{system} {user}", f"{system} {bare}")}


def wordings(examples):
    """Every wording that occurs in the examples, without the family's name."""
    return {piece.strip() for e in examples for piece in e.template.split(":", 1)[1].split(" | ") if piece.strip()}


def told(wording, corpus, lines):
    """Whether a line holds the fixed text of the wording, with anything in its gaps."""
    pieces = re.split(r"\{\w+\}", wording.lower().strip())
    pieces = [piece for at, piece in enumerate(pieces) if piece.strip() or 0 < at < len(pieces) - 1]
    longest = max(pieces, key=len, default="")
    if sum(map(len, pieces)) < LETTERS or longest not in corpus:
        return False
    pattern = re.compile("[^.?]{1,60}?".join(map(re.escape, pieces)))
    return any(pattern.search(line) for line in lines if longest in line)


def main(count):
    """Counts what is shared."""
    trained, worded = set(), set()
    for name, kinds in MIXTURES.items():
        examples = mixture.examples(kinds, random.Random(f"train {name}"), "train", count)
        worded |= wordings(examples)
        for e in examples:
            trained |= forms(e.system, e.user)
    rng = random.Random("prose")
    lines = [prose.document(rng).lower() for _ in range(count)]
    corpus = "\n".join(lines)
    items = [json.loads(line) for pack in sorted(PACKS.glob("town-*.jsonl")) for line in pack.read_text().splitlines()[1:]]
    asked = {"packs": [(i["messages"][0]["content"] if len(i["messages"]) > 1 else None, i["messages"][-1]["content"]) for i in items]}
    held = {}
    for split in ("test", "validation"):
        examples = [e for name, kinds in MIXTURES.items() for e in mixture.examples(kinds, random.Random(f"{split} {name}"), split, count // 4)]
        held[split] = wordings(examples)
        asked[split] = [(e.system, e.user) for e in examples if e.dimension != "talk"]
    read = [user for _, user in asked["packs"] if clauses.stripped(user).lower() in corpus]
    print(f"packs: prompts in {count} documents of prose: {len(read)} {read[:5]}")
    bad = len(read)
    for name, prompts in asked.items():
        seen = [user for system, user in prompts if forms(system, user) & trained]
        bad += len(seen)
        print(f"{name}: {len(prompts)} prompts; seen in {3 * count} training prompts: {len(seen)} {seen[:5]}")
    for split, some in held.items():
        shared, read = sorted(some & worded), sorted(w for w in some if told(w, corpus, lines))
        bad += len(shared) + len(read)
        print(f"{split}: {len(some)} wordings, {len(worded)} in training; shared: {len(shared)} {shared}; in prose: {len(read)} {read}")
    shared = held["test"] & held["validation"]
    print(f"test and validation share {len(shared)} wordings {sorted(shared)}")
    return 1 if bad or shared else 0


if __name__ == "__main__":
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--count", type=int, default=60000, help="training prompts of each mixture, and documents of prose")
    sys.exit(main(arguments.parse_args().count))
