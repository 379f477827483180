// A Plotly chart on one element that is never remounted, so zoom and position survive every rerun.
// Python sends {chart: JSON text (see explorer/charts/encoding.py), script: address of plotly.js, columns: address of the
// columns that the chart takes values of | null, theme, camera: {latitude, longitude, zoom, turn} | null,
// tools: names of the mode bar's buttons, row by row};
// what the visitor does goes back as the value `gestures`, the last eight of them, each {kind, turn, …}:
// pick {ids, mode}, brush {from, to}, view {latitude, longitude, zoom}, theme.

const CONFIG = {
  scrollZoom: true,
  displaylogo: false,
  responsive: true,
  doubleClick: false,
  showSendToCloud: false,
  showTips: false,
};

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

// Turn the forms of explorer/charts/encoding.py back into arrays.
function unfold(value, arrays, columns) {
  if (value === null || typeof value !== "object") return value;
  const inner = (each) => unfold(each, arrays, columns);
  if (Array.isArray(value)) return value.some((each) => each !== null && typeof each === "object") ? value.map(inner) : value;
  if ("$array" in value) return arrays[value.$array];
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
  return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, inner(each)]));
}

function readChart(text, columns) {
  const { arrays, ...chart } = JSON.parse(text);
  return unfold(chart, arrays.map(unpack), columns);
}

const bar = (tools) => (tools.length ? { displayModeBar: true, modeBarButtons: tools } : { displayModeBar: false });

const glMap = (element) => element._fullLayout?.map?._subplot?.map;

function keepView(element, layout) {
  if (!element._fullLayout) return;
  layout.dragmode = element._fullLayout.dragmode;
  const live = glMap(element);
  if (!live) return;
  const { lat, lng } = live.getCenter();
  layout.map.center = { lat, lon: lng };
  layout.map.zoom = live.getZoom();
}

function wire(element, state) {
  const send = state.send;
  const pick = (points, mode) => send("pick", { ids: [...new Set(points.map((point) => point.id).filter(Boolean))], mode });
  element.on("plotly_click", (event) => pick(event.points, event.event?.shiftKey ? "toggle" : "replace"));
  element.on("plotly_selected", (event) => {
    if (event?.range?.x) send("brush", { from: String(event.range.x[0]), to: String(event.range.x[1]) });
    else if (event?.points) pick(event.points, "replace");
  });
  let moved = null;
  element.on("plotly_relayout", () => {
    clearTimeout(moved);
    moved = setTimeout(() => sendView(element, send), 400);
  });
  // The theme can change without a rerun; asking for one brings the chart in the new colours.
  new MutationObserver(() => state.checkTheme()).observe(document.documentElement, {
    attributes: true, subtree: true, attributeFilter: ["style", "class"],
  });
}

function sendView(element, send) {
  const live = glMap(element);
  if (!live || live.isMoving()) return;
  const { lat, lng } = live.getCenter();
  send("view", { latitude: lat, longitude: lng, zoom: live.getZoom() });
}

function isDark(element) {
  const probe = document.createElement("canvas").getContext("2d");
  probe.fillStyle = getComputedStyle(element).getPropertyValue("--st-background-color").trim() || "#fff";
  const value = parseInt(probe.fillStyle.slice(1), 16);
  return ((value >> 16) + ((value >> 8) & 255) + (value & 255)) / 3 < 128;
}

function moveMap(element, camera, state) {
  if (!camera || camera.turn === state.turn) return;
  state.turn = camera.turn;
  const live = glMap(element);
  const zoom = camera.zoom ?? Math.max(live?.getZoom() ?? 0, 7);
  live?.easeTo({ center: [camera.longitude, camera.latitude], zoom, duration: 500 });
}

// A chart drawn for the first time starts where it was last told to go, without flying there.
function startView(layout, camera, state) {
  if (!camera || !layout.map) return;
  state.turn = camera.turn;
  layout.map.center = { lat: camera.latitude, lon: camera.longitude };
  layout.map.zoom = camera.zoom ?? 7;
}

async function draw(element, data, state) {
  const [Plotly, columns] = await Promise.all([loadPlotly(data.script), loadColumns(data.columns)]);
  if (state.chart !== data.chart) {
    const chart = readChart(data.chart, columns);
    if (state.chart) keepView(element, chart.layout);
    else startView(chart.layout, data.camera, state);
    chart.layout.selectionrevision = Date.now(); // what is picked is Python's to say
    await Plotly.react(element, chart.data, chart.layout, { ...CONFIG, ...bar(data.tools) });
    if (!state.chart) wire(element, state);
    state.chart = data.chart;
  }
  moveMap(element, data.camera, state);
  element.dataset.drawn = String(Number(element.dataset.drawn ?? 0) + 1);
}

export default function ({ data, parentElement, setStateValue }) {
  const element = parentElement.querySelector(".chart");
  const state = (element.state ??= { queue: Promise.resolve(), turn: null });
  state.set = setStateValue;
  state.send ??= (kind, value) => {
    state.gestures = [...(state.gestures ?? []), { ...value, kind, turn: Date.now() }].slice(-8);
    state.set("gestures", state.gestures);
  };
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
    .catch((error) => { element.textContent = `The chart could not be drawn: ${error.message}`; });
}
