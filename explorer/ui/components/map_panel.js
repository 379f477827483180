// What stands round the dots of a map: the buttons, the panel of layers, legend, scale bar, attribution and the rule.
// Python sends panel: {look: {size, color, layers, rings, rule}, choices: {name: {value: label}}, legend: [{label, color, form}],
// legendTitle, picture: {title, lines, foot, stem}, frames: as in map_frames.js} | null on maps without controls.

const ICONS = {
  layers: "M12 2 22 8 12 14 2 8ZM4.3 11 2 12.4 12 18.4 22 12.4 19.7 11 12 15.6Z",
  rule: "M2 15.5 15.5 2 22 8.5 8.5 22ZM5 12.5 8 15.5 9 14.5 6 11.5ZM8.5 9 10.5 11 11.5 10 9.5 8ZM12 5.5 15 8.5 16 7.5 13 4.5Z",
  picture: "M3 6H8L10 3H14L16 6H21V20H3ZM12 8.5A4.5 4.5 0 0 0 12 17.5 4.5 4.5 0 0 0 12 8.5ZM12 10.5A2.5 2.5 0 0 1 12 15.5 2.5 2.5 0 0 1 12 10.5Z",
};

function mapButtons(element, state) {
  const button = (name, title, click) => ({ name, title, icon: { width: 24, height: 24, path: ICONS[name] }, click });
  return [[
    button("layers", "Layers", () => togglePanel(element, state)),
    button("rule", "Measure a distance", () => startMeasuring(element, state)),
    button("picture", "Save the map as a picture", () => savePicture(element, state)),
  ]];
}

function drawMapParts(element, state) {
  const frame = frameOf(element);
  if (!state.parts) {
    const named = (name) => frame.appendChild(make("div", { className: name }));
    state.parts = { scale: named("map-scale"), legend: named("map-legend"), credit: named("map-credit"), banner: named("map-banner") };
    const bar = () => drawScale(element, state);
    state.parts.banner.hidden = true;
    let seen = viewOf(element).key();
    viewOf(element).onMove(() => {
      bar();
      const now = viewOf(element)?.key();
      if (now !== seen) closeChooser(element); // a map of another size still looks at the same place
      seen = now;
    });
    new ResizeObserver(bar).observe(element);
  }
  const { panel, notice } = state.data;
  state.parts.credit.textContent = [notice, state.data.attribution].filter(Boolean).join(" · ");
  drawScale(element, state);
  if (!panel) return;
  drawLegend(state.parts.legend, panel);
  if (frame.querySelector(".map-panel")) fillPanel(element, state);
  if (!panel.look.rule || !state.measuring) stopMeasuring(element, state);
  drawBanner(element, state);
}

function drawScale(element, state) {
  const bar = scaleBar(element, 110);
  state.parts.scale.hidden = !bar;
  if (!bar) return;
  state.parts.scale.style.width = `${bar.pixels}px`;
  state.parts.scale.textContent = bar.text;
  state.parts.scale.dataset.km = bar.length;
}

function drawLegend(box, panel) {
  box.replaceChildren(
    ...(panel.legendTitle ? [make("b", {}, panel.legendTitle)] : []),
    ...panel.legend.map(({ label, color, form, to }) => {
      const swatch = make("i", { className: form });
      swatch.style.setProperty("--color", color);
      swatch.style.setProperty("--to", to ?? color);
      return make("span", {}, swatch, label);
    }),
  );
}

const TITLES = { size: "Size", color: "Colour", rings: "Rings" };
const LAYERS = { governorates: "Shade governorates", density: "Density", precision: "Circles of precision" };

function togglePanel(element, state) {
  const frame = frameOf(element);
  const open = frame.querySelector(".map-panel");
  if (open) return open.remove();
  const panel = make("div", { className: "map-panel" });
  panel.setAttribute("role", "dialog");
  panel.setAttribute("aria-label", "Layers");
  panel.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    event.stopPropagation();
    panel.remove();
    element.focus({ preventScroll: true });
  });
  frame.append(panel);
  fillPanel(element, state);
  panel.querySelector("select").focus();
}

