"""Take something down on the desk: what a form says becomes an entry, or an error that says what is wrong."""

from __future__ import annotations

import contextlib
import datetime
import secrets
from collections.abc import Callable, Iterator, Mapping

from dateline.desk.entries import KINDS, LONGEST, Desk, Entry, check, check_values
from dateline.desk.who_is_who import kept, split_ref, splits_of, stories_that_say
from dateline.errors import UsageError
from dateline.knowledge.world.actor_checks import post_fault
from dateline.store.filters.conditions import resolve
from dateline.store.store import Store

Says = dict[str, str]


def entry_of(form: Mapping[str, str], store: Store, desk: Desk) -> Entry:
    """The entry that a form asks for.

    Args:
        form: ``kind``, ``reader`` and what the kind says.
        store: what it is about.
        desk: what is on the desk now.

    Raises:
        UsageError: it makes no sense; why.
    """
    kind = form.get("kind", "")
    if kind not in KINDS:
        raise UsageError(f"There is no kind {kind[:40]!r} of entries.")
    given = {name: " ".join(form.get(name, "").split()) for name in (*KINDS[kind][0], *KINDS[kind][1])}
    with _told():
        check_values(kind, given)
    says = {name: v for name, v in MAKERS[kind](given, store, desk).items() if v or name in KINDS[kind][0]}
    now = datetime.datetime.now(datetime.UTC).isoformat(timespec="seconds")
    entry = Entry(secrets.token_hex(6), now, " ".join(form.get("reader", "").split())[:200], kind, says)
    with _told():
        check(entry)
    return entry


@contextlib.contextmanager
def _told() -> Iterator[None]:
    """Tell the user what is wrong with an entry."""
    try:
        yield
    except ValueError as error:
        raise UsageError(str(error)) from error


def _mark(given: Says, store: Store, desk: Desk) -> Says:
    """A star and a note, with what they are on."""
    of, ref = given["of"], given["ref"]
    base = {"of": of, "ref": ref, "star": "1" if given["star"] else "", "note": given["note"]}
    if of == "event":
        return base | _event(ref, store)
    if of == "story":
        record = store.record(ref)
        return base | {"ref": record.id, "outlet": record.outlet or "", "headline": record.headline or "",
                       "day": (record.published or "")[:10]}  # fmt: skip
    if of == "actor":
        return base | {"who": _one(ref, store)[1]}
    return base | {"ref": store.incident_ids(ref)[0]}


def _event(ref: str, store: Store) -> Says:
    record, full = store.record_of_event(ref)
    event = next(e for e in record.events if full in {e.id, f"{record.id}-{e.id}"})
    names = {a.id: a.name for a in record.actors}
    return {
        "ref": full, "story": record.id, "start": str(event.trigger.start), "end": str(event.trigger.end),
        "event_type": event.event_type, "who": "; ".join(names.get(a, a) for a in event.actors),
        "whom": "; ".join(names.get(a, a) for a in event.recipients), "words": event.trigger.of(record.text),
        "text": event.evidence.of(record.text)[:LONGEST], "headline": record.headline or "",
        "outlet": record.outlet or "", "day": ((event.date and event.date.value) or record.published or "")[:10],
    }  # fmt: skip


def _search(given: Says, store: Store, desk: Desk) -> Says:
    if not given["name"]:
        raise UsageError("A search needs a name.")
    return given


def _watch(given: Says, store: Store, desk: Desk) -> Says:
    what, value = given["what"], given["value"]
    if not value:
        raise UsageError("An actor, a place or a type is watched, by its name.")
    if what == "actor":
        ref, name = _one(value, store)
        return {"what": what, "value": ref, "name": name}
    if what == "type":
        store.filters(type=(value.upper(),))
        return {"what": what, "value": value.upper(), "name": value.upper()}
    return {"what": what, "value": value, "name": value}


def _seen(given: Says, store: Store, desk: Desk) -> Says:
    ids = {e.id for kind in ("search", "watch") for e in desk.of(kind)}
    if given["entry"] not in ids:
        raise UsageError("There is no such search, and nobody watched like that.")
    return {"entry": given["entry"], "run": str(last_run(store)[0])}


