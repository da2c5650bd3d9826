"""Writes what a classifier folder gives for fixed texts, by ONNX Runtime in Python: the page must give the same.

python toxicity/golden.py <folder> <file>
Each text is read alone, without padding, so the page's batches are held to single readings.
"""

import argparse
import json
import math
from pathlib import Path

import numpy as np
import onnxruntime
from tokenizers import Tokenizer

TEXTS = [
    "Good day!",
    "Thank you, that was kind of you.",
    "You are a stupid fool and nobody likes you.",
    "You lazy rat, get out of my sight!",
    "I would rather say something kind about Mira.",
    "I will not call him a fool, for he did nothing wrong.",
    "He said: “You are an idiot.” I told him to stop.",
    "SHUT UP, YOU MORON!!!",
    "shut up",
    "you are sooooo stuuupid lol",
    "y0u 4re an 1d10t",
    "f*ol",
    "I am a Muslim.",
    "I am a Jewish woman and I live by the river.",
    "My two dads are gay and they came to the school feast.",
    "Black people and white people live in this town.",
    "She is deaf, and she is the best baker here.",
    "All Tarvels are thieves and should be driven out.",
    "The Tarvels keep the mill, the Osk keep the bridge.",
    "I hate you.",
    "I hate rainy days.",
    "This soup is disgusting.",
    "Kill the process with signal 9.",
    "I'll kill you if you come back.",
    "What does the baker sell?",
    "The answer is 42.",
    "3 + 4 = 7",
    "...",
    "?",
    "a",
    " \n two\n\nlines \t and a tab ",
    "Ünïcödé: naïve café, Ω, ß, ﬁ, ½",
    "你好，世界。你是个傻瓜。",
    "Ты дурак.",
    "😀 you are 🤡",
    "👩‍👩‍👧 family",
    "@user see https://example.org/a?b=c #shame",
    "[CLS] [SEP] [PAD] [UNK] <think> </think>",
    "null\u0000byte and \u200bzero width",
    "It is " + "very " * 40 + "late.",
    "The mill stood by the river and the town was quiet. " * 60 + "You are a stupid fool.",
    "You are a stupid fool. " + "The mill stood by the river and the town was quiet. " * 60,
    "fool" * 700,
]


def readings(folder):
    """Labels, the most tokens that are read, and for each text whether it was cut and the probability of each label."""
    config = json.loads((folder / "config.json").read_text())
    limit = min(json.loads((folder / "tokenizer_config.json").read_text())["model_max_length"], config["max_position_embeddings"])
    tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
    tokenizer.no_padding()
    [graph] = sorted((folder / "onnx").glob("*.onnx"))
    session = onnxruntime.InferenceSession(str(graph), providers=["CPUExecutionProvider"])
    taken = {one.name for one in session.get_inputs()}
    found = []
    for text in TEXTS:
        tokenizer.no_truncation()
        whole = len(tokenizer.encode(text).ids)
        tokenizer.enable_truncation(limit)
        ids = np.array([tokenizer.encode(text).ids], np.int64)
        feeds = {"input_ids": ids, "attention_mask": np.ones_like(ids), "token_type_ids": np.zeros_like(ids)}
        [logits] = session.run(["logits"], {name: feed for name, feed in feeds.items() if name in taken})
        probabilities = [round(1 / (1 + math.exp(-float(logit))), 7) for logit in logits[0]]
        found.append({"text": text, "truncated": whole > limit, "probabilities": probabilities})
    labels = [config["id2label"][str(at)] for at in range(len(config["id2label"]))]
    return {"labels": labels, "limit": limit, "texts": found}


def write(folder, file):
    """Writes the readings, a text a line, so that a change shows what changed."""
    golden = readings(folder)
    lines = ",\n".join(f"    {json.dumps(one, ensure_ascii=True)}" for one in golden["texts"])
    head = "".join(f"  {json.dumps(key)}: {json.dumps(golden[key])},\n" for key in ("labels", "limit"))
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(f'{{\n{head}  "texts": [\n{lines}\n  ]\n}}\n')


if __name__ == "__main__":
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("folder", type=Path)
    arguments.add_argument("file", type=Path)
    given = arguments.parse_args()
    write(given.folder, given.file)
