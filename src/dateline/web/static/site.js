// On every page: keys, and choosing days on the timeline. All pages work without it.
document.documentElement.classList.add("js");

const typing = (event) => event.target.closest("input, select, textarea") !== null;

document.addEventListener("keydown", (event) => {
  if (event.key === "/" && !typing(event) && !event.ctrlKey && !event.metaKey) {
    const field = document.querySelector(".filters input");
    if (field) {
      event.preventDefault();
      field.focus();
    }
  }
});

// Empty fields stay out of the address.
for (const form of document.querySelectorAll("form.filters")) {
  form.addEventListener("submit", () => {
    for (const field of form.elements) {
      if (field.name && field.value === "") field.disabled = true;
    }
  });
  window.addEventListener("pageshow", () => {
    for (const field of form.elements) field.disabled = false;
  });
}

const figure = document.querySelector("[data-timeline]");
if (figure) brush(figure);

// Drag over the bars to choose days. The drawing is ours; only the pointer is followed.
function brush(box) {
  const svg = box.querySelector("svg");
  const bars = [...svg.querySelectorAll("rect")];
  const width = svg.viewBox.baseVal.width;
  const height = svg.viewBox.baseVal.height;
  const shade = document.createElementNS("http://www.w3.org/2000/svg", "rect");
  shade.setAttribute("class", "selection");
  shade.setAttribute("height", height);
  let from = null;
  const at = (event) => {
    const edges = svg.getBoundingClientRect();
    return Math.min(Math.max((event.clientX - edges.left) / edges.width, 0), 1) * width;
  };
  const draw = (to) => {
    shade.setAttribute("x", Math.min(from, to));
    shade.setAttribute("width", Math.abs(to - from));
  };
  svg.addEventListener("pointerdown", (event) => {
    from = at(event);
    draw(from);
    svg.append(shade);
    svg.setPointerCapture(event.pointerId);
  });
  svg.addEventListener("pointermove", (event) => {
    if (from !== null) draw(at(event));
  });
  svg.addEventListener("pointercancel", () => {
    from = null;
    shade.remove();
  });
  svg.addEventListener("pointerup", (event) => {
    if (from === null) return;
    const [low, high] = [from, at(event)].sort((a, b) => a - b);
    from = null;
    const chosen = bars.filter((b) => {
      const x = b.x.baseVal.value;
      return x + b.width.baseVal.value + 1 > low && x < high + 0.01;
    });
    if (!chosen.length) return shade.remove();
    const target = new URL(box.dataset.timeline, location.origin);
    target.searchParams.set("since", chosen[0].dataset.since);
    target.searchParams.set("until", chosen.at(-1).dataset.until);
    location.assign(target);
  });
}

for (const field of document.querySelectorAll("[data-remember]")) {
  const key = `dateline.${field.dataset.remember}`;
  try {
    field.value ||= localStorage.getItem(key) ?? "";
    field.form.addEventListener("submit", () => localStorage.setItem(key, field.value));
  } catch { /* no storage: nothing is remembered */ }
}
