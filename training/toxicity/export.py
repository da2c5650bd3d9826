"""Writes the model folder for ONNX Runtime Web: a hand-built graph of plain ops, weights kept as 16-bit floats, tokenizer and configs."""

import hashlib
import json

import numpy as np
import onnx
import onnxruntime
import torch
from onnx import TensorProto, helper, numpy_helper

from export import Graph

from . import text
from .model import LABELS

FLOAT, INT = TensorProto.FLOAT, TensorProto.INT64


class Net:
    """A graph whose weights are stored as 16-bit floats and widened when it is loaded."""

    def __init__(self, model):
        self.g, self.wide = Graph(), {}
        self.w = {k: v.detach().float().numpy() for k, v in model.state_dict().items()}

    def weight(self, name, array=None):
        """A weight as 32-bit floats: a constant that the runtime folds."""
        if name not in self.wide:
            array = self.w[name] if array is None else array
            self.wide[name] = self.g.add("Cast", self.g.weight(name, array.astype(np.float16)), to=FLOAT)
        return self.wide[name]

    def exact(self, name):
        """A weight as it is."""
        return self.g.weight(name, self.w[name].astype(np.float32))

    def linear(self, x, name):
        """A linear layer."""
        return self.g.add("Add", self.g.add("MatMul", x, self.weight(f"{name}.weight", self.w[f"{name}.weight"].T)), self.exact(f"{name}.bias"))

    def conv(self, x, name, width, group=1):
        """A convolution over [batch, channels, places] that keeps the length."""
        return self.g.add("Conv", x, self.weight(f"{name}.weight"), self.exact(f"{name}.bias"), kernel_shape=[width], pads=[(width - 1) // 2, width // 2], group=group)

    def norm(self, x, name):
        """Layer norm."""
        return self.g.add("LayerNormalization", x, self.exact(f"{name}.weight"), self.exact(f"{name}.bias"), axis=-1, epsilon=1e-5)

    def turned(self, x, *order):
        """Axes in another order."""
        return self.g.add("Transpose", x, perm=list(order))


def mixer(n, x, keep, bias, at, s):
    """One layer of attention, as `model.Mixer`."""
    g, name, size = n.g, f"mixers.{at}", s.width // s.heads
    near = n.conv(n.turned(g.add("Mul", x, keep), 0, 2, 1), f"{name}.near", 5, s.width)
    x = g.add("Add", x, n.turned(near, 0, 2, 1))
    parts = g.add("Reshape", n.linear(n.norm(x, f"{name}.norm1"), f"{name}.qkv"), g.ints(0, 0, 3, s.heads, size))
    q, k, v = (g.add("Squeeze", g.add("Slice", parts, g.ints(i), g.ints(i + 1), g.ints(2)), g.ints(2)) for i in range(3))
    scores = g.add("MatMul", g.add("Mul", n.turned(q, 0, 2, 1, 3), g.number(size ** -0.5)), n.turned(k, 0, 2, 3, 1))
    a = g.add("MatMul", g.add("Softmax", g.add("Add", scores, bias), axis=-1), n.turned(v, 0, 2, 1, 3))
    a = g.add("Reshape", n.turned(a, 0, 2, 1, 3), g.ints(0, 0, s.width))
    x = g.add("Add", x, n.linear(a, f"{name}.out"))
    return g.add("Add", x, n.linear(g.add("Relu", n.linear(n.norm(x, f"{name}.norm2"), f"{name}.up")), f"{name}.down"))


def build(model):
    """The ONNX model of a classifier."""
    n, s = Net(model), model.s
    g = n.g
    mask = g.add("Cast", "attention_mask", to=FLOAT)
    keep, row = g.add("Unsqueeze", mask, g.ints(2)), g.add("Unsqueeze", mask, g.ints(1))
    table = g.weight("embed.weight", n.w["embed.weight"].astype(np.float16))
    x = g.add("Mul", g.add("Cast", g.add("Gather", table, "input_ids", axis=0), to=FLOAT), keep)
    across = n.turned(x, 0, 2, 1)
    parts = [g.add("ReduceMax", g.add("Mul", g.add("Relu", n.conv(across, f"convs.{i}", width)), row), g.ints(2), keepdims=0) for i, width in enumerate(s.widths)]
    count = g.add("ReduceSum", mask, g.ints(1), keepdims=1)
    mean = lambda h: g.add("Div", g.add("ReduceSum", g.add("Mul", h, keep), g.ints(1), keepdims=0), count)
    parts.append(mean(x))
    if s.layers:
        away = g.add("Sub", keep, g.number(1.0))
        bias = g.add("Mul", g.add("Unsqueeze", g.add("Sub", row, g.number(1.0)), g.ints(1)), g.number(1e9))
        for i in range(s.layers):
            x = mixer(n, x, keep, bias, i, s)
        parts += [mean(x), g.add("ReduceMax", g.add("Add", x, g.add("Mul", away, g.number(1e4))), g.ints(1), keepdims=0)]
    h = n.linear(g.add("Relu", n.linear(g.add("Concat", *parts, axis=1), "inner")), "head")
    g.add("Add", g.add("Div", h, n.exact("temperature")), n.exact("shift"), out="logits")
    ids = [helper.make_tensor_value_info(name, INT, ["batch_size", "sequence_length"]) for name in ("input_ids", "attention_mask")]
    graph = helper.make_graph(g.nodes, "toxicity", ids, [helper.make_tensor_value_info("logits", FLOAT, ["batch_size", s.labels])], list(g.constants.values()))
    made = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 18)], producer_name="plumbline")
    made.ir_version = 9
    onnx.checker.check_model(made, full_check=True)
    return made


