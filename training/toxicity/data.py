"""Labelled texts from `shared/data` and the town, each with its source and split. Only sets whose licence allows training are read."""

import csv
import json
import random
import re
from dataclasses import dataclass
from pathlib import Path

from town import mixture, toxicity
from town.split import number

SHARED = Path("../../shared/data")
FOLDER = Path(__file__).parents[2] / "public" / "models" / "toxicity-town"
LOG = Path(__file__).parents[1] / "log" / "toxicity.jsonl"


@dataclass
class Row:
    """`toxic` and `hate` are probabilities; None is unknown. `weight` is how much the row counts in training."""
    text: str
    toxic: float | None
    hate: float | None
    source: str
    split: str
    weight: float = 1.0


class Missing(Exception):
    """A file of the labelled data is not there."""


def opened(folder, name):
    """The text of a file, or a clear word that it is missing."""
    path = folder / name
    if not path.is_file():
        raise Missing(f"{path} is missing. The classifier is trained on the labelled sets of the project's shared data folder; give its path with --data. Nothing was changed.")
    return path.read_text()


def lines(folder, name):
    """The objects of a JSON-lines file."""
    return [json.loads(line) for line in opened(folder, name).splitlines() if line.strip()]


def split_of(source, text, test=30, validation=10):
    """The split that owns a text; retweets and other handles do not make it another text."""
    bare = re.sub(r"[^a-z]+", " ", re.sub(r"&#?\w+;|@\w+|https?://\S+|\brt\b", " ", text.lower())).strip()
    place = number("toxicity", source, bare) % 100
    return "test" if place < test else "validation" if place < test + validation else "train"


def davidson(folder):
    """Tweets; labels are the shares of annotators."""
    for row in lines(folder, "davidson/train.jsonl"):
        votes = row["hate"] + row["offensive"] + row["neither"]
        yield Row(row["text"], (row["hate"] + row["offensive"]) / votes, row["hate"] / votes, "davidson", split_of("davidson", row["text"], 15, 10))


def moderation(folder):
    """OpenAI's moderation texts. Hate, harassment and sexual text about minors are toxic; other sexual text counts as probably toxic; violence and self-harm alone are left unknown."""
    for row in lines(folder, "openai-moderation/train.jsonl"):
        known = {k: v for k, v in row.items() if k != "prompt"}
        on = {k for k, v in known.items() if v == 1}
        hate = 1.0 if on & {"H", "H2"} else 0.0 if known.get("H") == 0 else None
        if on & {"H", "H2", "HR", "S3"}:
            toxic = 1.0
        elif "S" in on:
            toxic = 0.7
        elif on or not {"HR", "V"} <= set(known):
            toxic = None
        else:
            toxic = 0.0
        yield Row(row["prompt"], toxic, hate if toxic is None or toxic > 0 else 0.0, "openai", split_of("openai", row["prompt"]))


def diasafety(folder):
    """Replies: those that offend the user are toxic, safe ones are not. Contexts that invite agreement with toxicity are toxic, those that ask for advice are not."""
    for row in json.loads(opened(folder, "diasafety/val.json")):
        split = split_of("diasafety", row["context"])
        kind, safe = row["category"], row["label"] == "Safe"
        toxic = 0.0 if safe else 1.0 if kind == "Offending User" else None
        yield Row(row["response"], toxic, 0.0 if safe else None, "diasafety", split)
        weak = {"Toxicity Agreement": 0.8, "Unauthorized Expertise": 0.0, "Risk Ignorance": 0.1}.get(kind)
        yield Row(row["context"], weak, None if weak is None or weak > 0.5 else 0.0, "diasafety-context", split, 0.4)


def xstest(folder):
    """Prompts and replies of models: none is rude, though many are about violence."""
    for row in csv.DictReader(opened(folder, "xstest/xstest_prompts.csv").splitlines()):
        yield Row(row["prompt"], 0.0 if row["label"] == "safe" else None, 0.0 if row["label"] == "safe" else None, "xstest-prompt", split_of("xstest", row["prompt"]), 0.5)
    for name in ("llama2orig", "mistralguard", "mistralinstruct"):
        for row in lines(folder, f"xstest/replies_{name}.jsonl"):
            if row["label"] != "1_full_compliance" or "contrast" not in row["type"]:
                yield Row(row["reply"], 0.0, 0.0, "xstest-reply", split_of("xstest", row["prompt"]), 0.3)


def plain(folder):
    """Sums, proofs and stories: clean text that is no tweet."""
    for row in lines(folder, "gsm8k/test.jsonl"):
        yield Row(row["question"], 0.0, 0.0, "gsm8k", split_of("gsm8k", row["question"]), 0.3)
        yield Row(row["answer"], 0.0, 0.0, "gsm8k", split_of("gsm8k", row["question"]), 0.2)
    for row in lines(folder, "math/math500.jsonl"):
        yield Row(row["problem"], 0.0, 0.0, "math", split_of("math", row["problem"]), 0.2)
    for name in ("tier_2b.txt", "tier_3.txt"):
        for story in opened(folder, f"confaide/{name}").splitlines():
            if len(story) > 60 and not story.startswith("<"):
                yield Row(story, 0.0, 0.0, "confaide", split_of("confaide", story), 0.3)


def town(counts=(("train", 1500), ("validation", 150), ("test", 300))):
    """The town's own talk: insults are toxic, its replies and all its other talk are not."""
    for split, count in counts:
        rng = random.Random(f"toxicity town {split}")
        for _ in range(count):
            example = toxicity.provoke(rng, split)
            spoken = "{r}" in example.template and not example.template.startswith("toxicity:Call") and "Call {p}" not in example.template
            yield Row(example.user, 1.0 if spoken else 0.0 if "{r}" not in example.template else None, 0.0, "town-rude", split, 0.5)
            yield Row(example.reply, 0.0, 0.0, "town-polite", split, 0.3)
        for example in mixture.examples(mixture.INSTRUCT, rng, split, count // 2):
            if example.dimension not in ("toxicity",):
                yield Row(example.user, 0.0, 0.0, "town-talk", split, 0.2)
                yield Row(example.reply, 0.0, 0.0, "town-talk", split, 0.2)


def sentences(rows, rng, share=0.35):
    """Single sentences of longer clean texts: short and harmless."""
    out = []
    for row in rows:
        if row.toxic == 0 and row.source in ("xstest-reply", "gsm8k", "math", "confaide", "diasafety", "openai"):
            parts = [p for p in re.split(r"(?<=[.!?])\s+|\n+", row.text) if 12 < len(p) < 200]
            out += [Row(p, 0.02, 0.0, "sentence", row.split, 0.25) for p in parts if rng.random() < share]
    return out


def read(folder=SHARED):
    """All rows, each text once."""
    seen, rows = set(), []
    for make in (davidson, moderation, diasafety, xstest, plain):
        rows += make(folder)
    rows += town()
    kept = []
    for row in rows:
        key = (row.source, row.text)
        if row.text.strip() and key not in seen:
            seen.add(key)
            kept.append(row)
    return kept
