"""Fails when the judge finds a reply of the town wrong, or an exchange too long: python check_town.py [--count n]. Prints lengths in tokens by family."""

import argparse
import random
import sys

import judge
import tokenizer
from town import mixture
from town.split import SPLITS

MIXTURES = {"instruct": mixture.INSTRUCT, "over-aligned": mixture.OVER_ALIGNED, "reasoning": mixture.REASONING}
# what fits a row of training with room to spare
LONGEST = 190


def main(count):
    """Judges the replies of every family in every split."""
    tokens, lengths, wrong = tokenizer.load(), {}, []
    for split in SPLITS:
        for name, kinds in MIXTURES.items():
            examples = mixture.examples(kinds, random.Random(f"{split} {name}"), split, count)
            wrong += [e for e in examples if not judge.right(e.task, e.reply)]
            texts = [f"{tokenizer.render(e.messages())}{e.chain or ''}{e.reply}" for e in examples]
            for e, encoding in zip(examples, tokens.encode_batch(texts)):
                lengths.setdefault(f"{e.dimension} {e.task['kind']}", []).append(len(encoding.ids))
    for family, found in sorted(lengths.items()):
        found.sort()
        print(f"{family}: {len(found)}, tokens mean {sum(found) / len(found):.0f}, median {found[len(found) // 2]}, longest {found[-1]}")
    longest = max(map(max, lengths.values()))
    print(f"{len(wrong)} replies judged wrong {[(e.user, e.reply) for e in wrong[:5]]}; longest exchange {longest} tokens")
    return 1 if wrong or longest > LONGEST else 0


if __name__ == "__main__":
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--count", type=int, default=4000, help="examples of each mixture and split")
    sys.exit(main(arguments.parse_args().count))
