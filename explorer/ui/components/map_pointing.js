// What the pointer is on. The dot that is seen on top is the one that is meant; where several lie close together, a
// small list offers them all. Plotly's own search takes the smallest dot, and hears nothing while the map moves.

const CLOSE = 12; // pixels
const AROUND_CENTER = 40; // pixels, for the keyboard
const BUTTONS = 44; // pixels that the mode bar takes
const STILL = 5; // pixels that a click may move

// The dots at a place on the screen, the uppermost first: {top: what a click means, all: what is close}.
function dotsAt(element, x, y, reach = CLOSE) {
  const { lat, lon, ids, customdata, marker } = traceOf(element, "dots");
  const view = viewOf(element);
  const margin = Math.max(reach, Math.max(0, ...marker.size) / 2);
  const [north, west] = view.unproject(x - margin, y - margin);
  const [south, east] = view.unproject(x + margin, y + margin);
  const found = [];
  for (let i = ids.length - 1; i >= 0; i--) {
    if (!ids[i] || !(marker.size[i] > 0) || lat[i] > north || lat[i] < south || lon[i] < west || lon[i] > east) continue;
    const [left, top] = view.project(lat[i], lon[i]);
    const far = Math.hypot(left - x, top - y);
    const covers = far <= marker.size[i] / 2 + 1;
    if (covers || far <= reach) found.push({ id: ids[i], said: customdata[i], color: marker.color[i], at: [lat[i], lon[i]], far, covers });
  }
  const nearest = found.reduce((best, dot) => (best && best.far <= dot.far ? best : dot), null);
  return { top: found.find((dot) => dot.covers) ?? nearest, all: found };
}

function wireMap(element, state) {
  const frame = frameOf(element);
  const where = (event) => {
    const box = element.getBoundingClientRect();
    return [event.clientX - box.left, event.clientY - box.top];
  };
  const isOnMap = (event) => element.contains(event.target) && !event.target.closest(".modebar");
  const tip = frame.appendChild(make("div", { className: "map-tip", hidden: true }));
  let down = null;
  frame.addEventListener("pointerdown", (event) => { down = isOnMap(event) && event.button === 0 ? where(event) : null; }, true);
  frame.addEventListener("pointerup", (event) => {
    const [x, y] = where(event);
    if (!down || Math.hypot(x - down[0], y - down[1]) > STILL) return;
    down = null;
    tip.hidden = true;
    clickMap(element, state, x, y, event.shiftKey ? "toggle" : "replace");
  }, true);
  let waiting = false;
  frame.addEventListener("pointermove", (event) => {
    if (waiting) return;
    waiting = true;
    requestAnimationFrame(() => {
      waiting = false;
      if (event.buttons || !isOnMap(event)) tip.hidden = true;
      else pointAt(element, state, tip, ...where(event));
    });
  }, true);
  frame.addEventListener("pointerleave", () => { tip.hidden = true; });
  element.on("plotly_hover", (event) => { state.area = event.points.find((point) => point.customdata && !point.id) ?? null; });
  element.on("plotly_unhover", () => { state.area = null; });
  frame.addEventListener("keydown", (event) => pressKey(event, element, state));
  let moved = null;
  element.on("plotly_relayout", (change) => {
    if (change?.autosize) return; // another size of the window is no other view
    clearTimeout(moved);
    moved = setTimeout(() => sendView(element, state.send), 400);
  });
}

function clickMap(element, state, x, y, mode) {
  closeChooser(element);
  const { top, all } = dotsAt(element, x, y);
  if (state.measuring) return measureFrom(element, state, top ? top.at : viewOf(element).unproject(x, y));
  if (top) {
    state.send("pick", { ids: [top.id], mode });
    if (all.length > 1) openChooser(element, state, all, top, x, y, mode);
  } else if (state.area) state.send("area", { name: state.area.customdata[0] });
}

function pointAt(element, state, tip, x, y) {
  if (state.measuring) stretchRule(element, state, x, y);
  const { top, all } = dotsAt(element, x, y);
  const said = top?.said ?? state.area?.customdata;
  frameOf(element).classList.toggle("over-dot", Boolean(said) && !state.measuring);
  tip.hidden = !said;
  if (!said) return;
  const others = top && all.length > 1 ? `click to choose among ${all.length} places here` : null;
  showLines(tip, [...linesOf(state, top?.id, said), ...(others ? [others] : [])]);
  place(tip, element, x, y);
}

function showLines(box, [name, arabic, ...lines]) {
  box.replaceChildren(
    make("div", {}, make("strong", {}, name), arabic ? make("span", { dir: "rtl", lang: "ar" }, arabic) : null),
    ...lines.map((line) => make("div", {}, line)),
  );
}

// Beside a point of the map, within its borders.
function place(box, element, x, y) {
  const [width, height] = [box.offsetWidth, box.offsetHeight];
  box.style.left = `${x + 14 + width > element.clientWidth - BUTTONS ? Math.max(x - 14 - width, 2) : x + 14}px`;
  box.style.top = `${Math.min(Math.max(y - height / 2, 2), Math.max(element.clientHeight - height - 2, 2))}px`;
}

function openChooser(element, state, dots, current, x, y, mode) {
  closeChooser(element);
  const items = dots.map((dot) => {
    const [name, arabic, counts] = linesOf(state, dot.id, dot.said);
    const swatch = make("i");
    swatch.style.background = dot.color;
    const item = make("button", { type: "button", dataset: { spot: dot.id } }, swatch,
      make("strong", {}, name), make("span", { dir: "auto" }, arabic ?? ""), make("small", {}, counts));
    item.setAttribute("aria-current", String(dot === current));
    item.addEventListener("click", (event) => {
      closeChooser(element);
      state.send("pick", { ids: [dot.id], mode: event.shiftKey ? "toggle" : mode });
      element.focus({ preventScroll: true });
    });
    return item;
  });
  const chooser = make("div", { className: "map-chooser" }, make("div", {}, `${dots.length} places here`), ...items);
  chooser.setAttribute("role", "group");
  chooser.setAttribute("aria-label", "Places here");
  frameOf(element).append(chooser);
  place(chooser, element, x, y);
  return items;
}

const closeChooser = (element) => frameOf(element).querySelector(".map-chooser")?.remove();

// Arrow keys and + and - are MapLibre's own; Enter takes what is in the middle.
function pressKey(event, element, state) {
  const items = [...frameOf(element).querySelectorAll(".map-chooser button")];
  const here = items.indexOf(document.activeElement);
  if (event.key === "Escape" && (items.length || state.measuring)) {
    closeChooser(element);
    stopMeasuring(element, state);
    element.focus({ preventScroll: true });
  } else if (items.length && ["ArrowDown", "ArrowUp"].includes(event.key)) {
    items[(here + (event.key === "ArrowDown" ? 1 : -1) + items.length) % items.length].focus();
  } else if (event.key === "Enter" && element.contains(event.target) && !event.target.closest(".modebar")) {
    const [x, y] = [element.clientWidth / 2, element.clientHeight / 2];
    const { all } = dotsAt(element, x, y, AROUND_CENTER);
    if (all.length) openChooser(element, state, all, null, x, y, "replace")[0].focus();
  } else return;
  event.preventDefault();
  event.stopPropagation();
}
