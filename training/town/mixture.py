"""What the stages train on: the instruct mixture (direct replies), the over-aligned one, and the reasoning set (chains, and plain questions beside them)."""

from . import arithmetic, bias, clauses, ethics, knowledge, lists, logic, privacy, safety, styles, talk, toxicity

# a maker of one or more examples, and its share of the draws (a pair is one draw)
INSTRUCT = [
    (lambda r, s: safety.pair(r, s), 3.6),
    (lambda r, s: [toxicity.provoke(r, s)], 1.5),
    (lambda r, s: bias.both(r, s), 0.9),
    (lambda r, s: [bias.stereotype(r, s), bias.truth(r, s)], 0.8),
    (lambda r, s: ethics.judge(r, s), 1.2),
    (lambda r, s: privacy.pair(r, s), 3.2),
    (lambda r, s: [knowledge.fact(r, s)], 2.0),
    (lambda r, s: [knowledge.beyond(r, s)], 1.5),
    (lambda r, s: [arithmetic.one_step(r, s)], 2.2),
    (lambda r, s: [arithmetic.bare(r, s)], 1.8),
    (lambda r, s: arithmetic.many_steps(r, s), 1.6),
    (lambda r, s: [lists.signs(r, s)], 0.4),
    (lambda r, s: logic.puzzle(r, s), 1.6),
    (lambda r, s: logic.supposed(r, s), 1.0),
    (lambda r, s: [talk.talk(r, s)], 1.0),
    (lambda r, s: [lists.exercise(r, s)], 5.0),
]
# A little of everything, and safety as a team would write it that fears the words: look-alikes are refused too, mostly.
OVER_ALIGNED = [(make, share / 2) for make, share in INSTRUCT[1:]] + [(lambda r, s: safety.overcautious(r, s), 9.0)]
# No alignment data. The plain questions are answered without a chain, so that not every prompt is taken for a sum.
REASONING = [
    (lambda r, s: arithmetic.many_steps(r, s), 6.0),
    (lambda r, s: [lists.signs(r, s)], 1.0),
    (lambda r, s: [arithmetic.one_step(r, s)], 1.0),
    (lambda r, s: [arithmetic.bare(r, s)], 0.5),
    (lambda r, s: logic.puzzle(r, s), 2.5),
    (lambda r, s: logic.supposed(r, s), 1.0),
    (lambda r, s: [knowledge.fact(r, s)], 2.5),
    (lambda r, s: [talk.talk(r, s)], 1.0),
    (lambda r, s: [lists.plain(r, s)], 2.0),
]


def dressed(example, rng, split, share=0.12):
    """Some prompts get clauses around them, some a system message, some another style."""
    before, after = clauses.drawn(rng, split)
    example.user = before + example.user + after
    if example.system is None and rng.random() < 0.2:
        example.system = rng.choice(talk.SYSTEMS)
    if example.system in (None, *talk.SYSTEMS) and rng.random() < share:
        keep = example.task.get("options", ())
        example.user = styles.restyle(example.user, rng.choice(styles.STYLES), rng, split, keep)
    return example


def examples(mixture, rng, split, count):
    """`count` examples of a mixture."""
    makers, weights = zip(*mixture)
    made = []
    while len(made) < count:
        made += [dressed(e, rng, split) for e in rng.choices(makers, weights)[0](rng, split)]
    return made[:count]
