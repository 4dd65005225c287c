"""Fit the combination on collected rows: ``python training/reader/weigh.py ROWS.jsonl CARD.json``.

Of articles of which only candidates were judged, rows teach who is in an act, not how likely acts are: the places were chosen.
Logistic regressions with a small ridge (Platt 1999 for their use as probabilities): that there is an act of a type, that an
entity is its actor or recipient, that a set of entities is a whole side, that both sides are right. Figures printed are of
ten-fold cross-fitting by document; the card gets weights fitted on all rows.
"""

from __future__ import annotations

import hashlib
import json
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from dateline.coding.reader.combination import FEATURES, FIRST_FEATURES, PARTY_FEATURES, TYPE_FEATURES
from dateline.coding.reader.features import logit
from dateline.coding.reader.sides import Side, options, side_features

SYMMETRIC = {"CONSULT", "AGREE", "COOPERATE"}
ASKED = 0.25  # below that the markers save next to no act (training/experiments/reader.md)
GIVE = 0.01  # of F1, for a higher share: what the stories are scored by counts an act too many more than these rows do
TRUST, UNMARKED = 1.5, 0.5  # chosen on the development documents (training/experiments/reader.md)
NONE, FRAMED = PARTY_FEATURES.index("no frame"), [PARTY_FEATURES.index(f"frame's {s}") for s in ("actor", "recipient")]
UNANNOTATED = 0.5  # what a side counts of which the annotation names nobody: the text may still name somebody


@dataclass
class Told:
    """An annotated event that a proposal met: its type, whether it is required, how many slots each side has, and for each
    entity near it features, whether it stands on either side, and which slots of each side it meets."""

    document: str
    judged: bool
    kind: str
    required: bool
    slots: list[int]
    rows: list[Any]

    @property
    def framed(self) -> bool:
        """Whether a frame fired there."""
        return bool(self.rows) and not self.rows[0][0][NONE]


def fit(x: np.ndarray, y: np.ndarray, w: np.ndarray, ridge: float = 1.0) -> np.ndarray:
    """Weights of a logistic regression, by Newton's method."""
    beta = np.zeros(x.shape[1])
    for _ in range(60):
        p = 1 / (1 + np.exp(-np.clip(x @ beta, -30, 30)))
        step = np.linalg.solve(
            (x * (w * p * (1 - p))[:, None]).T @ x + ridge * np.eye(len(beta)), x.T @ (w * (p - y)) + ridge * beta
        )
        beta -= step
        if abs(step).max() < 1e-7:
            break
    return beta


def cross(x: np.ndarray, y: np.ndarray, w: np.ndarray, documents: Sequence[str]) -> np.ndarray:
    """Shares of each row by weights that its document had no part in."""
    part = np.array([int(hashlib.sha256(d.encode()).hexdigest(), 16) % 10 for d in documents])
    out = np.zeros(len(y))
    for k in range(10):
        if (part == k).any():
            out[part == k] = 1 / (
                1 + np.exp(-np.clip(x[part == k] @ fit(x[part != k], y[part != k], w[part != k]), -30, 30))
            )
    return out


def best_f1(p: np.ndarray, y: np.ndarray, give: float = 0.0) -> tuple[float, float, float, float]:
    """F1, the share from which a row counts, precision and recall: the highest share whose F1 is within ``give`` of the best."""
    rows = []
    for t in np.arange(0.1, 0.8, 0.02):
        precision, recall = y[p >= t].mean() if (p >= t).any() else 0.0, y[p >= t].sum() / y.sum()
        rows.append((2 * precision * recall / max(precision + recall, 1e-9), t, precision, recall))
    most = max(row[0] for row in rows)
    chosen = max((row for row in rows if row[0] >= most - give), key=lambda row: row[1] if give else row[0])
    return tuple(round(float(v), 3) for v in chosen)  # type: ignore[return-value]


def calibration(p: np.ndarray, y: np.ndarray) -> float:
    """Expected calibration error over ten bins of equal size."""
    order = np.argsort(p)
    return round(float(sum(abs(p[o].mean() - y[o].mean()) * len(o) for o in np.array_split(order, 10)) / len(y)), 3)


def thirds(p: np.ndarray, y: np.ndarray) -> list[float]:
    """The share of right rows in the thirds with the lowest, middle and highest sureness."""
    return [round(float(y[o].mean()), 3) for o in np.array_split(np.argsort(p), 3)]


