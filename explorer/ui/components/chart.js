// A Plotly chart on one element that is never remounted, so zoom and position survive every rerun.
// Python sends {chart: see explorer/charts/encoding.py, digest: changes with it, script: address of plotly.js,
// columns: address of the columns that the chart takes values of | null, theme, tools: names of the mode bar's buttons,
// row by row, camera: {latitude, longitude, zoom, turn} | null, panel: what the chart's own controls need | null}; what
// the visitor does goes back as gestures (gestures.js):
// pick {ids, mode}, brush {from, to}, view {latitude, longitude, zoom}, look {name, values}, area {name}, play, theme,
// flat. The files map_*.js, play.js and picture.js stand in one module with this one.

const CONFIG = {
  scrollZoom: true,
  displaylogo: false,
  responsive: true,
  doubleClick: false,
  showSendToCloud: false,
  showTips: false,
};

const ROOM_FOR_TICK = 75; // pixels, so that dates stand upright beside each other

function loadPlotly(source) {
  if (window.Plotly) return Promise.resolve(window.Plotly);
  window.loadingPlotly ??= new Promise((done, failed) => {
    const script = document.createElement("script");
    script.src = source;
    script.onload = () => done(window.Plotly);
    script.onerror = () => failed(new Error(`${source} could not be loaded`));
    document.head.append(script);
  });
  return window.loadingPlotly;
}

// The columns never change under their address, so they are asked for once.
function loadColumns(address) {
  if (!address) return Promise.resolve({});
  window.chartColumns ??= new Map();
  if (!window.chartColumns.has(address)) {
    window.chartColumns.set(address, fetch(address).then((answer) => {
      if (answer.ok) return answer.json();
      window.chartColumns.delete(address);
      throw new Error(`${address} could not be loaded`);
    }));
  }
  return window.chartColumns.get(address);
}

const INTEGERS = { u1: Uint8Array, u2: Uint16Array, u4: Uint32Array };

function unpack({ dtype, bdata }) {
  const bytes = Uint8Array.from(atob(bdata), (character) => character.charCodeAt(0));
  return Array.from(new INTEGERS[dtype](bytes.buffer));
}

const MONTHS = [
  "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December",
];

// A day since 1970-01-01 that a date begins with, at its precision: 0 for a day, 1 a month, 2 a year, 3 undated.
function dateText(days, precision) {
  if (precision === 3) return "undated";
  const date = new Date(days * 86_400_000);
  return ["last", date.getUTCDate(), MONTHS[date.getUTCMonth()], date.getUTCFullYear()]
    .filter((_, part) => part === 0 || part > precision).join(" ");
}

const isoDay = (days) => new Date(days * 86_400_000).toISOString().slice(0, 10);

// Turn the forms of explorer/charts/encoding.py back into arrays.
function unfold(value, arrays, columns) {
  if (value === null || typeof value !== "object") return value;
  const inner = (each) => unfold(each, arrays, columns);
  if (Array.isArray(value)) return value.some((each) => each !== null && typeof each === "object") ? value.map(inner) : value;
  if ("$array" in value) return arrays[value.$array];
  if ("$runs" in value) return value.$runs.flatMap((each, i) => Array(value.times[i]).fill(each));
  if ("$take" in value) {
    const column = typeof value.$take === "string" ? columns[value.$take] : value.$take;
    return inner(value.rows).map((row) => column[row]);
  }
  if ("$zip" in value) {
    const zipped = value.$zip.map(inner);
    return zipped[0].map((_, row) => zipped.map((column) => column[row]));
  }
  if ("$count" in value) {
    return inner(value.$count).map((count) => `${count.toLocaleString("en")} ${value.noun}${count === 1 ? "" : "s"}`);
  }
  if ("$days" in value) return inner(value.$days).map((days) => isoDay(value.first + days));
  if ("$span" in value) {
    const [first, last] = value.$span.map(inner);
    return first.map((day, row) => `${day}/${last[row]}`);
  }
  if ("$date" in value) return inner(value.$date).map((code) => dateText(value.first + (code >> 2), code & 3));
  return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, inner(each)]));
}

function readChart({ arrays, ...chart }, columns) {
  return unfold(chart, arrays.map(unpack), columns);
}

// Makes an element: properties as they are called in the DOM, children as nodes or text.
function make(tag, properties = {}, ...children) {
  const { dataset, ...others } = properties;
  const element = Object.assign(document.createElement(tag), others);
  Object.assign(element.dataset, dataset);
  element.append(...children.filter((child) => child != null));
  return element;
}

const isMap = (element) => element.classList.contains("place-map");
const frameOf = (element) => element.closest(".chart-frame");
const traceOf = (chart, name) => chart.data.find((trace) => trace.name === name);
const indexOf = (chart, name) => chart.data.findIndex((trace) => trace.name === name);

