// Two releases beside each other, over the functions of text*.js, compare_text.js, compare_scrolling.js and gestures.js.
// Python sends {signature, texts: which two they are,
// panes: [{side, id, badge, head, facts, title, lines: [{duty, cells: [{text, at, pair?, item?, change?}]}], source, link,
// spans: address of {speaker: [[start, end]]} | null}], items: [{kind, name, note, standing}],
// stops: [{a, b, kind}] to step through, stopped: what they are called, note, view,
// is_version: whether one text is the other anew, anchors: [[in a, in b]], shown: {a: [[start, end]], b: …},
// hits of the search: the same, words: of the search, item, turn, quotable: [side], labels, colors};
// what the visitor does goes back as gestures: item {number}, passage {side, start, end} and keep {side, start, end}.

const SIDES = ["a", "b"];
const KINDS = [["place", "Places"], ["person", "People"], ["organisation", "Organisations"], ["date", "Dates"], ["number", "Numbers"]];
const SPANS = ["speaker", "hit"]; // highlights, by the names compare-speaker, …
const OFF = "compare-marks-off"; // where the browser keeps what is switched off
const other = (side) => (side === "a" ? "b" : "a");

// A button or a heading that is pressed may lay the text out anew: the pane then scrolls, but nobody scrolls it.
const isPress = (event) => (event?.type === "pointerdown" || ["Enter", " "].includes(event?.key)) && event.target.closest("button, summary") !== null;

function buildPane(desk, data, source) {
  const pane = { side: source.side, texts: [], handled: new Set(), source: source.source, link: source.link, spans: {} };
  pane.leads = (event) => { desk.leader = isPress(event) ? null : source.side; };
  const lines = source.lines.map((line) => {
    const element = lineOf(line.duty, lineCells(line, data, source.side, pane));
    const isWhole = line.cells.every(({ text, change }) => change?.kind.endsWith(" whole") || !text.trim());
    element.classList.toggle("only-here", isWhole);
    return element;
  });
  const heading = source.title ? node("h2", "derived", source.title, node("span", "detail", data.labels.derived)) : null;
  pane.article = articleOf(pane, heading, fold(lines));
  pane.onNear = () => { desk.tops = null; highlightSpans(desk); desk.find.light(); };
  const head = node("details", "head", node("summary", null, node("b", "badge", source.badge), source.head), factsOf(source.facts));
  pane.element = node("section", `pane ${source.side}`, head, pane.article);
  pane.element.tabIndex = 0;
  pane.element.setAttribute("aria-label", source.label);
  wirePane(desk, source.side, pane);
  return pane;
}

function wirePane(desk, side, pane) {
  for (const name of ["wheel", "pointerdown", "keydown", "touchstart"]) pane.element.addEventListener(name, pane.leads, { passive: true });
  pane.element.addEventListener("scroll", () => follow(desk, side), { passive: true });
  pane.element.addEventListener("click", (event) => activate(desk, side, event));
  pane.element.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" && event.key !== " ") return;
    if (event.target.dataset.item === undefined) return;
    event.preventDefault();
    activate(desk, side, event);
  });
}

function activate(desk, side, event) {
  const handle = event.target.closest("[data-handle]");
  if (handle) return showStop(desk, Number(handle.dataset.handle), side);
  const mark = event.target.closest("[data-item]");
  const isSelecting = event.type === "click" && !document.getSelection().isCollapsed;
  if (mark && !isSelecting) {
    desk.quiet = side; // the pane where the reader is stays still
    desk.send("item", { number: Number(mark.dataset.item) });
  }
}

// What is in view ---------------------------------------------------------------------------------------------------

// A text that begins or ends too near does not come as far as it is asked to.
function reachable(pane, at, level) {
  const top = topOf(pane, at);
  return top - Math.min(Math.max(top - level, 0), pane.element.scrollHeight - pane.element.clientHeight);
}