def fit_types(rows: list[dict[str, Any]]) -> dict[str, Any]:
    """Weights of there being an act of a type; rows that only an optional annotation meets count for ``exists`` alone."""
    made = [(r["document"], x, label) for r in rows for x, label in r["types"].values()]
    x, label, names = np.array([m[1] for m in made]), np.array([m[2] for m in made]), [m[0] for m in made]
    keep = label != 1
    y = (label == 2).astype(float)
    p = cross(x[keep], y[keep], np.ones(keep.sum()), [n for n, k in zip(names, keep, strict=True) if k])
    # In a story two proposals may be one act, which costs precision: of shares that are as good the highest.
    best = best_f1(p, y[keep], GIVE)
    exists = cross(x, (label > 0).astype(float), np.ones(len(label)), names)
    print("event: F1 of required rows proposed, share, P, R", best, "of", int(y.sum()))
    print("   exists: right by third", thirds(exists, label > 0), "calibration error", calibration(exists, label > 0))
    _print(TYPE_FEATURES, fit(x[keep], y[keep], np.ones(keep.sum())))
    first = x[keep][:, : len(FIRST_FEATURES)]
    likely = cross(first, y[keep], np.ones(keep.sum()), [n for n, k in zip(names, keep, strict=True) if k])
    lost = ((likely < ASKED) & (p >= best[1]) & (y[keep] > 0)).sum()
    print(
        "   asked", round(float((likely >= ASKED).mean()), 3), "of the questions, required acts lost by that", int(lost)
    )
    return {
        "likely": fit(first, y[keep], np.ones(keep.sum())), "asked": ASKED,
        "required": fit(x[keep], y[keep], np.ones(keep.sum())), "exists": fit(x, (label > 0).astype(float), np.ones(len(label))),
        "least": best[1],
    }  # fmt: skip


def fit_parties(told: list[Told]) -> tuple[dict[str, Any], list[np.ndarray]]:
    """Weights of an entity's being a party, and the shares of all rows in order."""
    rows = [(t.document, *row) for t in told for row in t.rows]
    x, ones, names = np.array([r[1] for r in rows]), np.ones(len(rows)), [r[0] for r in rows]
    weights, shares = {}, []
    for number, name in enumerate(("actor", "recipient")):
        y = np.array([r[2][number] for r in rows], float)
        shares.append(cross(x, y, ones, names))
        weights[name] = fit(x, y, ones)
        print(name, "alone: F1, share, P, R", best_f1(shares[-1], y), "of", int(y.sum()))
        _print(PARTY_FEATURES, weights[name])
    alike = np.array([float(t.kind in SYMMETRIC) for t in told for _ in t.rows])
    y = np.array([float(any(r[2])) for r in rows])
    shares.append(cross(x, y, alike, names))
    weights["either"] = fit(x, y, alike)
    print("either alone: F1, share, P, R", best_f1(shares[-1][alike > 0], y[alike > 0]), "of", int(y[alike > 0].sum()))
    return weights, shares


def sides(told: list[Told], shares: list[np.ndarray], number: int) -> Iterator[tuple[Told, Side]]:
    """Each event with one of its sides (0, 1), or with all who take part (2) where its type has no sides."""
    at = 0
    for t in told:
        here = range(at, at := at + len(t.rows))
        if (t.kind in SYMMETRIC) != (number == 2):
            continue
        joined = {k: frozenset(r[3]) for k, r in enumerate(t.rows) if r[3]}
        framed = [frozenset(k for k, r in enumerate(t.rows) if r[0][f]) if t.framed else None for f in FRAMED]
        if number == 2:
            either = {k: (float(shares[2][i]), 0.0) for k, i in enumerate(here)}
            yield t, Side(either, 0, framed[0] | framed[1] if framed[0] is not None else None, True, joined)  # type: ignore[operator]
        else:
            asked = {k: (float(shares[0][i]), float(shares[1][i])) for k, i in enumerate(here)}
            yield t, Side(asked, number, framed[number], False, joined)


def fills(told: Told, number: int, option: frozenset[int]) -> bool:
    """Whether a set is the annotated side: nobody where nobody is annotated."""
    rows = [told.rows[k] for k in option]
    if number == 2:
        met = {(n, i) for r in rows for n in (0, 1) for i in r[2][n]}
        return len(met) == sum(told.slots) and all(r[2][0] or r[2][1] for r in rows)
    met = {i for r in rows for i in r[2][number]} >= set(range(told.slots[number]))
    return met and all(r[2][number] for r in rows) if told.slots[number] else not rows


