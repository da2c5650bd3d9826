"""How a text becomes ids. All of it stands in tokenizer.json, so that Python and the browser agree: handles, links, entities, leetspeak, drawn-out letters, WordPiece."""

import json
import random

from tokenizers import Regex, Tokenizer, models, normalizers, pre_tokenizers, processors, trainers

PAD, UNKNOWN, START, END = "[PAD]", "[UNK]", "[CLS]", "[SEP]"
SPECIALS = [PAD, UNKNOWN, START, END]
VOCABULARY = 8000
# Longer texts are cut; the graph itself has no such limit
LONGEST = 512

# What stands for what is no word: a user, a link, a character outside of ASCII (mostly emoji)
USER, LINK, OTHER = " @ ", " ^ ", " ~ "

# Letters that are drawn out ("sooooo") keep one copy, these two
DOUBLES = "ls"
# Digits and signs inside a word stand for letters
LEET = {"0": "o", "1": "i", "3": "e", "4": "a", "5": "s", "7": "t", "@": "a", "$": "s", "!": "i", "|": "i"}

ALONE_BEFORE, ALONE_AFTER = "(?<![a-z][a-z])(?<=[a-z])", "(?=[a-z](?![a-z]))"


def rules():
    """(pattern, replacement) in order, after lower case and without accents."""
    yield "https?://[^ ]+|www\\.[^ ]+", LINK
    yield "[a-z0-9._]+@[a-z0-9]+\\.[a-z.]+", LINK
    yield "&amp;", "&"
    yield "&lt;", "<"
    yield "&gt;", ">"
    yield "&quot;|&#822[01];|[\u201c\u201d\u00ab\u00bb]", '"'
    yield "&#39;|&#821[67];|[\u2018\u2019\u02bc`]", "'"
    yield "&#?[a-z0-9]+;", OTHER
    yield "[\u2013\u2014]", " - "
    yield "\u2026", "..."
    yield "(?<![a-z0-9])@[a-z0-9_]+", USER
    yield "(?<![a-z0-9@])rt(?= *@)", " "
    yield "[^ -~]+", OTHER
    for sign, letter in LEET.items():
        yield f"(?<=[a-z])[{sign}](?=[a-z])", letter
    yield "(?<=[a-z$])[$]|[$](?=[a-z])", "s"
    # Letters one by one, as in "s t u p i d" or "s.t.u.p.i.d"
    yield f"{ALONE_BEFORE}[ .\\-_*]{ALONE_AFTER}", ""
    for letter in "abcdefghijklmnopqrstuvwxyz":
        yield f"{letter}{{3,}}", letter * (2 if letter in DOUBLES else 1)
    yield "[0-9]+(?:[.,:][0-9]+)*", " 0 "
    yield "_", " "


def normalizer():
    """Unicode to plain ASCII, then the rules."""
    first = [normalizers.NFKD(), normalizers.StripAccents(), normalizers.Lowercase(), normalizers.Replace(Regex("[\n\r\t]+"), " ")]
    return normalizers.Sequence(first + [normalizers.Replace(Regex(pattern), by) for pattern, by in rules()])


def blank(model):
    """A tokenizer around a model."""
    tokenizer = Tokenizer(model)
    tokenizer.normalizer = normalizer()
    tokenizer.pre_tokenizer = pre_tokenizers.Split(Regex("[a-z]+|[0-9]+|[^a-z0-9 ]"), behavior="removed", invert=True)
    return tokenizer


def learn(texts):
    """WordPiece from the training texts."""
    tokenizer = blank(models.WordPiece(unk_token=UNKNOWN, max_input_chars_per_word=60))
    trainer = trainers.WordPieceTrainer(vocab_size=VOCABULARY, min_frequency=3, special_tokens=SPECIALS, show_progress=False,
                                        initial_alphabet=[chr(c) for c in range(33, 127) if not chr(c).isupper()], continuing_subword_prefix="##")
    tokenizer.train_from_iterator(texts, trainer)
    # Every letter may also continue a word, or a rare word would be unknown as a whole
    vocabulary = tokenizer.get_vocab()
    known = [w for w, _ in sorted(vocabulary.items(), key=lambda item: item[1])]
    known += [c for c in (f"##{chr(n)}" for n in [*range(97, 123)]) if c not in vocabulary]
    tokenizer = blank(models.WordPiece({w: i for i, w in enumerate(known)}, unk_token=UNKNOWN, max_input_chars_per_word=60))
    tokenizer.add_special_tokens(SPECIALS)
    tokenizer.post_processor = processors.TemplateProcessing(single=f"{START} $A {END}", pair=f"{START} $A {END} $B {END}", special_tokens=[(START, 2), (END, 3)])
    return tokenizer


def ids(tokenizer, texts):
    """Ids of texts, cut at LONGEST as transformers.js cuts them: the closing mark falls away too."""
    return [encoding.ids[:LONGEST] for encoding in tokenizer.encode_batch(list(texts))]


def words(tokenizer, text):
    """The words of a text after normalisation."""
    return [word for word, _ in tokenizer.pre_tokenizer.pre_tokenize_str(tokenizer.normalizer.normalize_str(text))]


def dropped(tokenizer, text, vocabulary, share, rng: random.Random):
    """Ids with longest pieces skipped at random (MaxMatch dropout), so that a word's spelling is learnt and not only its piece."""
    row = [2]
    for word in words(tokenizer, text):
        at = 0
        while at < len(word):
            prefix = "##" if at else ""
            for end in range(len(word), at, -1):
                piece = vocabulary.get(prefix + word[at:end])
                if piece is not None and (end == at + 1 or rng.random() >= share):
                    break
            else:
                piece, end = 1, len(word)
            row.append(piece)
            at = end
    return [*row, 3][:LONGEST]


def save(tokenizer, folder):
    """tokenizer.json and tokenizer_config.json as transformers.js reads them."""
    tokenizer.save(str(folder / "tokenizer.json"))
    config = {"tokenizer_class": "PreTrainedTokenizerFast", "model_max_length": LONGEST, "pad_token": PAD, "unk_token": UNKNOWN, "cls_token": START, "sep_token": END, "padding_side": "right",
              "truncation_side": "right", "model_input_names": ["input_ids", "attention_mask"], "clean_up_tokenization_spaces": False,
              "added_tokens_decoder": {str(i): {"content": t, "lstrip": False, "normalized": False, "rstrip": False, "single_word": False, "special": True} for i, t in enumerate(SPECIALS)}}
    (folder / "tokenizer_config.json").write_text(json.dumps(config, indent=2) + "\n")