function config(element, data, state) {
  if (!data.tools.length) return { ...CONFIG, displayModeBar: false };
  state.buttons ??= isMap(element) && data.panel ? mapButtons(element, state) : []; // the same ones at every drawing
  return { ...CONFIG, displayModeBar: true, modeBarButtons: [...data.tools, ...state.buttons] };
}

const nextFrame = () => new Promise((done) => requestAnimationFrame(() => setTimeout(done)));

function keepView(element, layout) {
  if (!element._fullLayout) return;
  layout.dragmode = element._fullLayout.dragmode;
  const view = viewOf(element);
  if (view) view.keep(layout);
}

function wire(element, state) {
  const pick = (points) => state.send("pick", { ids: [...new Set(points.map((each) => each.id).filter(Boolean))], mode: "replace" });
  element.on("plotly_selected", (event) => {
    if (event?.range?.x) state.send("brush", { from: String(event.range.x[0]), to: String(event.range.x[1]) });
    else if (event?.points) pick(event.points);
  });
  if (isMap(element)) wireMap(element, state);
  else element.on("plotly_click", (event) => pick(event.points));
  // Plotly itself looks at the window alone; what is round a chart grows and shrinks without it.
  new ResizeObserver(() => {
    const { width, height } = element._fullLayout;
    const isOther = Math.abs(element.offsetWidth - width) > 1 || Math.abs(element.offsetHeight - height) > 1;
    if (element.offsetWidth && isOther) window.Plotly.Plots.resize(element);
  }).observe(element);
  // The theme can change without a rerun; asking for one brings the chart in the new colours.
  new MutationObserver(() => state.checkTheme()).observe(document.documentElement, {
    attributes: true, subtree: true, attributeFilter: ["style", "class"],
  });
}

function isDark(element) {
  const probe = document.createElement("canvas").getContext("2d");
  probe.fillStyle = getComputedStyle(element).getPropertyValue("--st-background-color").trim() || "#fff";
  const value = parseInt(probe.fillStyle.slice(1), 16);
  return ((value >> 16) + ((value >> 8) & 255) + (value & 255)) / 3 < 128;
}

async function draw(element, data, state) {
  if (isMap(element) && !data.flat && !hasWebGL()) {
    if (!state.askedFlat) state.send("flat", {});
    state.askedFlat = true;
    return;
  }
  const Plotly = await loadPlotly(data.script);
  state.data = data;
  if (state.digest !== data.digest || state.frames !== data.panel?.frames) {
    const chart = readChart(data.chart, await loadColumns(data.columns));
    if (isMap(element)) {
      layDots(chart);
      thinNames(chart, viewOf(element)?.zoom() ?? data.camera?.zoom ?? chart.layout.meta?.zoom);
    }
    if (state.digest) keepView(element, chart.layout);
    else startView(element, chart.layout, data.camera, state);
    chart.layout.selectionrevision = Date.now(); // what is picked is Python's to say
    state.frames = data.panel?.frames;
    if (isMap(element)) takeFrames(chart, state);
    else if (data.panel) state.player ??= makePlayer(element, state); // takes its room before the chart does
    if (chart.layout.xaxis) chart.layout.xaxis.nticks = Math.max(2, Math.floor(element.clientWidth / ROOM_FOR_TICK));
    if (state.digest) await nextFrame(); // what came with it is on the screen before the work begins
    const drawn = Plotly.react(element, chart.data, chart.layout, config(element, data, state));
    if (state.digest) drawTogether(element);
    else drawAtOnce(element);
    await drawn;
    if (!state.digest) wire(element, state);
    state.digest = data.digest;
  }
  if (isMap(element)) drawMapParts(element, state);
  else if (data.panel) drawPlayer(element, state);
  if (isMap(element)) moveMap(element, data.camera, state);
  element.dataset.drawn = String(Number(element.dataset.drawn ?? 0) + 1);
}

function render({ data, parentElement, setStateValue }) {
  const element = parentElement.querySelector(".chart");
  const state = (element.state ??= { element, queue: Promise.resolve(), turn: null });
  state.set = setStateValue;
  state.send ??= gestureSender(state);
  state.theme = data.theme;
  state.checkTheme = () => {
    const theme = isDark(element) ? "dark" : "light";
    if (theme === state.asked) return;
    state.asked = theme;
    if (theme !== state.theme) state.send("theme", {});
  };
  state.queue = state.queue
    .then(() => draw(element, data, state))
    .then(state.checkTheme)
    .catch((error) => {
      console.error(error);
      element.textContent = `The chart could not be drawn: ${error.message}`;
    });
}
