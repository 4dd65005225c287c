"""How well a reader finds tellings and parties, beside the annotation."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import torch

from data import FACTUALITY, SMALL, TYPES, Document, Window, touches, windows

PARTY = 0.0


def predict(model: Any, window: Window) -> tuple[np.ndarray, ...]:
    with torch.no_grad():
        ids = torch.tensor([window.ids])
        types, status, heads, tails = model(ids, torch.ones_like(ids))
        arcs = (
            torch.einsum("ikd,jkd->ijk", heads[0], tails[0]) / math.sqrt(heads.shape[-1])
            + model.bias
            + model.distance(len(window.ids))
        )
    return torch.softmax(types[0].float(), -1).numpy(), status[0].float().numpy(), arcs.float().numpy()


def groups(window: Window, types: np.ndarray, least: float) -> list[tuple[list[int], int, float]]:
    """Neighbouring pieces of one type: a trigger."""
    made: list[tuple[list[int], int, float]] = []
    for i, (a, b) in enumerate(window.spans):
        if not window.segments[i] or b <= a:
            continue
        best = int(types[i, 1:].argmax()) + 1
        share = 1 - types[i, 0]
        if share < least:
            continue
        if made and made[-1][1] == best and (made[-1][0][-1] == i - 1):
            made[-1][0].append(i)
            made[-1] = (made[-1][0], best, max(made[-1][2], share))
        else:
            made.append(([i], best, share))
    return made


def score(model: Any, documents: list[Document], tok: Any, least: float = 0.5) -> str:
    model.eval()
    hit = need = right = said = facts = fine = 0
    slots = met = extra = whole = alsos = 0
    for d in documents:
        used: set[int] = set()
        for w in windows(d, tok):
            types, status, arcs = predict(model, w)
            for pieces, kind, _ in groups(w, types, least):
                span = (w.spans[pieces[0]][0], w.spans[pieces[-1]][1])
                said += 1
                fit = [n for n, t in enumerate(d.tellings) if touches(span, t.trigger) and TYPES[kind] in t.types]
                if not fit:
                    continue
                right += 1
                used |= set(fit)
                t = d.tellings[fit[0]]
                i = pieces[0]
                facts += 1
                fine += FACTUALITY[int(status[i, :5].argmax())] in t.factuality
                ok = True
                sides = []
                for side, rows in ((0, t.actors), (1, t.recipients)):
                    found = [j for j in range(len(w.ids)) if w.spans[j] != (0, 0) and arcs[i, j, side] > PARTY]
                    named = {s for slot in rows for s in slot}
                    mates = named | {m for g in d.identities if set(g) & named for m in g}
                    for slot in rows:
                        names = set(slot) | {m for g in d.identities if set(g) & set(slot) for m in g}
                        slots += 1
                        good = any(touches(w.spans[j], s) for j in found for s in names)
                        met += good
                        ok &= good
                    bad = any(
                        not any(touches(w.spans[j], s) for s in mates)
                        and d.text[slice(*w.spans[j])].lower() not in SMALL
                        for j in found
                    )
                    extra += bad
                    ok &= not bad
                whole += ok
        need += sum(t.required for t in d.tellings)
        hit += sum(d.tellings[n].required for n in used)
        alsos += len(used)
    p, r = right / max(said, 1), hit / max(need, 1)
    return (
        f"P {p:.3f} R {r:.3f} F {2 * p * r / max(p + r, 1e-9):.3f} | fact {fine / max(facts, 1):.3f} | slots met {met / max(slots, 1):.3f} "
        f"extra side {extra / max(2 * facts, 1):.3f} who ok {whole / max(facts, 1):.3f} | n {said} need {need}"
    )