function show(desk, shown, { step = 0, quiet = null } = {}) {
  desk.leader = null;
  const present = SIDES.filter((side) => desk.panes[side]);
  highlight(desk, "compare-shown", present.flatMap((side) => shown[side].map((span) => rangeOf(desk.panes[side], span))));
  const current = present.map((side) => [side, shown[side][step % Math.max(shown[side].length, 1)]]).filter(([, span]) => span);
  highlight(desk, "compare-current", current.map(([side, span]) => rangeOf(desk.panes[side], span)));
  desk.tops = null;
  desk.held = current.length > 1 ? Object.fromEntries(current.map(([side, span]) => [side, { at: span[0] }])) : null;
  const clicked = quiet && desk.held ? levelOf(desk.panes[quiet], desk.held[quiet].at) : undefined;
  for (const [side, [at]] of current) {
    const pane = desk.panes[side];
    const isSeen = clicked >= 0 && clicked < pane.element.clientHeight;
    const level = isSeen ? clicked : pane.element.clientHeight * SEEN_AT;
    if (side !== quiet) scrollToOffset(pane, at, level);
    if (desk.held) desk.held[side].level = side === quiet ? clicked : reachable(pane, at, level);
  }
  desk.root.dataset.shown = JSON.stringify(Object.fromEntries(current));
}

function showStop(desk, number, from = null) {
  const { a, b } = desk.data.stops[number];
  desk.stop = number;
  show(desk, { a: a ? [a] : [], b: b ? [b] : [] }, { quiet: from });
  if (!a || !b) desk.leader = a ? "a" : "b"; // the text that has nothing of it comes to where it would stand
  tellStop(desk);
  const [side, [start, end]] = a ? ["a", a] : ["b", b];
  if (desk.data.quotable.includes(side)) desk.send("passage", { side, start, end });
}

function stepStop(desk, direction) {
  const count = desk.data.stops.length;
  if (count) showStop(desk, desk.stop < 0 && direction < 0 ? count - 1 : (desk.stop + direction + count) % count);
}

function tellStop(desk) {
  const { stops, stopped } = desk.data;
  desk.count.textContent = stops.length ? `${desk.stop < 0 ? "" : `${desk.stop + 1} of `}${stops.length} ${stopped}` : stopped;
}

// Marks that can be switched off -------------------------------------------------------------------------------------

const panesOf = (desk) => SIDES.map((side) => desk.panes[side]).filter(Boolean);
const hitsOf = (desk, pane) => (desk.off.has("hit") ? [] : pane.spans.hit ?? []);

function highlightSpans(desk) {
  for (const kind of SPANS) {
    const spansOf = (pane) => (desk.off.has(kind) ? [] : nearOf(pane, pane.spans[kind] ?? []));
    highlight(desk, `compare-${kind}`, panesOf(desk).flatMap((pane) => spansOf(pane).map((span) => stillRangeOf(pane, span))));
  }
}

// Speakers are found while the texts can be read already.
async function askSpans(desk, pane, address) {
  const answer = await fetch(address).catch(() => null); // a server that has gone is told of by the page itself
  if (!answer?.ok) return;
  pane.spans.speaker = (await answer.json()).speaker;
  if (desk.panes[pane.side] === pane) highlightSpans(desk);
}

function turnMarks(desk, kind, isOn) {
  switchMarks(desk, OFF, kind, isOn);
  highlightSpans(desk);
  desk.find.look();
}

function kindSwitches(desk, data) {
  const present = KINDS.filter(([kind]) => data.items.some((item) => item.kind === kind));
  const spans = [["speaker", "Speakers"], ...(data.words ? [["hit", `Hits of “${data.words}”`]] : [])];
  const boxes = [...present, ...spans].map(([kind, label]) => {
    const box = node("input");
    box.type = "checkbox";
    box.checked = !desk.off.has(kind);
    box.onchange = () => turnMarks(desk, kind, box.checked);
    return node("label", `switch mark ${kind}`, box, node("span", `sample ${kind}`, label));
  });
  return node("details", "marks", node("summary", null, "Marks"), node("div", "menu", ...boxes));
}

// All of it ---------------------------------------------------------------------------------------------------------

