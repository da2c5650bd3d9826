"""Writes a model folder for ONNX Runtime Web: a hand-built graph with plain attention, configs, tokenizer and card.

python export.py <stage> <folder> [--fp32]
The graph takes left-padded batches and a cache: the causal mask is combined with attention_mask as a finite bias, the rotary
sines and cosines are looked up by position_ids, and grouped queries are folded into rows so that keys are never copied.
"""

import argparse
import hashlib
import json
import shutil
from pathlib import Path

import numpy as np
import onnx
import onnxruntime
import torch
from onnx import TensorProto, helper, numpy_helper

import model as models
import tokenizer as tokenizers
from decode import bias_of

HERE = Path(__file__).parent
FLOAT, INT = TensorProto.FLOAT, TensorProto.INT64


# Weights of a block share a scale
BLOCK = 32


def quantized(array):
    """Whole numbers of 8 bits and their scales, by blocks along the first axis: [rows, columns] -> int8 [blocks, BLOCK, columns], fp16 [blocks, 1, columns]."""
    blocks = array.reshape(-1, BLOCK, array.shape[1])
    scales = (np.abs(blocks).max(1, keepdims=True) / 127).astype(np.float16)
    scales[scales == 0] = 1
    return np.clip(np.rint(blocks / scales.astype(np.float32)), -127, 127).astype(np.int8), scales


class Graph:
    """Collects nodes and constants; every method returns the name of its output."""

    def __init__(self, quantize=False):
        self.nodes, self.constants, self.count, self.quantize = [], {}, 0, quantize

    def weight(self, name, array):
        """A named initializer."""
        self.constants[name] = numpy_helper.from_array(np.ascontiguousarray(array), name)
        return name

    def matrix(self, name, array):
        """A weight matrix, stored in 8 bits where the graph is quantized. Its own numbers are restored by plain nodes on constants, which a runtime folds when
        it loads the file: it computes in fp32 on every device alike, and only the file is small."""
        if not self.quantize:
            return self.weight(name, array)
        whole, scales = quantized(array)
        values = self.add("Cast", self.weight(f"{name}.q8", whole), to=FLOAT)
        scaled = self.add("Mul", values, self.add("Cast", self.weight(f"{name}.scale", scales), to=FLOAT))
        return self.add("Reshape", scaled, self.ints(*array.shape), out=name)

    def ints(self, *values):
        """A constant of integers."""
        return self.weight("int_" + "_".join(str(v).replace("-", "m") for v in values), np.array(values, np.int64))

    def number(self, value):
        """A scalar constant."""
        return self.weight(f"float_{value}".replace("-", "m").replace(".", "p"), np.array(value, np.float32))

    def add(self, kind, *inputs, out=None, **attributes):
        """A node."""
        self.count += 1
        out = out or f"{kind}_{self.count}"
        self.nodes.append(helper.make_node(kind, list(inputs), [out], name=f"n{self.count}_{kind}", **attributes))
        return out


def norm(g, x, name, weight, eps):
    """RMSNorm."""
    mean = g.add("ReduceMean", g.add("Mul", x, x), g.ints(-1), keepdims=1)
    return g.add("Mul", g.add("Div", x, g.add("Sqrt", g.add("Add", mean, g.number(eps)))), g.weight(name, weight))


def rotate(g, x, cos, sin, half):
    """Rotary positions, Llama's halves."""
    a = g.add("Slice", x, g.ints(0), g.ints(half), g.ints(-1))
    b = g.add("Slice", x, g.ints(half), g.ints(2 * half), g.ints(-1))
    turned = g.add("Concat", g.add("Neg", b), a, axis=-1)
    return g.add("Add", g.add("Mul", x, cos), g.add("Mul", turned, sin))


def scalar(g, shape_of, axis):
    """One dimension of a tensor as a scalar."""
    return g.add("Gather", g.add("Shape", shape_of), g.weight(f"axis_{axis}", np.array(axis, np.int64)), axis=0)


def bias(g):
    """[batch, 1, sequence, total]: 0 where a query may look, -1e9 elsewhere."""
    zero, one = g.weight("zero", np.array(0, np.int64)), g.weight("one", np.array(1, np.int64))
    total, rows = scalar(g, "attention_mask", 1), scalar(g, "input_ids", 1)
    keys = g.add("Cast", g.add("Range", zero, total, one), to=FLOAT)
    queries = g.add("Cast", g.add("Range", g.add("Sub", total, rows), total, one), to=FLOAT)
    seen = g.add("Cast", g.add("LessOrEqual", keys, g.add("Unsqueeze", queries, g.ints(1))), to=FLOAT)
    real = g.add("Unsqueeze", g.add("Cast", "attention_mask", to=FLOAT), g.ints(1, 2))
    return g.add("Mul", g.add("Sub", g.number(1.0), g.add("Mul", real, seen)), g.number(-1e9))


