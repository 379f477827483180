// The map of places: Plotly.react on one element that is never remounted, so zoom and position survive every rerun.
// Python sends {chart, script, camera: {latitude, longitude, zoom, turn} | null, theme};
// the visitor's gestures go back as the triggers `pick` {ids, mode} and `theme`.

const CONFIG = {
  scrollZoom: true,
  displaylogo: false,
  displayModeBar: true,
  responsive: true,
  doubleClick: false,
  showSendToCloud: false,
  showTips: false,
  modeBarButtons: [["pan2d", "select2d", "lasso2d"], ["zoomInMap", "zoomOutMap", "resetViewMap"]],
};

let loading = null;

function loadPlotly(source) {
  if (window.Plotly) return Promise.resolve(window.Plotly);
  loading ??= new Promise((done, failed) => {
    const script = document.createElement("script");
    script.src = source;
    script.onload = () => done(window.Plotly);
    script.onerror = () => failed(new Error(`${source} could not be loaded`));
    document.head.append(script);
  });
  return loading;
}

const glMap = (element) => element._fullLayout?.map?._subplot?.map;

function keepView(element, layout) {
  const live = glMap(element);
  if (!live) return;
  const { lat, lng } = live.getCenter();
  layout.map.center = { lat, lon: lng };
  layout.map.zoom = live.getZoom();
  layout.dragmode = element._fullLayout.dragmode;
}

function wire(element, state) {
  const pick = (points, mode) => {
    const ids = [...new Set(points.map((point) => point.id).filter(Boolean))];
    state.send("pick", { ids, mode, turn: Date.now() });
  };
  element.on("plotly_click", (event) => pick(event.points, event.event?.shiftKey ? "toggle" : "replace"));
  element.on("plotly_selected", (event) => event?.points && pick(event.points, "replace"));
  // The theme can change without a rerun; asking for one brings the chart in the new colours.
  new MutationObserver(() => state.checkTheme()).observe(document.documentElement, {
    attributes: true, subtree: true, attributeFilter: ["style", "class"],
  });
}

function isDark(element) {
  const background = getComputedStyle(element).getPropertyValue("--st-background-color").trim();
  const probe = document.createElement("canvas").getContext("2d");
  probe.fillStyle = background || "#fff";
  const value = parseInt(probe.fillStyle.slice(1), 16);
  return ((value >> 16) + ((value >> 8) & 255) + (value & 255)) / 3 < 128;
}

async function draw(element, data, state) {
  const Plotly = await loadPlotly(data.script);
  if (state.chart !== data.chart) {
    const chart = JSON.parse(data.chart);
    keepView(element, chart.layout);
    chart.layout.selectionrevision = Date.now(); // what is picked is Python's to say
    await Plotly.react(element, chart.data, chart.layout, CONFIG);
    if (!state.chart) wire(element, state);
    state.chart = data.chart;
  }
  if (data.camera && data.camera.turn !== state.turn) {
    state.turn = data.camera.turn;
    const { latitude, longitude, zoom } = data.camera;
    const live = glMap(element);
    live?.easeTo({ center: [longitude, latitude], zoom: zoom ?? Math.max(live.getZoom(), 7), duration: 500 });
  }
  element.dataset.drawn = String(Number(element.dataset.drawn ?? 0) + 1);
}

export default function ({ data, parentElement, setTriggerValue }) {
  const element = parentElement.querySelector(".place-map");
  const state = (element.state ??= { queue: Promise.resolve(), turn: data.camera?.turn });
  state.send = setTriggerValue;
  state.checkTheme = () => {
    const theme = isDark(element) ? "dark" : "light";
    if (theme === state.asked) return;
    state.asked = theme;
    if (theme !== state.theme) state.send("theme", theme);
  };
  state.theme = data.theme;
  state.queue = state.queue
    .then(() => draw(element, data, state))
    .then(state.checkTheme)
    .catch((error) => { element.textContent = `The map could not be drawn: ${error.message}`; });
}
