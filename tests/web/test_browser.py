"""The pages in a real browser: driven, looked at, checked for accessibility. No request may leave the machine."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

AXE = Path(__file__).parent / "vendor" / "axe-core-4.14.1.min.js"
PAGES = {
    "stories": "/", "events": "/events", "actors": "/actors", "map": "/map", "review": "/review", "desk": "/desk",
    "doubtful": "/doubtful", "quality": "/quality",
    "claims": "/claims?type=ACCUSE", "error": "/stories/none", "nothing": "/events?actor=nobody",
}  # fmt: skip


@pytest.fixture(scope="session")
def shots(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("screenshots")


@pytest.fixture(scope="session")
def found(site) -> dict[str, str]:
    """Addresses of the richest story, an event of it and an actor."""
    from urllib.request import urlopen

    def get(path: str):
        with urlopen(site.base + path) as answer:
            return json.load(answer)

    stories = get("/api/stories")["stories"]
    story = max(stories, key=lambda s: (s["events"], s["id"]))["id"]
    record = get(f"/api/stories/{story}")["story"]
    actors = get("/api/actors")["actors"]
    actor = next(a for a in actors if a["as_actor"] and a["as_recipient"])["id"]
    event = record["events"][1]["id"]
    return {"reader": f"/stories/{story}", "event": f"/events/{event}", "actor": f"/actors/{actor}", "id": event}


def test_vendored_files_are_as_listed() -> None:
    import importlib.util

    path = Path(__file__).parents[2] / "scripts" / "vendor.py"
    spec = importlib.util.spec_from_file_location("vendor", path)
    assert spec and spec.loader
    vendor = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(vendor)
    assert vendor.differences(vendor.STATIC) == [] == vendor.differences(vendor.TESTS)


@pytest.mark.parametrize(
    "look", [(1280, "light"), (1280, "dark"), (390, "light")], ids=lambda look: f"{look[0]}-{look[1]}"
)
def test_every_page_is_sound_to_see_and_to_hear(watch, site, found, shots: Path, look: tuple[int, str]) -> None:
    """Nothing sticks out, nothing serious for axe, nothing on the console."""
    watched = watch(width=look[0], scheme=look[1])
    page = watched.page
    problems = []
    for name, address in {**PAGES, **{k: found[k] for k in ("reader", "event", "actor")}}.items():
        page.goto(site.base + address)
        if name == "map":
            page.wait_for_selector("[data-drawn]")
        if name == "actor":
            page.wait_for_selector("[data-network][data-drawn]")
        page.screenshot(path=shots / f"{name}-{look[0]}-{look[1]}.png", full_page=True)
        wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        if wide > 0:
            problems.append(f"{name}: {wide} pixels too wide")
        page.evaluate(AXE.read_text(encoding="utf-8"))
        result = page.evaluate("axe.run(document, {resultTypes: ['violations']})")
        for v in result["violations"]:
            if v["impact"] in {"serious", "critical"}:
                where = "; ".join(str(n["target"]) + " " + n["html"][:120] for n in v["nodes"][:3])
                problems.append(f"{name}: {v['id']}: {where}")
    assert not problems
    watched.wrong[:] = [w for w in watched.wrong if "404" not in w]  # the error page is asked for


def test_pages_work_without_scripts(watch, site, found) -> None:
    page = watch(scripts=False).page
    page.goto(f"{site.base}/")
    page.fill("input[name=search]", "minister")
    page.click("button[type=submit]")
    page.wait_for_url("**search=minister**")
    page.locator(".stories h2 a").first.click()
    page.wait_for_url("**/stories/*")
    page.locator(".text .trigger, .notice").first.wait_for()
    page.goto(site.base + found["reader"])
    page.locator(".event .n").first.click()
    page.wait_for_url("**#t-*")
    page.locator(".text a.trigger").first.click()
    page.locator(".event:target").wait_for()
    assert page.evaluate("1") == 1 and page.locator(".event:target").count() == 1


def test_text_and_margin_keep_in_step(watch, site, found) -> None:
    page = watch().page
    page.goto(site.base + found["reader"])
    page.locator(".text a.trigger[data-n='2']").first.click()
    card = page.locator(".event[data-ev='2']")
    assert card.get_attribute("aria-current") == "true"
    assert page.locator(".text .trigger.ev-2.on").count() >= 1
    assert page.locator(".text .evidence.ev-2.on").count() >= 1
    page.locator(".event[data-ev='3'] .rest").click(position={"x": 2, "y": 2})
    assert page.locator(".event[aria-current]").get_attribute("data-ev") == "3"
    assert page.locator(".text .trigger.ev-3.on").count() >= 1
    page.keyboard.press("j")
    assert page.locator(".event[aria-current]").get_attribute("data-ev") == "4"
    page.keyboard.press("k")
    page.keyboard.press("k")
    assert page.locator(".event[aria-current]").get_attribute("data-ev") == "2"
    page.keyboard.press("e")
    page.wait_for_url("**/events/*")
    page.locator("h2", has_text="Why it was coded so").wait_for()


def test_link_to_an_event_shows_it(watch, site, found) -> None:
    page = watch().page
    page.goto(f"{site.base}{found['event']}")
    page.get_by_role("link", name="read it in the story").click()
    page.wait_for_selector(".event[aria-current]")
    assert page.locator(".event[aria-current]").get_attribute("id") == found["id"]
    box = page.locator(".text .trigger.on").first.bounding_box()
    page.wait_for_timeout(700)  # it scrolls there
    box = page.locator(".text .trigger.on").first.bounding_box()
    assert box and 0 <= box["y"] <= 900


def test_lines_of_different_lanes_do_not_collide(watch, site, found) -> None:
    """Measured on the screen: nested elements of one piece of text end at different heights."""
    page = watch().page
    page.goto(site.base + found["reader"])
    clash = page.evaluate(
        """() => [...document.querySelectorAll('.text .mark:not(.evidence)')].filter((inner) => {
             const outer = inner.parentElement.closest('.mark:not(.evidence)');
             if (!outer) return false;
             const a = inner.getClientRects(), b = outer.getClientRects();
             return Math.abs(a[0].bottom - b[0].bottom) < 1.5 && a.length === 1 && b.length === 1;
           }).map((e) => e.outerHTML.slice(0, 200))"""
    )
    assert clash == []


def test_layers_can_be_hidden(watch, site, found) -> None:
    page = watch().page
    page.goto(site.base + found["reader"])
    colour = "getComputedStyle(document.querySelector('.text .statement')).borderBottomColor"
    before = page.evaluate(colour)
    page.locator("#show-statement").uncheck()
    assert page.evaluate(colour) == "rgba(0, 0, 0, 0)" != before


def test_print_has_text_and_margin_but_no_tools(watch, site, found) -> None:
    page = watch().page
    page.goto(site.base + found["reader"])
    page.emulate_media(media="print")
    assert not page.locator(".layers").is_visible() and not page.locator(".masthead nav").is_visible()
    assert page.locator(".text").first.is_visible() and page.locator(".margin .event").first.is_visible()


def test_brush_chooses_days(watch, site) -> None:
    page = watch().page
    page.goto(f"{site.base}/events")
    all_rows = int(page.locator(".count").inner_text().split()[0].replace(",", ""))
    box = page.locator("[data-timeline] svg").bounding_box()
    assert box
    page.mouse.move(box["x"] + box["width"] * 0.5, box["y"] + 30)
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] * 0.999, box["y"] + 30, steps=5)
    page.mouse.up()
    page.wait_for_url(re.compile("since=.*until="))
    assert 0 < int(page.locator(".count").inner_text().split()[0].replace(",", "")) < all_rows


def test_downloads(watch, site) -> None:
    page = watch().page
    page.goto(f"{site.base}/events?type=ACCUSE")
    with page.expect_download() as waiting:
        page.get_by_role("link", name="CSV").click()
    lines = Path(waiting.value.path()).read_text(encoding="utf-8")
    assert lines.startswith("Event ID,Event Date") and "ACCUSE" in lines
    with page.expect_download() as waiting:
        page.get_by_role("link", name="Parquet").click()
    assert Path(waiting.value.path()).read_bytes()[:4] == b"PAR1"


def test_map_shades_countries_and_hides_borders(watch, site) -> None:
    page = watch().page
    page.goto(f"{site.base}/map")
    page.wait_for_selector("[data-drawn]")
    with page.expect_response("**/api/map") as answer:
        page.reload()
    places = answer.value.json()["places"]
    page.wait_for_selector("[data-drawn]")
    assert page.locator("circle.town").count() == sum(p["precision"] == "town" for p in places)
    assert page.locator("circle.area").count() == sum(p["precision"] == "area" for p in places)
    assert page.locator(".land.shaded").count() == sum(p["precision"] == "country" for p in places)
    borders = page.locator(".borders")
    assert borders.get_attribute("display") is None
    page.locator("#borders").uncheck()
    assert borders.get_attribute("display") == "none"
    assert "Natural Earth" in page.locator("figcaption").inner_text()


def test_network_is_drawn_where_the_server_says(watch, site, found) -> None:
    page = watch().page
    page.goto(site.base + found["actor"])
    page.wait_for_selector("[data-network][data-drawn]")
    assert page.locator(".network canvas").count() >= 1
    assert page.locator("table.ties tbody tr").count() >= 1


def test_review_from_token_to_precision(watch, site, found) -> None:
    page = watch().page
    page.goto(site.base + found["event"])
    assert page.locator("form.judge").count() == 0
    page.goto(site.review_address)
    assert "token" not in page.url
    page.goto(site.base + found["event"])
    page.get_by_label("right", exact=True).check()
    page.get_by_label("Your name").fill("Ann")
    page.get_by_label("Note").fill("<img src=x onerror=alert(1)>")
    page.get_by_role("button", name="Take down").click()
    page.wait_for_url("**#review")
    page.locator(".judgement").first.wait_for()
    assert "<img src=x" in page.locator(".judgement").first.inner_text()
    page.goto(f"{site.base}/review")
    assert page.locator("tr.all").inner_text().split()[:4] == ["all", "1", "1", "1.00"]


def test_hostile_text_does_nothing_in_a_browser(watch, tmp_path: Path) -> None:
    from conftest_site import Running
    from test_security import HOSTILE, hostile_record

    from dateline.store.store import Store

    path = tmp_path / "hostile.db"
    with Store(path, write=True) as store:
        for n, bad in enumerate(HOSTILE[:7]):
            store.add(hostile_record(n, bad))
        actors = [a.id for a in store.actors()]
    running = Running(path)
    try:
        from urllib.parse import quote

        page = watch().page
        addresses = ["/", "/events", "/map", "/claims?actor=rur&recipient=bor", "/actors"]
        addresses += [f"/stories/h{n}-0" for n in range(7)] + [f"/events/h{n}-0-e1" for n in range(7)]
        addresses += [f"/actors/{quote(a, safe='')}" for a in actors[:8]]
        for address in addresses:
            page.goto(running.base + address)
            if address == "/map":
                page.wait_for_selector("[data-drawn]")
            assert page.locator("main h1").count() == 1
            assert page.locator("main img, main iframe, main script, main textarea").count() == 0
    finally:
        running.stop()