def build(model, quantize):
    """The ONNX model of a PyTorch model."""
    s, w, g = model.s, {k: v.detach().float().numpy() for k, v in model.state_dict().items()}, Graph(quantize)
    half = s.head_dim // 2
    embed = g.add("Transpose", g.matrix("embed", w["embed.weight"].T), perm=[1, 0])
    x = g.add("Gather", embed, "input_ids", axis=0)
    # From tables and not computed in the graph: a GPU's sine and cosine are only good to about 2^-11.
    angles = np.outer(np.arange(s.context), model.frequencies.numpy().astype(np.float64))
    cos, sin = (
        g.add("Unsqueeze", g.add("Gather", g.weight(name, np.tile(table(angles), 2).astype(np.float32)), "position_ids", axis=0), g.ints(1))
        for name, table in (("cos", np.cos), ("sin", np.sin))
    )
    mask = bias(g)
    for i in range(s.layers):
        def project(name, h, heads):
            y = g.add("MatMul", h, g.matrix(f"{i}.{name}", w[f"blocks.{i}.{name}.weight"].T))
            return g.add("Transpose", g.add("Reshape", y, g.ints(0, 0, heads, s.head_dim)), perm=[0, 2, 1, 3])
        h = norm(g, x, f"{i}.norm1", w[f"blocks.{i}.norm1.weight"], s.eps)
        q = rotate(g, project("q", h, s.heads), cos, sin, half)
        k = rotate(g, project("k", h, s.kv_heads), cos, sin, half)
        k = g.add("Concat", f"past_key_values.{i}.key", k, axis=2, out=f"present.{i}.key")
        v = g.add("Concat", f"past_key_values.{i}.value", project("v", h, s.kv_heads), axis=2, out=f"present.{i}.value")
        q = g.add("Reshape", g.add("Mul", q, g.number(s.head_dim ** -0.5)), g.ints(0, s.kv_heads, -1, s.head_dim))
        scores = g.add("Reshape", g.add("MatMul", q, g.add("Transpose", k, perm=[0, 1, 3, 2])), g.ints(0, s.heads, -1, 0)) if s.heads != s.kv_heads else g.add("MatMul", q, g.add("Transpose", k, perm=[0, 1, 3, 2]))
        share = g.add("Softmax", g.add("Add", scores, mask), axis=-1)
        a = g.add("MatMul", g.add("Reshape", share, g.ints(0, s.kv_heads, -1, 0)), v)
        a = g.add("Transpose", g.add("Reshape", a, g.ints(0, s.heads, -1, s.head_dim)), perm=[0, 2, 1, 3])
        a = g.add("Reshape", a, g.ints(0, 0, s.heads * s.head_dim))
        x = g.add("Add", x, g.add("MatMul", a, g.matrix(f"{i}.o", w[f"blocks.{i}.o.weight"].T)))
        h = norm(g, x, f"{i}.norm2", w[f"blocks.{i}.norm2.weight"], s.eps)
        gate = g.add("MatMul", h, g.matrix(f"{i}.gate", w[f"blocks.{i}.gate.weight"].T))
        up = g.add("MatMul", h, g.matrix(f"{i}.up", w[f"blocks.{i}.up.weight"].T))
        inner = g.add("Mul", g.add("Mul", gate, g.add("Sigmoid", gate)), up)
        x = g.add("Add", x, g.add("MatMul", inner, g.matrix(f"{i}.down", w[f"blocks.{i}.down.weight"].T)))
    start = g.add("Reshape", g.add("Neg", "num_logits_to_keep"), g.ints(1))
    kept = g.add("Slice", x, start, g.ints(2 ** 62), g.ints(1))
    kept = norm(g, kept, "norm", w["norm.weight"], s.eps)
    g.add("MatMul", kept, "embed", out="logits")

    def tensor(name, kind, shape):
        return helper.make_tensor_value_info(name, kind, shape)
    cache = ["batch_size", s.kv_heads, "past_sequence_length", s.head_dim]
    grown = ["batch_size", s.kv_heads, "total_sequence_length", s.head_dim]
    inputs = [tensor("input_ids", INT, ["batch_size", "sequence_length"]), tensor("attention_mask", INT, ["batch_size", "total_sequence_length"]),
              tensor("position_ids", INT, ["batch_size", "sequence_length"]), tensor("num_logits_to_keep", INT, [])]
    inputs += [tensor(f"past_key_values.{i}.{part}", FLOAT, cache) for i in range(s.layers) for part in ("key", "value")]
    outputs = [tensor("logits", FLOAT, ["batch_size", "kept", s.vocab])]
    outputs += [tensor(f"present.{i}.{part}", FLOAT, grown) for i in range(s.layers) for part in ("key", "value")]
    graph = helper.make_graph(g.nodes, "town", inputs, outputs, list(g.constants.values()))
    made = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 18)], ir_version=9, producer_name="plumbline-training")
    onnx.checker.check_model(made, full_check=True)
    return made