function toolbar(desk, data) {
  const linked = node("input");
  linked.type = "checkbox";
  linked.checked = desk.linked;
  linked.onchange = () => { desk.linked = linked.checked; };
  desk.count = node("span", "count");
  desk.said = node("span", "said");
  desk.said.setAttribute("role", "status");
  const steps = [button("previous-stop", "↑", () => stepStop(desk, -1), "The one before (key [)"),
    button("next-stop", "↓", () => stepStop(desk, 1), "The next one (key ])")];
  desk.find = findField(desk, () => panesOf(desk), (pane) => hitsOf(desk, pane));
  return node("div", "tools", ...(data.stops.length ? steps : []), desk.count, desk.said,
    node("span", "right", desk.find, kindSwitches(desk, data),
      data.panes.length > 1 ? node("label", "linked", linked, "Scroll together") : null));
}

function fill(desk, data) {
  desk.stop = -1;
  desk.tops = desk.held = null;
  desk.panes = {};
  desk.root.dataset.view = data.view;
  desk.root.toggleAttribute("data-version", data.is_version);
  for (const source of data.panes) desk.panes[source.side] = buildPane(desk, data, source);
  const tools = toolbar(desk, data);
  const quotable = () => Object.values(desk.panes).filter(({ side }) => desk.data.quotable.includes(side));
  desk.quote = quoteTools(desk.root, quotable, ({ pane, start, end }) => desk.send("keep", { side: pane.side, start, end }), desk.said);
  const panes = node("div", `panes of-${data.panes.length}`, ...SIDES.filter((side) => desk.panes[side]).map((side) => desk.panes[side].element));
  desk.root.replaceChildren(...[tools, data.note ? node("p", "note", data.note) : null, panes, desk.quote].filter(Boolean));
  tellStop(desk);
  for (const { side, spans } of data.panes) if (spans) askSpans(desk, desk.panes[side], spans);
}

// The hits of the search in either text, when they are others than before.
function hear(desk, { hits }) {
  const told = JSON.stringify(hits);
  if (desk.hits === told) return;
  desk.hits = told;
  for (const pane of panesOf(desk)) pane.spans.hit = hits[pane.side] ?? [];
  highlightSpans(desk);
  desk.find.look();
}

function wire(desk) {
  const select = () => desk.quote.offer();
  document.addEventListener("selectionchange", select);
  const resized = new ResizeObserver(() => relayout(desk));
  resized.observe(desk.root);
  desk.root.addEventListener("toggle", () => relayout(desk), true);
  desk.root.addEventListener("keydown", (event) => {
    if (event.key === "]") stepStop(desk, 1);
    if (event.key === "[") stepStop(desk, -1);
  });
  const unwire = () => {
    document.removeEventListener("selectionchange", select);
    resized.disconnect();
    unlight(desk);
  };
  // Streamlit also cleans up after an update, when the element stays.
  return () => setTimeout(() => { if (!desk.root.isConnected) unwire(); });
}

function update(desk, data) {
  desk.data = data;
  if (desk.signature !== data.signature) {
    const tops = desk.texts === data.texts ? SIDES.map((side) => desk.panes[side]?.element.scrollTop) : [];
    desk.signature = data.signature;
    desk.texts = data.texts;
    desk.turn = desk.hits = null;
    fill(desk, data);
    SIDES.forEach((side, number) => { if (tops[number]) desk.panes[side].element.scrollTop = tops[number]; });
  }
  hear(desk, data);
  if (desk.turn === data.turn) return;
  const isSame = desk.turn !== null && data.item !== null && desk.item === data.item;
  desk.step = isSame ? desk.step + 1 : 0;
  desk.item = data.item;
  desk.turn = data.turn;
  show(desk, data.shown, { step: desk.step, quiet: desk.quiet });
  desk.quiet = null;
  const stop = data.stops.findIndex((each) => SIDES.every((side) => each[side]?.join() === data.shown[side][0]?.join()));
  if (stop < 0) return;
  desk.stop = stop;
  tellStop(desk);
}

function build(root) {
  const desk = { root, lit: {}, off: marksOff(root, OFF), linked: true, turn: null, item: null, step: 0, quiet: null };
  desk.send = gestureSender(desk);
  return desk;
}

function render({ data, parentElement, setStateValue }) {
  const root = parentElement.querySelector(".compare");
  const desk = (root.desk ??= build(root));
  desk.set = setStateValue;
  Object.entries(data.colors).forEach(([name, color]) => root.style.setProperty(`--${name}`, color));
  update(desk, data);
  desk.wired ??= wire(desk);
  return desk.wired;
}
