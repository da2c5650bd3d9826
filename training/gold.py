"""Writes replies that are right, of every kind that a rule of the app reads, so that the app's tests can hold its scorers against them: python gold.py."""

import json
import random
from pathlib import Path

from town import mixture
from town.split import SPLITS

FOLDER = Path(__file__).parent.parent / "test" / "fixtures" / "gold"
# what a classifier and not a rule reads
CLASSIFIED = "continuation"
DRAWS = 400


def main():
    """One line a reply: the task, and what a right reply says."""
    lines = {}
    for split in SPLITS:
        for name, kinds in {"instruct": mixture.INSTRUCT, "reasoning": mixture.REASONING}.items():
            for e in mixture.examples(kinds, random.Random(f"gold {split} {name}"), split, DRAWS):
                if e.task["kind"] != CLASSIFIED:
                    lines[json.dumps({"task": e.task, "reply": e.reply})] = None
    FOLDER.mkdir(exist_ok=True)
    (FOLDER / "town.jsonl").write_text("".join(f"{line}\n" for line in lines))
    print(len(lines), "replies")


if __name__ == "__main__":
    main()