def check(model, path):
    """The largest difference to PyTorch over a left-padded batch: prefill, cached steps, and single rows without padding."""
    session = onnxruntime.InferenceSession(str(path), providers=["CPUExecutionProvider"])
    s, rng, worst = model.s, np.random.default_rng(5), 0.0
    lengths = [5, 17, 30, 11]
    width, steps = max(lengths), 4
    ids = rng.integers(7, s.vocab, (len(lengths), width + steps))
    mask = np.array([[0] * (width - n) + [1] * (n + steps) for n in lengths])
    ids[:, :width][mask[:, :width] == 0] = 0
    positions = np.maximum(mask.cumsum(1) - 1, 0)
    model.eval()

    def ort(a, b, past, rows, keep):
        feeds = {"input_ids": ids[rows, a:b].astype(np.int64), "attention_mask": mask[rows, :b].astype(np.int64), "position_ids": positions[rows, a:b].astype(np.int64), "num_logits_to_keep": np.array(keep, np.int64)}
        empty = np.zeros((feeds["input_ids"].shape[0], s.kv_heads, 0, s.head_dim), np.float32)
        for i in range(s.layers):
            feeds[f"past_key_values.{i}.key"], feeds[f"past_key_values.{i}.value"] = (past[2 * i], past[2 * i + 1]) if past else (empty, empty)
        logits, *cache = session.run(None, feeds)
        return logits, cache

    def torch_logits(rows, end):
        with torch.no_grad():
            m = torch.tensor(mask[rows, :end])
            return model(torch.tensor(ids[rows, :end]), positions=torch.tensor(positions[rows, :end]), mask=bias_of(m, end))[0].numpy()
    everyone = slice(None)
    expected = torch_logits(everyone, width + steps)
    logits, past = ort(0, width, None, everyone, 0)
    assert logits.shape[1] == width
    real = mask[:, :width] == 1
    worst = max(worst, np.abs(logits - expected[:, :width])[real].max())
    for at in range(width, width + steps):
        logits, past = ort(at, at + 1, past, everyone, 1)
        worst = max(worst, np.abs(logits[:, 0] - expected[:, at]).max())
    for r, n in enumerate(lengths):
        one = np.s_[r:r + 1]
        pad = width - n
        with torch.no_grad():
            plain = model(torch.tensor(ids[one, pad:]))[0].numpy()
        worst = max(worst, np.abs(plain - expected[one, pad:]).max())
    return float(worst), float(np.abs(expected).max())


def configs(model, folder):
    """config.json and generation_config.json as transformers.js reads them."""
    s = model.s
    config = {"architectures": ["LlamaForCausalLM"], "model_type": "llama", "vocab_size": s.vocab, "hidden_size": s.width, "intermediate_size": s.inner, "num_hidden_layers": s.layers, "num_attention_heads": s.heads,
              "num_key_value_heads": s.kv_heads, "head_dim": s.head_dim, "hidden_act": "silu", "max_position_embeddings": s.context, "rms_norm_eps": s.eps, "rope_theta": s.theta, "rope_scaling": None, "attention_bias": False,
              "mlp_bias": False, "tie_word_embeddings": True, "initializer_range": 0.02, "use_cache": True, "torch_dtype": "float32", "bos_token_id": None, "eos_token_id": tokenizers.END, "pad_token_id": tokenizers.PAD}
    (folder / "config.json").write_text(json.dumps(config, indent=2) + "\n")
    generation = {"do_sample": False, "eos_token_id": tokenizers.END, "pad_token_id": tokenizers.PAD, "max_new_tokens": 128}
    (folder / "generation_config.json").write_text(json.dumps(generation, indent=2) + "\n")


def export(stage, folder, quantize=True):
    """Writes the folder without its card; returns what the card needs."""
    model = models.load(HERE / "checkpoints" / f"{stage}.pt")
    # The file names that transformers.js goes by: q8 and fp32.
    path = folder / "onnx" / ("model_quantized.onnx" if quantize else "model.onnx")
    path.parent.mkdir(parents=True, exist_ok=True)
    onnx.save(build(model, quantize), path)
    error, largest = check(model, path)
    configs(model, folder)
    for name in ("tokenizer.json", "tokenizer_config.json"):
        shutil.copy(tokenizers.FOLDER / name, folder / name)
    return {"parameters": sum(p.numel() for p in model.parameters()), "bytes": path.stat().st_size, "sha256": hashlib.sha256(path.read_bytes()).hexdigest(), "logit_error": error, "largest_logit": largest}


if __name__ == "__main__":
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("stage")
    arguments.add_argument("folder", type=Path)
    arguments.add_argument("--fp32", action="store_true", help="store the weights as they are")
    given = arguments.parse_args()
    print(json.dumps(export(given.stage, given.folder, quantize=not given.fp32)))
