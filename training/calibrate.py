"""Fit confidence and thresholds on held-out lines: ``.venv/bin/python training/calibrate.py [MODEL_FOLDER]``.

The frames read the held-out sentences of ``sentences/triggers/``; each of their events whose trigger is a marked one
is right or wrong by the mark. Prints what the veto would do at several thresholds, and the weights of a logistic
regression (Platt 1999) on the log-odds of the frame's confidence and of the model.
"""

from __future__ import annotations

import math
import sys
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).parent))

from compose import Composer
from trigger_lines import held_out, of_line, read

from dateline.coding.factuality.event_factuality import factuality_of
from dateline.coding.frames.candidates import find_candidates, trigger_span
from dateline.coding.frames.frame_confidence import confidence_of
from dateline.coding.opinion.folding import folded
from dateline.coding.opinion.learned_opinion import MODELS, Marked, Opinion
from dateline.language.grammar.clauses import Clauses
from dateline.language.parse import parse
from dateline.mentions.find_mentions import find_mentions
from dateline.pair import _story
from dateline.settings import Settings
from dateline.tools import make_tools

ROUNDS = 3


def rows(opinion: Opinion) -> list[tuple[bool, float, float, float, str]]:
    """Of each frame event: right, frame's confidence, P(no event), share of its type, how it reads."""
    tools, composer, found = make_tools(Settings(opinion=False)), Composer(77), []
    knowledge = tools.knowledge
    for line in [line for line in read() if held_out(line)]:
        for _ in range(ROUNDS):
            made = of_line(line, composer)
            text = made[0].text
            parsed = parse(_story(text), tools.parser)
            mentions = find_mentions(parsed, knowledge)
            clauses = Clauses(parsed, knowledge.frames.sets)
            for c in find_candidates(mentions, knowledge.frames):
                head = parsed.tokens[c.match.head].span
                gold = next((e for e in made if any(a < head.end and head.start < b for a, b in e.trigger)), None)
                if gold is None:
                    continue
                kind = c.rule.event_type
                status, _ = factuality_of(parsed, c.match.head, knowledge)
                kinds = {kind, folded(c.rule.kind, status) or kind}
                sides = [
                    tuple(sorted((m.span.start, m.span.end) for m in mentions.mentions if m.entity in ids))
                    for ids in (c.filled.actors, c.filled.recipients)
                ]
                at = trigger_span(c.match, clauses)
                judged = opinion.judge([Marked(text, *sides, ((at.start, at.end),))])[0]
                share = sum(judged.probabilities[k] for k in kinds)
                entities = [mentions.entities[n].actor for n in (*c.filled.actors, *c.filled.recipients)]
                needed = knowledge.ontology.types[kind].recipient_needed
                sure = confidence_of(c.rule, c.filled, needed, any(a.country or a.wikidata for a in entities))
                right = gold.label in kinds or {gold.label, kind} <= {"CONCEDE", "RETREAT", "PLANNED"}
                note = f"{gold.label:9}{kind:9} {c.rule.id:24} «{at.of(text)}» {text[:150]}"
                found.append((right, sure, judged.none, share, note))
    return found


def logistic(x: np.ndarray, y: np.ndarray, steps: int = 3000) -> np.ndarray:
    """Weights with the least regularised loss; the last is the constant."""
    x = np.column_stack([x, np.ones(len(x))])
    w = np.zeros(x.shape[1])
    for _ in range(steps):
        w -= 0.3 * (x.T @ (1 / (1 + np.exp(-x @ w)) - y) / len(y) + 0.002 * w)
    return w


def odds(p: float) -> float:
    """Log-odds, kept finite."""
    p = min(max(p, 0.01), 0.99)
    return math.log(p / (1 - p))


def main() -> None:
    """Print the table and the weights."""
    opinion = Opinion.load(Path(sys.argv[1]) if len(sys.argv) > 1 else MODELS)
    assert opinion is not None
    found = rows(opinion)
    right = np.array([r[0] for r in found], float)
    none, share = np.array([r[2] for r in found]), np.array([r[3] for r in found])
    print(f"{len(found)} frame events, {right.mean():.3f} right")
    vetoes = [(f"P(none) > {t}", none > t) for t in (0.5, 0.7, 0.8, 0.9, 0.95)]
    vetoes += [(f"share < {t}", share < t) for t in (0.3, 0.1, 0.05, 0.02)]
    for name, gone in vetoes:
        lost, caught = right[gone].sum() / right.sum(), (1 - right[gone]).sum() / (1 - right).sum()
        print(f"{name}: precision {right[~gone].mean():.3f}, right ones lost {lost:.3f}, wrong ones gone {caught:.3f}")
    x = np.array([[odds(r[1]), odds(1 - r[2]), odds(r[3])] for r in found])
    print("weights of frame, event, type, constant:", logistic(x, right).round(2))
    if "--errors" in sys.argv:
        for r, sure, n, p, note in found:
            if r == (n > 0.5):
                print(f"{'right' if r else 'WRONG'} {sure:.2f} none {n:.2f} type {p:.2f} {note}")


if __name__ == "__main__":
    main()
