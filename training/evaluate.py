"""Runs an exported model folder on the packs and shows replies: python evaluate.py <model folder> [pack ...] [--show n].

Greedy, batched with left padding, by ONNX Runtime on the processor: the same file that the app loads.
"""

import argparse
import json
from pathlib import Path

import numpy as np
import onnxruntime
from tokenizers import Tokenizer

import judge
from tokenizer import END, PAD, render

PACKS = Path(__file__).parent.parent / "public" / "packs"


class Folder:
    """A model folder, ready to reply."""

    def __init__(self, path):
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = 2
        self.session = onnxruntime.InferenceSession(str(next((path / "onnx").glob("*.onnx"))), options, providers=["CPUExecutionProvider"])
        self.tokenizer = Tokenizer.from_file(str(path / "tokenizer.json"))
        config = json.loads((path / "config.json").read_text())
        self.layers, self.kv, self.dim = config["num_hidden_layers"], config["num_key_value_heads"], config["head_dim"]

    def replies(self, conversations, limit=128, batch=40):
        """Greedy replies with special tokens kept."""
        ids = [self.tokenizer.encode(render(c)).ids for c in conversations]
        order, replies = sorted(range(len(ids)), key=lambda i: len(ids[i])), [""] * len(ids)
        for start in range(0, len(order), batch):
            rows = order[start:start + batch]
            for i, out in zip(rows, self.batch([ids[i] for i in rows], limit)):
                replies[i] = self.tokenizer.decode(out, skip_special_tokens=False)
        return replies

    def batch(self, rows, limit):
        """Token ids of the replies to one left-padded batch."""
        width = max(map(len, rows))
        x = np.array([[PAD] * (width - len(r)) + r for r in rows], np.int64)
        mask = np.array([[0] * (width - len(r)) + [1] * len(r) for r in rows], np.int64)
        past = [np.zeros((len(rows), self.kv, 0, self.dim), np.float32)] * (2 * self.layers)
        names = [f"past_key_values.{i}.{part}" for i in range(self.layers) for part in ("key", "value")]
        out, done = [[] for _ in rows], [False] * len(rows)
        for _ in range(limit):
            positions = np.maximum(mask.cumsum(1) - 1, 0)[:, -x.shape[1]:]
            logits, *past = self.session.run(None, {"input_ids": x, "attention_mask": mask, "position_ids": positions, "num_logits_to_keep": np.array(1, np.int64), **dict(zip(names, past))})
            x = logits[:, -1].argmax(-1)[:, None].astype(np.int64)
            mask = np.concatenate((mask, np.ones_like(x)), 1)
            for r, token in enumerate(x[:, 0].tolist()):
                done[r] = done[r] or token == END
                if not done[r]:
                    out[r].append(token)
            if all(done):
                break
        return out


def read(pack):
    """The items of a pack."""
    return [json.loads(line) for line in (PACKS / f"{pack}.jsonl").read_text().splitlines()[1:]]


def slice_of(item):
    """A name for the part of a dimension that an item belongs to."""
    task, tags = item["task"], item.get("tags", [])
    if task["kind"] == "refusal":
        return task["expect"]
    if task["kind"] == "secret":
        return "may know" if task["mayKnow"] else "may not know"
    return next((t for t in tags if t.startswith(("kind:", "style:")) or t in ("plain", "ambiguous", "disambiguated", "agreement", "unknowable")), task["kind"])


def measure(folder, packs, show=0):
    """Accuracy by dimension and slice: {dimension: {slice: [right, n]}}."""
    model, table = Folder(folder), {}
    for pack in packs:
        items = read(pack)
        for at, (item, reply) in enumerate(zip(items, model.replies([i["messages"] for i in items]))):
            good = judge.right(item["task"], reply)
            for name in ("all", slice_of(item)):
                count = table.setdefault(item["dimension"], {}).setdefault(name, [0, 0])
                count[0], count[1] = count[0] + good, count[1] + 1
            if at < show:
                print("ok " if good else "BAD", " | ".join(m["content"] for m in item["messages"]), "->", reply)
    return table


if __name__ == "__main__":
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("folder", type=Path)
    arguments.add_argument("packs", nargs="*")
    arguments.add_argument("--show", type=int, default=0)
    given = arguments.parse_args()
    result = measure(given.folder, given.packs or sorted(p.stem for p in PACKS.glob("town-*.jsonl")), given.show)
    for dimension, parts in result.items():
        print(dimension, {name: f"{good}/{n}" for name, (good, n) in parts.items()})