def last_run(store: Store) -> tuple[int, bool]:
    """The number of the last run that had ended when the newest one began or has ended since, 0 where there is none;
    and whether the newest one has not. It may code more pages, which nobody can have seen yet."""
    row = store.db.execute("SELECT id, ended FROM runs ORDER BY id DESC LIMIT 1").fetchone()
    if row is None:
        return 0, False
    return (row["id"], False) if row["ended"] else (row["id"] - 1, True)


def _one(ref: str, store: Store) -> tuple[str, str]:
    """Id and name of the one actor that an id or a name means.

    Raises:
        UsageError: nobody, or several; who.
    """
    sql = "SELECT id, ref, name FROM actors WHERE ref = ?"
    row = store.db.execute(sql, (ref,)).fetchone()
    keys = [] if row else resolve(store.db, ref)
    if len(keys) == 1:
        row = store.db.execute("SELECT id, ref, name FROM actors WHERE id = ?", (keys[0],)).fetchone()
    elif keys:
        some = ", ".join(f"{a.name} ({a.id})" for a in store.actors(5, name=ref))
        raise UsageError(f"{ref[:80]!r} may be several: {some}. Give an id.")
    if not row:
        raise UsageError(f"Nobody is called {ref[:80]!r} here.")
    return row["ref"], row["name"]


def _coded(ref: str, store: Store, desk: Desk) -> tuple[str, str]:
    """Id and name of the one actor that is meant, of those that were coded.

    Raises:
        UsageError: nobody, or several, or somebody who was split off by hand.
    """
    found, name = _one(ref, store)
    if found in splits_of(desk):
        raise UsageError(f"{name} was split off by hand: take that back first.")
    return found, name


def _merge(given: Says, store: Store, desk: Desk) -> Says:
    (keep, keep_name), (other, other_name) = (_coded(given[side], store, desk) for side in ("keep", "other"))
    into = kept(desk)
    if into.get(keep, keep) == into.get(other, other):
        raise UsageError(f"{keep_name} and {other_name} are one already.")
    row = store.db.execute("SELECT kind, country FROM actors WHERE ref = ?", (keep,)).fetchone()
    return given | {"keep": keep, "keep_name": keep_name, "other": other, "other_name": other_name,
                    "kind": row["kind"], "country": row["country"] or ""}  # fmt: skip


def _split(given: Says, store: Store, desk: Desk) -> Says:
    if not given["spelling"] or not given["name"]:
        raise UsageError("To split an actor takes a name that the stories use, and who is meant by it.")
    ref, name = _coded(given["actor"], store, desk)
    if split_ref(ref, given["spelling"]) in splits_of(desk):
        raise UsageError(f"{given['spelling'][:80]!r} is split off already.")
    row = store.db.execute("SELECT id, kind FROM actors WHERE ref = ?", (ref,)).fetchone()
    if not stories_that_say(store.db, row["id"], given["spelling"]):
        raise UsageError(f"No story calls {name} {given['spelling'][:80]!r}.")
    return given | {"actor": ref, "actor_name": name, "kind": row["kind"], "country": _country(given, store)}


def _person(given: Says, store: Store, desk: Desk) -> Says:
    if not given["name"]:
        raise UsageError("A person needs a name.")
    for post in given["post"].split("; "):
        reason = post_fault(post)
        if reason:
            raise UsageError(f"Post {post[:80]!r} {reason}.")
    return given | {"country": _country(given, store)}


def _country(given: Says, store: Store) -> str:
    """The country that is given, in capitals.

    Raises:
        UsageError: there is none of this code.
    """
    code = given["country"].upper()
    if code:
        store.filters(country=code)
    return code


def _undo(given: Says, store: Store, desk: Desk) -> Says:
    if given["entry"] not in {e.id for kind in desk.lasting for e in desk.of(kind)}:
        raise UsageError("There is nothing of that kind to take back.")
    return given


MAKERS: Mapping[str, Callable[[Says, Store, Desk], Says]] = {
    "mark": _mark, "search": _search, "watch": _watch, "seen": _seen, "merge": _merge, "split": _split,
    "person": _person, "undo": _undo,
}  # fmt: skip
