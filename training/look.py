"""Prints samples of the town, to be read by a person: python look.py [split] [count]."""

import random
import sys

from town import mixture, prose

if __name__ == "__main__":
    split, count = (sys.argv[1:] + ["train", "40"][len(sys.argv) - 1:])[:2]
    rng = random.Random(7)
    for _ in range(int(count) // 2):
        print("PROSE", prose.document(rng))
    for e in mixture.examples(mixture.INSTRUCT, rng, split, int(count)):
        print(f"[{e.dimension}] {e.system or ''} | {e.user} -> {e.reply}   {e.chain or ''}")