function fillPanel(element, state) {
  const panel = frameOf(element).querySelector(".map-panel");
  const { look, choices, placesChosen } = state.data.panel;
  const focused = document.activeElement?.name;
  const choose = (name, values) => state.send("look", { name, values });
  const selects = Object.entries(TITLES).map(([name, title]) => {
    const select = selectOf(name, choices[name], String(look[name]), (value) => choose(name, [value]));
    return make("label", {}, title, select);
  });
  const boxes = Object.entries(LAYERS).map(([layer, title]) => {
    const box = make("input", { type: "checkbox", name: layer, checked: look.layers.includes(layer) });
    box.addEventListener("change", () => {
      const others = look.layers.filter((each) => each !== layer);
      choose("layers", box.checked ? [...others, layer] : others);
    });
    return make("label", { className: "check" }, box, title);
  });
  const hint = look.rings > 0 && !placesChosen ? make("small", {}, "Click a place to see rings round it.") : null;
  const wipe = look.rule ? make("button", { type: "button" }, "Remove the distance rule") : null;
  wipe?.addEventListener("click", () => choose("rule", []));
  panel.replaceChildren(...selects, ...[hint].filter(Boolean), ...boxes, ...[wipe].filter(Boolean));
  if (focused) panel.querySelector(`[name="${CSS.escape(focused)}"]`)?.focus();
}

function selectOf(name, choices, value, choose) {
  const select = make("select", { name }, ...choices.map(([each, label]) => make("option", { value: each, selected: each === value }, label)));
  select.addEventListener("change", () => choose(select.value));
  return select;
}

// The rule: two clicks. What it says is measured on the ellipsoid by Python; while it is stretched it says about how long.
function startMeasuring(element, state) {
  if (state.measuring) return stopMeasuring(element, state);
  closeChooser(element);
  state.measuring = { from: null };
  const sheet = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  sheet.classList.add("map-rule");
  sheet.append(document.createElementNS("http://www.w3.org/2000/svg", "line"));
  frameOf(element).append(sheet);
  frameOf(element).classList.add("measuring");
  drawBanner(element, state);
}

function stopMeasuring(element, state) {
  if (!state.measuring) return;
  state.measuring = null;
  frameOf(element).querySelector(".map-rule")?.remove();
  frameOf(element).classList.remove("measuring");
  drawBanner(element, state);
}

function measureFrom(element, state, point) {
  const { from } = state.measuring;
  if (!from) {
    state.measuring.from = point;
    return drawBanner(element, state);
  }
  stopMeasuring(element, state);
  state.send("look", { name: "rule", values: [[...from, ...point].map((each) => each.toFixed(4)).join(",")] });
}

function stretchRule(element, state, x, y) {
  const { from } = state.measuring;
  if (!from) return;
  const view = viewOf(element);
  const line = frameOf(element).querySelector(".map-rule line");
  const [left, top] = view.project(...from);
  Object.entries({ x1: left, y1: top, x2: x, y2: y }).forEach(([name, value]) => line.setAttribute(name, value));
  const km = distanceKm(from, view.unproject(x, y));
  state.measuring.text = `about ${Math.round(km)} km, ${Math.round(km / 1.852)} nm`;
  drawBanner(element, state);
}

// What the map shows that no filter says: a frame of the way through time, or a rule in the making.
function drawBanner(element, state) {
  const { measuring } = state;
  const lines = measuring
    ? [`Click the ${measuring.from ? "end" : "start"} of the distance`, ...(measuring.text ? [measuring.text] : [])]
    : frameLines(state);
  state.parts.banner.hidden = !lines.length;
  state.parts.banner.textContent = lines.join(" · ");
}
