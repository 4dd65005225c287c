// The map: countries shaded, regions as rings, towns as points. d3 and topojson come before this module.
const figure = document.querySelector("[data-map]");
if (figure) draw().catch((error) => { document.getElementById("map-says").textContent = `The map can't be drawn: ${error.message}`; });

async function draw() {
  const [data, world, codes] = await Promise.all(
    [figure.dataset.map, "/static/vendor/world-atlas-2.0.2-countries-50m.json", "/static/iso3166.json"].map(async (url) => {
      const answer = await fetch(url);
      if (!answer.ok) throw new Error(`${url}: ${answer.status}`);
      return answer.json();
    }),
  );
  const says = document.getElementById("map-says");
  // On a narrow screen the drawing is taller and begins where the places are.
  const narrow = figure.clientWidth < 600;
  const [width, height] = [960, narrow ? 760 : 470];
  const larger = narrow ? 1.7 : 1;
  const countries = topojson.feature(world, world.objects.countries).features;
  const projection = d3.geoNaturalEarth1().fitExtent([[4, 4], [width - 4, height - 4]], { type: "Sphere" });
  const path = d3.geoPath(projection);
  const code = (f) => codes[f.id] ?? codes[f.properties.name];
  const whole = new Map(data.places.filter((p) => p.precision === "country").map((p) => [p.country, p]));
  const svg = d3.select("#map").append("svg").attr("viewBox", `0 0 ${width} ${height}`)
    .attr("role", "group").attr("aria-label", "Map of the events; the lists below say the same");
  const layer = svg.append("g");
  layer.append("path").attr("class", "sphere").attr("d", path({ type: "Sphere" }));

  const most = d3.max([...whole.values()], (p) => p.events) ?? 1;
  const shade = d3.scaleSqrt([0, most], [0.25, 1]);
  const tell = (p, what) => () => { says.textContent = `${p.name}: ${p.events} events, ${what}`; };
  for (const f of countries) {
    const place = whole.get(code(f));
    const parent = place ? link(layer, place, `${place.name}, known to the country only: ${place.events} events`) : layer;
    const shape = parent.append("path").attr("d", path(f)).attr("class", place ? "land shaded" : "land");
    if (place) shape.attr("fill-opacity", shade(place.events)).on("pointerenter", tell(place, "known to the country only"));
  }
  const mesh = topojson.mesh(world, world.objects.countries, (a, b) => a !== b);
  layer.append("path").attr("class", "borders").attr("d", path(mesh));

  const points = data.places.filter((p) => p.lat !== null && p.lon !== null && (p.precision === "town" || p.precision === "area"));
  const radius = d3.scaleSqrt([0, d3.max(points, (p) => p.events) ?? 1], [1.5, 11]);
  const dots = [];
  const shown = countries.filter((f) => whole.has(code(f))).map((f) => path.centroid(f));
  for (const p of points.toSorted((a, b) => b.events - a.events)) {
    const at = projection([p.lon, p.lat]);
    if (!at) continue;
    const what = p.precision === "town" ? "a town or site" : "a region, somewhere in it";
    const dot = link(layer, p, `${p.name}, ${what}: ${p.events} events`).append("circle")
      .attr("class", p.precision).attr("cx", at[0]).attr("cy", at[1]).on("pointerenter", tell(p, what));
    dots.push([dot, larger * (radius(p.events) + (p.precision === "area" ? 4 : 0))]);
    shown.push(at);
  }
  const size = (k) => dots.forEach(([dot, r]) => dot.attr("r", r / Math.sqrt(k) / (k > 4 ? 1.3 : 1)));
  size(1);

  const zoom = d3.zoom().scaleExtent([1, 24]).translateExtent([[0, 0], [width, height]])
    .on("zoom", (event) => { layer.attr("transform", event.transform); size(event.transform.k); });
  svg.call(zoom);
  if (narrow && shown.length) {
    const [[left, right], [top, bottom]] = [d3.extent(shown, (at) => at[0]), d3.extent(shown, (at) => at[1])];
    const k = Math.min(6, width / (right - left + 160), height / (bottom - top + 160));
    const middle = d3.zoomIdentity.translate(width / 2, height / 2).scale(Math.max(k, 1));
    svg.call(zoom.transform, middle.translate(-(left + right) / 2, -(top + bottom) / 2));
  }
  document.getElementById("whole").addEventListener("click", () => svg.call(zoom.transform, d3.zoomIdentity));
  document.getElementById("borders").addEventListener("change", (event) => {
    layer.select(".borders").attr("display", event.target.checked ? null : "none");
  });
  figure.dataset.drawn = "yes";
}

function link(layer, place, label) {
  return layer.append("a").attr("href", place.link).attr("aria-label", label).attr("tabindex", -1);
}