def padded(rows):
    """Right-padded ids and their mask."""
    longest = max(map(len, rows))
    return (np.array([r + [0] * (longest - len(r)) for r in rows], np.int64), np.array([[1] * len(r) + [0] * (longest - len(r)) for r in rows], np.int64))


class Folder:
    """A model folder, ready to judge texts by the same file that the app loads."""

    def __init__(self, path):
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = 1
        self.session = onnxruntime.InferenceSession(str(path / "onnx" / "model.onnx"), options, providers=["CPUExecutionProvider"])
        self.tokenizer = text.Tokenizer.from_file(str(path / "tokenizer.json"))

    def logits(self, texts, batch=64):
        """Logits of texts, batched by length."""
        rows = text.ids(self.tokenizer, texts)
        order = sorted(range(len(rows)), key=lambda i: len(rows[i]))
        out = np.zeros((len(rows), len(LABELS)), np.float32)
        for at in range(0, len(order), batch):
            chosen = order[at:at + batch]
            x, mask = padded([rows[i] for i in chosen])
            out[chosen] = self.session.run(["logits"], {"input_ids": x, "attention_mask": mask})[0]
        return out

    def toxic(self, texts):
        """The probability of the first label."""
        return 1 / (1 + np.exp(-self.logits(texts)[:, 0]))


def check(model, folder, texts):
    """Largest differences: stored graph against PyTorch, a padded batch against single texts; and the share of equal verdicts."""
    stored, rows = Folder(folder), text.ids(text.Tokenizer.from_file(str(folder / "tokenizer.json")), texts)
    batch = stored.logits(texts)
    single = np.concatenate([stored.session.run(["logits"], dict(zip(("input_ids", "attention_mask"), padded([r]))))[0] for r in rows])
    with torch.no_grad():
        own = np.concatenate([model.eval()(*map(torch.tensor, padded([r]))).numpy() for r in rows])
    return {"max_logit_error": float(np.abs(batch - own).max()), "max_padding_error": float(np.abs(batch - single).max()), "largest_logit": float(np.abs(own).max()),
            "agreement": float(((batch[:, 0] > 0) == (own[:, 0] > 0)).mean()), "checked": len(texts)}


def write(model, tokenizer, folder, texts):
    """Writes the folder without its card; returns what the card needs."""
    path = folder / "onnx" / "model.onnx"
    path.parent.mkdir(parents=True, exist_ok=True)
    onnx.save(build(model), path)
    text.save(tokenizer, folder)
    s = model.s
    # The kind tells transformers.js to feed ids and mask and to read logits; the graph is no BERT
    config = {"architectures": ["BertForSequenceClassification"], "model_type": "bert", "vocab_size": s.vocab, "hidden_size": s.width, "num_hidden_layers": s.layers, "num_attention_heads": s.heads,
              "intermediate_size": s.inner, "max_position_embeddings": text.LONGEST, "pad_token_id": 0, "id2label": {str(i): n for i, n in enumerate(LABELS)}, "label2id": {n: i for i, n in enumerate(LABELS)},
              "problem_type": "multi_label_classification"}
    (folder / "config.json").write_text(json.dumps(config, indent=2) + "\n")
    facts = {"parameters": sum(p.numel() for p in model.parameters()), "bytes": path.stat().st_size, "sha256": hashlib.sha256(path.read_bytes()).hexdigest(), **check(model, folder, texts)}
    return facts