def judged(told: Told, actors: frozenset[int], recipients: frozenset[int]) -> bool:
    """Whether chosen entities are all the annotated parties and nobody else, as stories are scored."""
    a, r = [told.rows[k] for k in actors], [told.rows[k] for k in recipients]
    if told.kind in SYMMETRIC:
        met = {("a", i) for x in a + r for i in x[2][0]} | {("r", i) for x in a + r for i in x[2][1]}
        return len(met) == sum(told.slots) and (not met or all(x[2][0] or x[2][1] for x in a + r))
    return all(
        len({i for x in side for i in x[2][n]}) == told.slots[n] and (not told.slots[n] or all(x[2][n] for x in side))
        for n, side in ((0, a), (1, r))
    )


def fit_sides(told: list[Told], shares: list[np.ndarray]) -> dict[str, Any]:
    """Weights of a set's being a whole side, and of both sides being right."""
    weights: dict[str, Any] = {}
    numbers = {id(t): n for n, t in enumerate(told)}
    chosen: list[list[tuple[float, frozenset[int]]]] = [[] for _ in told]
    for number, name in enumerate(("actors", "recipients", "both")):
        at = [(numbers[id(t)], t, o, side_features(o, s)) for t, s in sides(told, shares, number) for o in options(s)]
        x, y = np.array([a[3] for a in at]), np.array([float(fills(a[1], number, a[2])) for a in at])
        w = np.array([1.0 if number == 2 or a[1].slots[number] else UNANNOTATED for a in at])
        weights[name] = fit(x, y, w)
        best: dict[int, tuple[float, frozenset[int]]] = {}
        for (n, _, option, _), share in zip(at, cross(x, y, w, [a[1].document for a in at]), strict=True):
            if n not in best or share > best[n][0]:
                best[n] = (float(share), option)
        for n, row in best.items():
            chosen[n] += [row] if number < 2 else [row, (row[0], frozenset())]
    right = np.array([judged(t, c[0][1], c[1][1] - c[0][1]) for t, c in zip(told, chosen, strict=True)], float)
    x = np.array([[1.0, logit(c[0][0]), logit(c[1][0])] for c in chosen])
    whole = np.array([float(not t.judged) for t in told])
    sure = cross(x, right, whole, [t.document for t in told])
    alike = {True: "no sides", False: "sides"}
    for name in ("all", "framed", "unframed", "sides", "no sides"):
        own = [
            r for r, t in zip(right, told, strict=True)
            if t.required and t.rows and not t.judged and name in ("all", "framed" if t.framed else "unframed", alike[t.kind in SYMMETRIC])
        ]  # fmt: skip
        print("all parties right,", name, round(float(np.mean(own)), 3), "of", len(own))
    frames = [
        judged(t, *(frozenset(k for k, r in enumerate(t.rows) if r[0][f]) for f in FRAMED))
        for t in told
        if t.required and t.framed and not t.judged
    ]
    print("   frames alone, where they fire", round(float(np.mean(frames)), 3))
    at = whole > 0
    print("   right by third", thirds(sure[at], right[at]), "calibration error", calibration(sure[at], right[at]))
    return {**weights, "whole": fit(x, right, whole)}


def _print(names: Sequence[str], weights: np.ndarray) -> None:
    print("   " + ", ".join(f"{n} {b:+.2f}" for n, b in zip(names, weights, strict=True)))


def main() -> None:
    rows: list[dict[str, Any]] = [
        json.loads(line) for line in Path(sys.argv[1]).read_text(encoding="utf-8").splitlines()
    ]
    told = [Told(r["document"], r["judged"], *r["parties"]) for r in rows if r["parties"]]
    types = fit_types([r for r in rows if not r["judged"]])
    parties, shares = fit_parties(told)
    fitted = {**types, **parties, **fit_sides(told, shares)}
    plain = {n: [round(float(b), 4) for b in v] if isinstance(v, np.ndarray) else v for n, v in fitted.items()}
    card = Path(sys.argv[2])
    told_before = json.loads(card.read_text(encoding="utf-8"))
    made = {**told_before, "combination": {**FEATURES, **plain, "trust": TRUST, "unmarked": UNMARKED}}
    card.write_text(json.dumps(made, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
