"""Writes the test fixture of a classifier that is not ours: toxic-bert's shape, with random weights.

python micro_classifier.py
Six labels, a lower-case WordPiece tokenizer, segment ids among the inputs, 8-bit weights under the name that goes with them,
and 32 tokens at most. What it says means nothing; that the page reads it as Python does is what is tested.
"""

import json
from pathlib import Path

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper
from tokenizers import Tokenizer, decoders, models, normalizers, pre_tokenizers, processors

from toxicity.golden import write

FIXTURES = Path(__file__).parent.parent / "test" / "fixtures"
FOLDER = FIXTURES / "models" / "micro-classifier"
LABELS = ["toxic", "severe_toxic", "obscene", "threat", "insult", "identity_hate"]
LIMIT, WIDTH = 32, 16
MARKS = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"]
LETTERS = "abcdefghijklmnopqrstuvwxyz0123456789"
WORDS = "the you are a is fool stupid mill river town good kind of to and i not he she it was".split()
PIECES = [*MARKS, *LETTERS, *(f"##{letter}" for letter in LETTERS), *".,!?'\"-:()", *(word for word in WORDS if len(word) > 1)]


def tokenizer():
    """BERT's own pipeline over a small vocabulary."""
    made = Tokenizer(models.WordPiece({piece: at for at, piece in enumerate(PIECES)}, unk_token="[UNK]"))
    made.add_special_tokens(MARKS)
    made.normalizer = normalizers.BertNormalizer(lowercase=True)
    made.pre_tokenizer = pre_tokenizers.BertPreTokenizer()
    made.post_processor = processors.TemplateProcessing("[CLS] $A [SEP]", "[CLS] $A [SEP] $B:1 [SEP]:1", [("[CLS]", 2), ("[SEP]", 3)])
    made.decoder = decoders.WordPiece()
    return made


def graph():
    """The mean of the tokens' embeddings, one hidden layer, a logit a label."""
    random = np.random.default_rng(7)
    constants = {
        "words_8bit": random.integers(-127, 128, (len(PIECES), WIDTH), np.int8),
        "segments": random.normal(0, 0.5, (2, WIDTH)).astype(np.float32),
        "hidden": random.normal(0, 0.6, (WIDTH, WIDTH)).astype(np.float32),
        "out": random.normal(0, 1.2, (WIDTH, len(LABELS))).astype(np.float32),
        "scale": np.array(0.03, np.float32),
        "last": np.array([-1], np.int64),
        "rows": np.array([1], np.int64),
    }
    nodes = [
        ("DequantizeLinear", ["words_8bit", "scale"], "words", {}),
        ("Gather", ["words", "input_ids"], "word", {}),
        ("Gather", ["segments", "token_type_ids"], "segment", {}),
        ("Add", ["word", "segment"], "token", {}),
        ("Cast", ["attention_mask"], "mask", {"to": TensorProto.FLOAT}),
        ("Unsqueeze", ["mask", "last"], "column", {}),
        ("Mul", ["token", "column"], "seen", {}),
        ("ReduceSum", ["seen", "rows"], "sum", {"keepdims": 0}),
        ("ReduceSum", ["mask", "rows"], "count", {"keepdims": 1}),
        ("Div", ["sum", "count"], "mean", {}),
        ("MatMul", ["mean", "hidden"], "inner", {}),
        ("Tanh", ["inner"], "bent", {}),
        ("MatMul", ["bent", "out"], "logits", {}),
    ]
    inputs = [helper.make_tensor_value_info(name, TensorProto.INT64, ["batch_size", "sequence_length"]) for name in ("input_ids", "attention_mask", "token_type_ids")]
    outputs = [helper.make_tensor_value_info("logits", TensorProto.FLOAT, ["batch_size", len(LABELS)])]
    made = helper.make_graph([helper.make_node(kind, taken, [given], **more) for kind, taken, given, more in nodes], "micro", inputs, outputs, [numpy_helper.from_array(value, name) for name, value in constants.items()])
    model = helper.make_model(made, opset_imports=[helper.make_opsetid("", 18)], ir_version=9, producer_name="plumbline-training")
    onnx.checker.check_model(model, full_check=True)
    return model


def save():
    """The folder, and beside the fixtures what Python reads by it."""
    (FOLDER / "onnx").mkdir(parents=True, exist_ok=True)
    onnx.save(graph(), FOLDER / "onnx" / "model_quantized.onnx")
    tokenizer().save(str(FOLDER / "tokenizer.json"))
    special = {f"{name}_token": f"[{name.upper()}]" for name in ("pad", "unk", "cls", "sep", "mask")}
    names = {"tokenizer_class": "BertTokenizer", "do_lower_case": True, "model_max_length": LIMIT, **special}
    (FOLDER / "tokenizer_config.json").write_text(json.dumps(names, indent=2) + "\n")
    config = {
        "architectures": ["BertForSequenceClassification"],
        "model_type": "bert",
        "problem_type": "multi_label_classification",
        "id2label": {str(at): label for at, label in enumerate(LABELS)},
        "label2id": {label: at for at, label in enumerate(LABELS)},
        "hidden_size": WIDTH,
        "num_hidden_layers": 1,
        "num_attention_heads": 1,
        "intermediate_size": WIDTH,
        "max_position_embeddings": LIMIT,
        "pad_token_id": 0,
        "type_vocab_size": 2,
        "vocab_size": len(PIECES),
    }
    (FOLDER / "config.json").write_text(json.dumps(config, indent=2) + "\n")
    write(FOLDER, FIXTURES / "classifiers" / "micro-classifier.json")


if __name__ == "__main__":
    save()
