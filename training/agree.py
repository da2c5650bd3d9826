"""How often an export says what PyTorch says: greedy replies to the same 500 test prompts, PyTorch, fp32 and 8 bits."""

import json
import tempfile
from pathlib import Path

import model as models
import tokenizer as tokenizers
from decode import replies
from evaluate import PACKS, Folder, read
from export import HERE, export
from tokenizer import render

PROMPTS, LIMIT = 500, 110


def prompts():
    """Conversations of the town suite, from all packs alike."""
    packs = [read(path.stem) for path in sorted(PACKS.glob("town-*.jsonl"))]
    return [items[i]["messages"] for i in range(max(map(len, packs))) for items in packs if i < len(items)][:PROMPTS]


def agreement(stage, folder):
    """Shares of equal greedy replies: fp32 export against PyTorch, the exported `folder` against the fp32 export; and the fp32 export's facts."""
    conversations = prompts()
    said = replies(models.load(HERE / "checkpoints" / f"{stage}.pt"), tokenizers.load(), [render(c) for c in conversations], limit=LIMIT)
    with tempfile.TemporaryDirectory() as plain:
        facts = export(stage, Path(plain), quantize=False)
        exported = Folder(Path(plain)).replies(conversations, limit=LIMIT)
    small = Folder(folder).replies(conversations, limit=LIMIT)
    equal = lambda a, b: sum(x == y for x, y in zip(a, b))
    return {"prompts": len(conversations), "fp32_equal": equal(said, exported), "q8_equal": equal(exported, small), "fp32_logit_error": facts["logit_error"]}


if __name__ == "__main__":
    import sys
    print(json.dumps(agreement(sys.argv[1], Path(sys.argv[2]))))
