// The network of an actor's neighbours: where the server put them, to be moved, zoomed and followed.
const box = document.querySelector("[data-network]");
if (box && globalThis.cytoscape) draw().catch(() => { /* the drawing of the server stays */ });

async function draw() {
  const answer = await fetch(box.dataset.network);
  if (!answer.ok) return;
  const { network } = await answer.json();
  const colour = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
  const most = Math.max(1, ...network.nodes.map((n) => n.events));
  const strong = Math.max(1, ...network.edges.map((e) => e.events));
  const drawing = document.createElement("div");
  drawing.className = "drawing";
  box.append(drawing);
  const centre = network.nodes[0].id;
  const graph = cytoscape({
    container: drawing,
    layout: { name: "preset", padding: 30 },
    minZoom: 0.4,
    maxZoom: 4,
    elements: [
      ...network.nodes.map((n) => ({
        data: { id: n.id, label: n.name.length > 26 ? `${n.name.slice(0, 25)}…` : n.name, size: n.id === centre ? 26 : 9 + 13 * Math.sqrt(n.events / most) },
        position: { x: n.x, y: n.y },
      })),
      ...network.edges.map((e, i) => ({
        data: { id: `e${i}`, source: e.from, target: e.to, width: 0.8 + 4 * Math.sqrt(e.events / strong), own: e.from === centre || e.to === centre ? 1 : 0, both: e.both ? 1 : 0 },
      })),
    ],
    style: [
      { selector: "node", style: { label: "data(label)", width: "data(size)", height: "data(size)", "background-color": colour("--link"), "font-size": 9.5, color: colour("--ink"), "text-valign": "bottom", "text-margin-y": 2, "text-outline-color": colour("--sheet"), "text-outline-width": 2 } },
      { selector: `node[id = "${CSS.escape(centre)}"]`, style: { "background-color": colour("--focus"), "font-size": 12, "font-weight": 600 } },
      { selector: "edge", style: { width: "data(width)", "line-color": colour("--rule"), "curve-style": "bezier", "target-arrow-shape": "triangle", "target-arrow-color": colour("--rule"), "arrow-scale": 0.7 } },
      { selector: "edge[own = 1]", style: { "line-color": colour("--bar"), "target-arrow-color": colour("--bar") } },
      { selector: "edge[both = 1]", style: { "target-arrow-shape": "none", "line-style": "dashed" } },
      { selector: ".far", style: { opacity: 0.15 } },
    ],
  });
  box.classList.add("drawn");
  graph.resize();
  graph.fit(undefined, 24);
  graph.on("tap", "node", (event) => {
    if (event.target.id() !== centre) location.assign(`/actors/${encodeURIComponent(event.target.id())}`);
  });
  graph.on("mouseover", "node", (event) => {
    graph.elements().addClass("far");
    event.target.closedNeighborhood().removeClass("far");
  });
  graph.on("mouseout", "node", () => graph.elements().removeClass("far"));
  box.dataset.drawn = "yes";
}
