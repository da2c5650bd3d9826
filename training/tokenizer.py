"""The tokenizer: byte-level BPE over the town's text, every digit on its own, chat and think marks as single ids."""

import json
import random
from pathlib import Path

from tokenizers import AddedToken, Tokenizer, decoders, models, pre_tokenizers, trainers

from town import mixture, prose

SPECIAL = ["<|pad|>", "<|end|>", "<|system|>", "<|user|>", "<|assistant|>", "<think>", "</think>"]
PAD, END, SYSTEM, USER, ASSISTANT, THINK, UNTHINK = range(len(SPECIAL))
VOCABULARY = 2048
CHAT_TEMPLATE = "{% for message in messages %}{{ '<|' + message['role'] + '|>' + message['content'] + '<|end|>' }}{% endfor %}{% if add_generation_prompt %}{{ '<|assistant|>' }}{% endif %}"
FOLDER = Path(__file__).parent / "tokenizer"


def text(rng, documents, prompts):
    """Text to learn merges from: prose and train prompts, replies and chains."""
    for _ in range(documents):
        yield prose.document(rng)
    for example in mixture.examples(mixture.INSTRUCT + mixture.REASONING, rng, "train", prompts):
        yield " ".join([example.system or "", example.user, example.reply, example.chain or ""])


def train():
    """Learns the merges and writes tokenizer.json and tokenizer_config.json."""
    tokenizer = Tokenizer(models.BPE())
    tokenizer.pre_tokenizer = pre_tokenizers.Sequence([pre_tokenizers.Digits(individual_digits=True), pre_tokenizers.ByteLevel(add_prefix_space=False)])
    tokenizer.decoder = decoders.ByteLevel()
    trainer = trainers.BpeTrainer(vocab_size=VOCABULARY, special_tokens=[AddedToken(t, special=True) for t in SPECIAL], initial_alphabet=pre_tokenizers.ByteLevel.alphabet(), show_progress=False)
    tokenizer.train_from_iterator(text(random.Random(1), 20000, 30000), trainer)
    FOLDER.mkdir(exist_ok=True)
    tokenizer.save(str(FOLDER / "tokenizer.json"))
    config = {"tokenizer_class": "PreTrainedTokenizerFast", "model_max_length": 512, "pad_token": "<|pad|>", "eos_token": "<|end|>", "padding_side": "left", "clean_up_tokenization_spaces": False,
              "chat_template": CHAT_TEMPLATE, "additional_special_tokens": SPECIAL[2:],
              "added_tokens_decoder": {str(i): {"content": t, "lstrip": False, "normalized": False, "rstrip": False, "single_word": False, "special": True} for i, t in enumerate(SPECIAL)}}
    (FOLDER / "tokenizer_config.json").write_text(json.dumps(config, indent=2) + "\n")


def load():
    """The trained tokenizer."""
    return Tokenizer.from_file(str(FOLDER / "tokenizer.json"))


def render(messages):
    """The chat template for a prompt, ending where the assistant begins."""
    return "".join(f"<|{m['role']}|>{m['content']}<|end|>" for m in messages) + "<|assistant|>"


if __name__ == "__main__":
    train()
    print(load().get_vocab_size(), "tokens")
