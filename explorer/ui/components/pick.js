// Listens, while Python asks for it, to the map and the reader that stand on the page.
// Python sends {point: bool, words: bool}; what is picked goes back as the triggers
// `point` {latitude, longitude} and `words` {words, before: what its line says before them}.

const STILL = 4; // pixels that a hand moves in a click

function pointAt(chart, event) {
  const map = chart._fullLayout?.map?._subplot?.map;
  const box = chart.getBoundingClientRect();
  return map?.unproject([event.clientX - box.left, event.clientY - box.top]);
}

// In the capture phase, so that a click that sets a point picks no dot.
function listenToMap(chart, state) {
  let down = null;
  chart.addEventListener("mousedown", (event) => { down = [event.clientX, event.clientY]; }, true);
  chart.addEventListener("click", (event) => {
    if (!state.data.point || event.target.closest(".modebar") || !down) return;
    if (Math.hypot(event.clientX - down[0], event.clientY - down[1]) > STILL) return;
    const point = pointAt(chart, event);
    if (!point) return;
    event.stopPropagation();
    state.send("point", { latitude: point.lat, longitude: point.lng, turn: Date.now() });
  }, true);
}

function selectedWords() {
  const selection = document.getSelection();
  if (!selection?.rangeCount || selection.isCollapsed) return null;
  const range = selection.getRangeAt(0);
  const line = range.startContainer.parentElement?.closest("p, h2, h3");
  if (!line) return null;
  const before = document.createRange();
  before.setStart(line, 0);
  before.setEnd(range.startContainer, range.startOffset);
  const words = selection.toString();
  const lead = words.length - words.trimStart().length;
  return { words: words.trim(), before: (before.toString() + words.slice(0, lead)).slice(-80) };
}

function listenToReader(reader, state) {
  reader.addEventListener("mouseup", () => setTimeout(() => {
    if (!state.data.words) return;
    const picked = selectedWords();
    if (picked?.words) state.send("words", { ...picked, turn: Date.now() });
  }));
}

function once(element, state, listen) {
  if (!element || state.heard.has(element)) return;
  state.heard.add(element);
  listen();
}

function render({ data, parentElement, setTriggerValue }) {
  const state = (parentElement.state ??= { heard: new WeakSet() });
  state.data = data;
  state.send = setTriggerValue;
  const attach = () => {
    const chart = document.querySelector(".place-map");
    once(chart, state, () => listenToMap(chart, state));
    chart?.classList.toggle("aiming", data.point);
    const reader = document.querySelector(".reader");
    once(reader, state, () => listenToReader(reader, state));
  };
  attach();
  const late = setTimeout(attach, 400); // the reader may be drawn after this
  return () => {
    clearTimeout(late);
    state.data = { point: false, words: false };
    document.querySelector(".place-map")?.classList.remove("aiming");
  };
}
