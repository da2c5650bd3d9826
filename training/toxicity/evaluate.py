"""Figures of the classifier by source, on texts that it never saw: python -m toxicity.evaluate [--data ...] [--split test] reads the stored folder."""

import argparse
import json
import random
from pathlib import Path

import numpy as np

from . import data, functions
from .data import FOLDER
from .export import Folder


# name: (sources, share of toxic texts that they are weighted to, or None for as they are)
SETS = {
    "davidson": (["davidson"], None), "davidson at 1/3 toxic": (["davidson"], 1 / 3), "openai": (["openai"], None), "diasafety": (["diasafety"], None), "diasafety contexts": (["diasafety-context"], None),
    "town": (["town-rude", "town-polite", "town-talk"], None),
}
CLEAN = ["xstest-prompt", "xstest-reply", "gsm8k", "math", "confaide", "town-polite", "town-talk"]


def auc(score, toxic):
    """Area under the curve: how often a toxic text scores above another."""
    order = np.argsort(score, kind="stable")
    rank = np.empty(len(score))
    values, start, counts = np.unique(score[order], return_index=True, return_counts=True)
    del values
    rank[order] = np.repeat(start + (counts + 1) / 2, counts)
    n = toxic.sum()
    return (rank[toxic].sum() - n * (n + 1) / 2) / (n * (len(score) - n)) if 0 < n < len(score) else float("nan")


def macro(said, toxic, weight):
    """Mean of the F1 of both classes."""
    def f1(a, b):
        hit = (weight * (a & b)).sum()
        return 2 * hit / max(1e-9, (weight * a).sum() + (weight * b).sum())
    return (f1(said, toxic) + f1(~said, ~toxic)) / 2


def weights(toxic, share):
    """Weights that give the toxic texts a share of the whole."""
    if share is None:
        return np.ones(len(toxic))
    return np.where(toxic, share / toxic.mean(), (1 - share) / (1 - toxic.mean()))


def interval(make, n, draws=1000):
    """95% by bootstrap over texts."""
    rng = np.random.default_rng(7)
    values = [make(rng.integers(0, n, n)) for _ in range(draws)]
    return [round(float(v), 3) for v in np.nanquantile(values, [0.025, 0.975])]


def wilson(k, n):
    """95% of a share."""
    z, p = 1.959964, k / n
    middle, half = p + z * z / (2 * n), z * ((p * (1 - p) + z * z / (4 * n)) / n) ** 0.5
    return [round(max(0.0, (middle - half) / (1 + z * z / n)), 3), round((middle + half) / (1 + z * z / n), 3)]


def share(said):
    """A share called toxic, with n and interval."""
    n, k = len(said), int(np.sum(said))
    return {"n": n, "called": k, "rate": round(k / n, 3), "interval": wilson(k, n)}


def figures(score, toxic, base=None, intervals=True):
    """Macro-F1 at 0.5 and AUC, with n."""
    weight = weights(toxic, base)
    said = score > 0.5
    out = {"n": len(score), "toxic": int(toxic.sum()), "macro_f1": round(float(macro(said, toxic, weight)), 3), "auc": round(float(auc(score, toxic)), 3),
           "caught": round(float(said[toxic].mean()), 3), "false_alarms": round(float(said[~toxic].mean()), 3)}
    if intervals:
        out["macro_f1_interval"] = interval(lambda i: macro(said[i], toxic[i], weight[i]), len(score))
        out["auc_interval"] = interval(lambda i: auc(score[i], toxic[i]), len(score))
    return out


def by_source(toxic_of, rows, intervals=True):
    """Figures of each set; soft labels of a half or more are toxic, and those between 0.35 and 0.65 or unknown are left out, as is sexual text that is no more than probably toxic."""
    out = {}
    for name, (sources, base) in SETS.items():
        chosen = [r for r in rows if r.source in sources and r.toxic is not None and not (r.source == "openai" and r.toxic == 0.7)]
        if not chosen:
            continue
        score, want = toxic_of([r.text for r in chosen]), np.array([r.toxic >= 0.5 for r in chosen])
        out[name] = figures(score, want, base, intervals)
    return out


def clean(toxic_of, rows):
    """How often clean text is called toxic."""
    out = {}
    for source in CLEAN:
        chosen = [r.text for r in rows if r.source == source and r.toxic == 0]
        if chosen:
            out[source] = share(toxic_of(chosen) > 0.5)
    return out


def functional(toxic_of):
    """The functional test: right by function, macro-F1 over all, false positives of group names."""
    cases = functions.cases("test")
    score = toxic_of([c.text for c in cases])
    right = {}
    for case, value in zip(cases, score):
        right.setdefault(case.function, []).append((value > 0.5) == case.toxic)
    table = {name: {"right": int(sum(good)), "n": len(good), "toxic": functions.FUNCTIONS[name][0]} for name, good in right.items()}
    neutral = functions.neutral()
    said = toxic_of([c.text for c in neutral]) > 0.5
    known = np.array([c.known for c in neutral])
    return {"all": figures(score, np.array([c.toxic for c in cases])), "functions": table, "identity": {"groups of training": share(said[known]), "groups of no template": share(said[~known])}}


def everything(toxic_of, rows):
    """All figures."""
    return {"sources": by_source(toxic_of, rows), "clean": clean(toxic_of, rows), **functional(toxic_of)}


def show(found):
    """Prints figures in lines."""
    for name, row in found["sources"].items():
        print(f"{name:26}", json.dumps(row))
    for name, row in found["clean"].items():
        print(f"clean {name:20}", json.dumps(row))
    print("functions", json.dumps(found["all"]))
    print("  " + " | ".join(f"{name} {row['right']}/{row['n']}" for name, row in found["functions"].items()))
    print("identity", json.dumps(found["identity"]))


if __name__ == "__main__":
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--data", type=Path, default=data.SHARED)
    arguments.add_argument("--split", default="test")
    arguments.add_argument("--wrong", type=int, default=0, help="print so many wrong cases of the functional test's validation half")
    given = arguments.parse_args()
    folder = Folder(FOLDER)
    show(everything(folder.toxic, [r for r in data.read(given.data) if r.split == given.split]))
    if given.wrong:
        cases = functions.cases("validation")
        wrong = [(c, p) for c, p in zip(cases, folder.toxic([c.text for c in cases])) if (p > 0.5) != c.toxic]
        for case, value in random.Random(1).sample(wrong, min(len(wrong), given.wrong)):
            print(f"{value:.2f} {case.function}: {case.text}")
