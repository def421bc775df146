// Draws the map of the network with sigma, finds people on it, and lights circles and ways into companies.
// Names are foreign text: they go on the canvas, and into the page as text only. Without this file the list says the same.
"use strict";

(() => {
  const COLOURED = 8; // circles with a colour of their own, as in the list
  const AROUND = 18; // how much is shown around somebody who was chosen: seeds of a disc stand 1.8 apart
  const FOUND = 8; // people shown while a name is typed
  const MANY_TIES = 2500; // from which on lines rest while the map moves
  const LONGEST = 34; // letters of a name on the map
  const GLIDE = 260; // milliseconds the map takes to move
  const SIZES = { strong: 0.74, warm: 0.66, cooling: 0.66, dormant: 0.66, faint: 0.4, unknown: 0.4 }; // seeds stand 1.8 apart
  const byId = (id) => document.getElementById(id);
  const folded = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
  const short = (text) => ([...text].length > LONGEST ? `${[...text].slice(0, LONGEST - 1).join("")}…` : text);
  const isStill = () => matchMedia("(prefers-reduced-motion: reduce)").matches;
  let map = null;

  function say(text) {
    byId("map-status").textContent = text;
    byId("map-status").hidden = !text;
  }

  function canDraw() {
    const canvas = document.createElement("canvas");
    return Boolean(canvas.getContext("webgl2") || canvas.getContext("webgl"));
  }

  async function begin() {
    const side = byId("map");
    if (!side || byId("map-canvas").childElementCount) return;
    if (!canDraw()) {
      say("This browser cannot draw the map: it has no WebGL. The list says the same.");
      return;
    }
    say("Drawing …");
    side.classList.add("is-drawn");
    try {
      const answer = await fetch(side.dataset.map);
      if (!answer.ok) throw new Error(String(answer.status));
      map = drawn(await answer.json());
    } catch (error) {
      byId("map-canvas").replaceChildren();
      side.classList.remove("is-drawn");
      say("The map could not be drawn. Load the page again; the list says the same.");
      throw error;
    }
    say("");
    fillTools();
  }

  // Drawing --------------------------------------------------------------------------------------

  function colours() {
    const style = getComputedStyle(document.documentElement);
    const of = (name) => style.getPropertyValue(name).trim();
    return {
      circles: Array.from({ length: COLOURED }, (_, at) => of(`--c${at + 1}`)),
      rest: of("--c-rest"), ground: of("--sheet"), disc: of("--well"), lit: of("--pen-wash"), paper: of("--paper"),
      line: of("--map-line"), dim: of("--map-dim"), ink: of("--ink"), words: of("--ink-2"), font: of("--sans"),
    };
  }

  function drawn(told) {
    const people = told.people.map(([id, name, band, circle, x, y, links], at) => ({ at, id, name, band: told.bands[band], circle, x, y, links, plain: folded(name) }));
    const circles = told.circles.map(([number, label, size, x, y, radius]) => ({ number, label, size, x, y, radius }));
    const ways = told.ways.map(([name, text, there, would, through]) => ({ name, text, there, would, through }));
    const graph = new graphology.Graph({ type: "undirected" });
    for (const one of people) graph.addNode(one.at, { x: one.x, y: one.y, size: SIZES[one.band] ?? 0.4, label: short(one.name) });
    for (let at = 0; at < told.ties.length; at += 3) graph.addEdge(told.ties[at], told.ties[at + 1]);
    const state = { palette: colours(), lit: null, named: new Set(), picked: null, circle: null };
    const sigma = new Sigma(graph, byId("map-canvas"), {
      nodeProgramClasses: { person: mark() },
      edgeProgramClasses: { line: Sigma.rendering.EdgeLineProgram },
      defaultNodeType: "person",
      defaultEdgeType: "line",
      itemSizesReference: "positions",
      zoomToSizeRatioFunction: (ratio) => ratio,
      minCameraRatio: 0.02,
      maxCameraRatio: 1.6,
      labelRenderedSizeThreshold: 12,
      labelDensity: 0.5,
      labelFont: state.palette.font,
      labelSize: 13,
      labelWeight: "400",
      labelColor: { color: state.palette.ink },
      hideEdgesOnMove: told.ties.length / 3 > MANY_TIES,
      stagePadding: 24,
      zIndex: true,
      defaultDrawNodeHover: (context, data, settings) => named(context, data, settings, state.palette),
      nodeReducer: (key, data) => seen(people[key], data, state),
      edgeReducer: (key, data) => tied(graph, key, data, state, people),
    });
    const made = { people, circles, ways, graph, sigma, state };
    layers(made);
    listen(made);
    return made;
  }

  // A person is a disc, a ring or a ring around a disc: how you stand with them, without a colour.
  function mark() {
    return Sigma.rendering.createNodeBorderProgram({
      borders: [
        { size: { value: 0.2 }, color: { attribute: "ring" } },
        { size: { value: 0.32 }, color: { attribute: "gap" } },
        { size: { fill: true }, color: { attribute: "color" } },
      ],
    });
  }

  function seen(one, data, { palette, lit, named: said, picked }) {
    const isDim = lit !== null && !lit.has(one.at);
    const colour = isDim ? palette.dim : palette.circles[one.circle] ?? palette.rest;
    const isOpen = one.band === "dormant" || one.band === "unknown";
    const hasGap = isOpen || one.band === "cooling";
    const isNamed = said.has(one.at) || picked === one.at;
    return {
      ...data,
      ring: colour,
      gap: hasGap ? palette.ground : colour,
      color: isOpen ? palette.ground : colour,
      label: isDim ? null : data.label,
      forceLabel: isNamed,
      zIndex: isDim ? 0 : isNamed ? 2 : 1,
    };
  }

  function tied(graph, key, data, { palette, lit, picked }, people) {
    const [a, b] = graph.extremities(key).map(Number);
    const isShown = lit === null || (lit.has(a) && lit.has(b) && (picked === null || a === picked || b === picked));
    const colour = people[a].circle === people[b].circle && people[a].circle >= 0 ? palette.line : palette.dim;
    return { ...data, hidden: !isShown, color: lit === null ? colour : palette.words };
  }

  function named(context, data, settings, palette) {
    context.font = `600 ${settings.labelSize}px ${settings.labelFont}`;
    if (!data.label) return;
    const width = context.measureText(data.label).width;
    context.fillStyle = palette.ground;
    context.strokeStyle = palette.words;
    context.beginPath();
    context.roundRect(data.x + data.size + 2, data.y - 12, width + 14, 24, 5);
    context.fill();
    context.stroke();
    context.fillStyle = palette.ink;
    context.fillText(data.label, data.x + data.size + 9, data.y + 5);
  }

  // Discs below the people, names of circles and rings above them.
  function layers(made) {
    const { sigma } = made;
    sigma.createCanvasContext("discs", { beforeLayer: "edges" });
    sigma.createCanvasContext("names", { afterLayer: "nodes" });
    const canvases = sigma.getCanvases();
    made.below = canvases.discs.getContext("2d");
    made.above = canvases.names.getContext("2d");
    canvases.names.style.pointerEvents = "none";
    sigma.on("afterRender", () => paint(made));
    sigma.resize(true);
    sigma.refresh();
  }

  function paint({ sigma, circles, people, state, below, above }) {
    const { width, height } = sigma.getDimensions();
    const { palette, circle: chosen, lit } = state;
    below.clearRect(0, 0, width, height);
    above.clearRect(0, 0, width, height);
    const scale = span(sigma);
    const taken = [];
    above.font = `600 13px ${palette.font}`;
    above.textAlign = "center";
    above.lineJoin = "round";
    for (const one of circles) {
      const { x, y } = sigma.graphToViewport(one);
      const radius = one.radius * scale;
      if (x + radius < 0 || y + radius < 0 || x - radius > width || y - radius > height) continue;
      below.fillStyle = chosen === one.number ? palette.lit : palette.disc;
      below.beginPath();
      below.arc(x, y, radius, 0, 2 * Math.PI);
      below.fill();
      if (lit === null || chosen === one.number) title(above, one, x, y - radius - 5, radius, taken, palette);
    }
    above.strokeStyle = palette.ink;
    above.lineWidth = 1.25;
    for (const one of people) {
      if (!one.links || (lit !== null && !lit.has(one.at))) continue;
      const { x, y } = sigma.graphToViewport(one);
      above.beginPath();
      above.arc(x, y, (SIZES[one.band] ?? 0.4) * scale + 3, 0, 2 * Math.PI);
      above.stroke();
    }
  }

  function span(sigma) {
    const from = sigma.graphToViewport({ x: 0, y: 0 });
    const to = sigma.graphToViewport({ x: 1, y: 0 });
    return Math.hypot(to.x - from.x, to.y - from.y);
  }

  // The name of a circle, where no larger circle's name stands already.
  function title(context, one, x, y, radius, taken, palette) {
    const text = short(one.label[0].toUpperCase() + one.label.slice(1));
    const half = context.measureText(text).width / 2;
    if (one.number >= COLOURED && half > radius * 2 + 16) return; // it would name its neighbours
    const place = { left: x - half - 4, right: x + half + 4, top: y - 13, bottom: y + 5 };
    if (taken.some((other) => place.left < other.right && other.left < place.right && place.top < other.bottom && other.top < place.bottom)) return;
    taken.push(place);
    context.lineWidth = 4;
    context.strokeStyle = palette.paper;
    context.strokeText(text, x, y);
    context.fillStyle = palette.ink;
    context.fillText(text, x, y);
  }

  // Choosing -------------------------------------------------------------------------------------

  function light({ picked = null, circle = null, lit = null, names = [] } = {}) {
    Object.assign(map.state, { picked, circle, lit, named: new Set(names) });
    map.sigma.refresh({ skipIndexation: true });
  }

  // How much of the map is seen where it is shown whole, in the same measure as places.
  function breadth() {
    const { width, height } = map.sigma.getDimensions();
    return Math.min(width, height) / (span(map.sigma) * map.sigma.getCamera().ratio);
  }

  // What is chosen stands beside the sheet, which on a phone lies below the map.
  function beside({ x, y, ratio }) {
    const { width, height } = map.sigma.getDimensions();
    return width < 500 ? { x, y, ratio } : { x: x + (0.2 * ratio * width) / Math.min(width, height), y, ratio };
  }

  function glide(target) {
    const camera = map.sigma.getCamera();
    if (isStill()) camera.setState(target);
    else camera.animate(target, { duration: GLIDE });
  }

  function tell(path, opener) {
    const sheet = byId("map-sheet");
    sheet.opener = opener ?? null;
    htmx.ajax("GET", path, { source: document.body, target: "#map-told", swap: "innerMorph" }).then(() => {
      sheet.hidden = false;
      sheet.scrollTop = 0;
      if (opener) sheet.querySelector("[data-close-sheet]").focus();
    });
  }

  function choosePerson(at, opener) {
    const one = map.people[at];
    light({ picked: at, lit: new Set([at, ...map.graph.neighbors(at).map(Number)]) });
    if (opener) glide(beside({ ...placeOf(at), ratio: Math.min(AROUND / breadth(), 1) }));
    tell(`/network/map/people/${encodeURIComponent(one.id)}/part`, opener);
    choices("", "");
  }

  function chooseCircle(number, opener) {
    const members = map.people.filter((one) => one.circle === number).map((one) => one.at);
    const circle = map.circles.find((one) => one.number === number);
    light({ circle: number, lit: new Set(members) });
    glide(beside({ ...middle(members), ratio: Math.min(Math.max(circle.radius * 5, AROUND) / breadth(), 1) }));
    tell(`/network/map/circles/${number}/part`, opener);
    choices(String(number), "");
  }

  function chooseWay(number) {
    const way = map.ways[number];
    const lit = new Set([...way.there, ...way.through]);
    light({ lit, names: way.would.length ? way.would : way.through });
    close(false);
    glide({ x: 0.5, y: 0.5, ratio: 1 });
    byId("map-said").textContent = `${way.name}: ${way.text}${way.text.endsWith(".") ? "" : "."}`;
    choices("", String(number), true);
  }

  function choices(circle, way, hasWords = false) {
    byId("map-circle").value = circle;
    byId("map-way").value = way;
    if (!hasWords) byId("map-said").textContent = "";
  }

  function close(isAll = true) {
    const sheet = byId("map-sheet");
    const opener = sheet.opener;
    sheet.hidden = true;
    sheet.opener = null;
    if (!isAll) return;
    light();
    choices("", "");
    if (opener?.isConnected) opener.focus({ preventScroll: true });
  }

  function whole() {
    close();
    glide({ x: 0.5, y: 0.5, ratio: 1 });
  }

  const placeOf = (at) => {
    const { x, y } = map.sigma.getNodeDisplayData(at);
    return { x, y };
  };

  function middle(members) {
    const places = members.map(placeOf);
    const mean = (axis) => places.reduce((sum, one) => sum + one[axis], 0) / places.length;
    return { x: mean("x"), y: mean("y") };
  }

  // Tools ----------------------------------------------------------------------------------------

  function options(select, rows) {
    for (const [value, text] of rows) {
      const option = document.createElement("option");
      option.value = value;
      option.textContent = short(text);
      select.append(option);
    }
  }

  function fillTools() {
    options(byId("map-circle"), map.circles.map((one) => [one.number, `${one.label} (${one.size})`]));
    options(byId("map-way"), map.ways.map((one, at) => [at, `${one.name} (${one.there.length || "through others"})`]));
    byId("map-way").hidden = map.ways.length === 0;
    document.querySelector(".map-tools").hidden = false;
    byId("map-canvas").dataset.drawn = map.people.length;
    byId("map").map = map;
  }

  function find(words) {
    const list = byId("map-found");
    const wanted = folded(words.trim());
    const found = wanted ? map.people.filter((one) => one.plain.includes(wanted)) : [];
    found.sort((a, b) => b.plain.startsWith(wanted) - a.plain.startsWith(wanted) || a.at - b.at);
    list.replaceChildren(...found.slice(0, FOUND).map(offer));
    if (wanted && found.length === 0) list.append(Object.assign(document.createElement("li"), { className: "fine", textContent: "Nobody of that name is drawn." }));
    list.hidden = !wanted;
  }

  function offer(one) {
    const button = Object.assign(document.createElement("button"), { type: "button", className: "linkish" });
    const name = Object.assign(document.createElement("bdi"), { textContent: one.name });
    button.append(name);
    button.dataset.at = one.at;
    const row = document.createElement("li");
    row.append(button);
    return row;
  }

  function listen({ sigma }) {
    sigma.on("clickNode", ({ node }) => choosePerson(Number(node)));
    sigma.on("clickStage", () => close());
    sigma.on("enterNode", () => { sigma.getContainer().classList.add("is-over"); });
    sigma.on("leaveNode", () => { sigma.getContainer().classList.remove("is-over"); });
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => {
      map.state.palette = colours();
      sigma.setSetting("labelColor", { color: map.state.palette.ink });
      sigma.refresh();
    });
  }

  const zooms = {
    in: () => { map.sigma.getCamera().animatedZoom({ duration: isStill() ? 1 : GLIDE }); },
    out: () => { map.sigma.getCamera().animatedUnzoom({ duration: isStill() ? 1 : GLIDE }); },
    all: whole,
  };

  document.addEventListener("click", (event) => {
    if (!map || !byId("map") || event.ctrlKey || event.metaKey || event.shiftKey || event.button !== 0) return;
    const link = event.target.closest("a[data-person], a[data-circle]");
    const person = link?.dataset.person && map.people.find((one) => one.id === link.dataset.person);
    const circle = link?.dataset.circle && map.circles.find((one) => String(one.number) === link.dataset.circle);
    if (person || circle) {
      event.preventDefault();
      byId("map").scrollIntoView({ block: "nearest" });
      if (person) choosePerson(person.at, link);
      else chooseCircle(circle.number, link);
    }
    const offered = event.target.closest("#map-found button");
    if (offered) {
      byId("map-found").hidden = true;
      choosePerson(Number(offered.dataset.at), byId("map-find"));
    }
    if (event.target.closest("[data-close-sheet]")) close();
    zooms[event.target.closest("[data-zoom]")?.dataset.zoom]?.();
  });
  document.addEventListener("input", (event) => { if (map && event.target.id === "map-find") find(event.target.value); });
  document.addEventListener("change", (event) => {
    if (!map) return;
    if (event.target.id === "map-circle") event.target.value ? chooseCircle(Number(event.target.value)) : whole();
    if (event.target.id === "map-way") event.target.value ? chooseWay(Number(event.target.value)) : whole();
  });
  document.addEventListener("keydown", (event) => {
    if (!map || !byId("map")) return;
    if (event.key === "Escape" && !byId("map-found").hidden) byId("map-found").hidden = true;
    else if (event.key === "Escape" && !byId("map-sheet").hidden) close();
    else if (event.key === "Enter" && event.target.id === "map-find") byId("map-found").querySelector("button")?.click();
  });
  document.addEventListener("htmx:after:swap", begin);
  document.addEventListener("DOMContentLoaded", begin);
})();
