// The reader: text and margin in step, both ways, with pointer and keys.
const root = document.querySelector(".reader");
const cards = [...root.querySelectorAll(".event")];
let current = cards.findIndex((card) => card.classList.contains("on"));

const numberOf = (element) => {
  const found = [...element.classList].find((c) => /^ev-\d+$/.test(c));
  return found ? found.slice(3) : null;
};

function let_go() {
  for (const element of root.querySelectorAll(".on")) element.classList.remove("on");
  for (const card of cards) card.removeAttribute("aria-current");
}

// from: "text" or "margin" is what was used; the other one follows. "keys": both do.
function choose(index, from) {
  let_go();
  current = index;
  const card = cards[index];
  if (!card) return;
  card.classList.add("on");
  card.setAttribute("aria-current", "true");
  const pieces = root.querySelectorAll(`.text .ev-${card.dataset.ev}`);
  for (const piece of pieces) piece.classList.add("on");
  const trigger = root.querySelector(`.text .trigger.ev-${card.dataset.ev}`);
  const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
  const show = (element, block) => element?.scrollIntoView({ block, behavior: calm ? "auto" : "smooth" });
  if (from === "text") show(card, "nearest");
  else if (from === "margin") show(trigger, "nearest");
  else show(trigger ?? card, "center");
  history.replaceState(null, "", `#${card.id}`);
  if (from === "keys") card.querySelector(".n").focus({ preventScroll: true });
}

root.addEventListener("click", (event) => {
  if (event.ctrlKey || event.metaKey || event.shiftKey || event.button !== 0) return;
  const trigger = event.target.closest(".text .trigger");
  if (trigger) {
    event.preventDefault();
    choose(cards.findIndex((c) => c.dataset.ev === numberOf(trigger)), "text");
    return;
  }
  const link = event.target.closest("a");
  const card = event.target.closest(".event");
  if (card && (!link || link.classList.contains("n"))) {
    event.preventDefault();
    choose(cards.indexOf(card), "margin");
  }
});

// A statement and what it holds light up together.
for (const group of root.querySelectorAll(".group[data-st]")) {
  const pieces = () => root.querySelectorAll(`.text .st-${group.dataset.st}`);
  const who = group.querySelector(".who");
  who.addEventListener("pointerenter", () => pieces().forEach((p) => p.classList.add("on")));
  who.addEventListener("pointerleave", () => pieces().forEach((p) => p.classList.remove("on")));
}

document.addEventListener("keydown", (event) => {
  if (event.target.closest("input:not([type=checkbox]), select, textarea") || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.key === "j" || event.key === "n") choose(Math.min(current + 1, cards.length - 1), "keys");
  else if (event.key === "k" || event.key === "p") choose(Math.max(current - 1, 0), "keys");
  else if (event.key === "e" && cards[current]) location.assign(cards[current].querySelector(".explain").href);
  else if (event.key === "Escape") {
    let_go();
    document.activeElement?.blur();
  }
});

// A link to an event: the fragment names its card.
function follow() {
  const id = decodeURIComponent(location.hash.slice(1));
  const index = cards.findIndex((c) => c.id === id || `t-${c.id}` === id);
  if (index >= 0) choose(index, "link");
}
addEventListener("hashchange", follow);
follow();
