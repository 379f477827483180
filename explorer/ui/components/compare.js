// Two releases beside each other; every character of a document becomes a text node, never markup.
// Python sends {signature, panes: [{side, id, badge, head, facts, title, lines: [{duty, cells: [{text, at, pair?, item?,
// change?}]}], source, link}], items: [{kind, name, note, standing}], stops: [{a, b, kind}] to step through, stopped: what they are called, anchors: [[in a, in b]],
// shown: {a: [[start, end]], b: …}, item, turn, quotable: [side], labels, colors};
// gestures go back as the triggers `item` {number}, `passage` {side, start, end} and `keep` {side, start, end}.

const SIDES = ["a", "b"];
const SEEN_AT = 0.3; // how far down a pane the passage in view stands
const LONG = 1000; // lines; what is out of sight is laid out only when it comes near
const other = (side) => (side === "a" ? "b" : "a");
const isCalm = () => window.matchMedia("(prefers-reduced-motion: reduce)").matches;

function node(tag, className, ...children) {
  const element = document.createElement(tag);
  if (className) element.className = className;
  element.append(...children.filter((child) => child !== null && child !== undefined));
  return element;
}

function button(className, label, onclick, title) {
  const element = node("button", className, label);
  element.type = "button";
  element.onclick = onclick;
  if (title) element.title = title;
  return element;
}

function cell(each, data) {
  const span = node("span", each.change ? `change ${each.change.kind}` : null, each.text);
  span.dataset.at = each.at;
  if (each.pair !== undefined) span.dataset.pair = each.pair;
  if (each.item !== undefined) {
    const item = data.items[each.item];
    span.classList.add("mark", item.kind, item.standing.replace(" ", "-"));
    span.dataset.item = each.item;
    span.title = `${item.name}${item.note ? ` (${item.note})` : ""}: ${data.labels[item.standing]}`;
    span.tabIndex = 0;
    span.setAttribute("role", "button");
  }
  return span;
}

function pairHandle(number, data, side) {
  const { kind } = data.stops[number];
  const handle = button("pair-handle", null, null, `${data.labels[kind]}; show it beside`);
  handle.dataset.handle = number;
  handle.dataset.number = number + 1;
  handle.setAttribute("aria-label", `Passage ${number + 1} of ${data.stops.length} that both have: ${data.labels[kind]}`);
  handle.dataset.side = side;
  return handle;
}

// The cells of a line; a number stands before each passage that the other release has too.
function lineCells(line, data, side, pane) {
  return line.cells.flatMap((each) => {
    const span = cell(each, data);
    pane.cells.push(span);
    const why = each.change?.why;
    if (why && why !== pane.why) span.dataset.why = why; // once for what stands together
    if (each.text.trim()) pane.why = why;
    if (each.pair === undefined || pane.handled.has(each.pair)) return [span];
    pane.handled.add(each.pair);
    return [pairHandle(each.pair, data, side), span];
  });
}

// What both say, folded away: the cells stay, hidden, behind a button that brings them back.
function foldedRun(lines) {
  const words = lines.flatMap((line) => [...line.querySelectorAll(".folded")]).map((each) => each.textContent).join(" ");
  const unfold = button("unfold", `${words.trim().split(/\s+/).length} words that both have`, () => {
    lines.forEach((line) => line.classList.remove("has-fold"));
    unfold.remove();
  });
  return unfold;
}

function fold(article) {
  let run = [];
  const close = () => { if (run.length) run[0].before(foldedRun(run)); run = []; };
  for (const line of article.querySelector(".folded") ? [...article.children] : []) {
    if (!line.querySelector(".folded")) { close(); continue; }
    line.classList.add("has-fold");
    line.classList.toggle("all-folded", !line.querySelector("[data-at]:not(.folded)"));
    run.push(line);
    if (!line.classList.contains("all-folded")) close();
  }
  close();
}

function facts(list) {
  return node("dl", "facts", ...list.map(({ name, value, wide }) =>
    node("div", wide ? "fact wide" : "fact", node("dt", null, name), node("dd", null, value))));
}

function buildPane(desk, data, source) {
  const pane = { cells: [], handled: new Set() };
  const lines = source.lines.map((line) => node(
    { title: "h2", subhead: "h3" }[line.duty] ?? "p", line.duty.replaceAll(" ", "-"), ...lineCells(line, data, source.side, pane)));
  const heading = source.title ? node("h2", "derived", source.title, node("span", "detail", data.labels.derived)) : null;
  pane.article = node("article", lines.length > LONG ? "long" : null, heading, ...lines);
  fold(pane.article);
  const head = node("details", "head", node("summary", null, node("b", "badge", source.badge), source.head), facts(source.facts));
  pane.element = node("section", `pane ${source.side}`, head, pane.article);
  pane.element.tabIndex = 0;
  pane.element.setAttribute("aria-label", source.label);
  pane.source = source;
  wirePane(desk, source.side, pane);
  return pane;
}

function wirePane(desk, side, pane) {
  const lead = () => { desk.leader = side; };
  for (const name of ["wheel", "pointerdown", "keydown", "touchstart"]) pane.element.addEventListener(name, lead, { passive: true });
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

// Where things stand ------------------------------------------------------------------------------------------------

function cellAt(pane, offset) {
  let low = 0;
  let high = pane.cells.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (Number(pane.cells[middle].dataset.at) <= offset) low = middle; else high = middle - 1;
  }
  return pane.cells[low];
}

// Where an offset of the clean text stands on the page: a text node and a place in it.
function placeOf(pane, offset) {
  const span = cellAt(pane, offset);
  const text = span.firstChild;
  return [text, Math.min(Math.max(offset - Number(span.dataset.at), 0), text.length)];
}

function rangeOf(pane, [start, end]) {
  const range = document.createRange();
  const [last, at] = placeOf(pane, end - 1);
  range.setStart(...placeOf(pane, start));
  range.setEnd(last, Math.min(at + 1, last.length));
  return range;
}

function topOf(pane, offset) {
  const rect = cellAt(pane, offset).getBoundingClientRect();
  return rect.top - pane.element.getBoundingClientRect().top + pane.element.scrollTop;
}

function scrollTo(pane, offset) {
  const top = topOf(pane, offset) - pane.element.clientHeight * SEEN_AT;
  pane.element.scrollTo({ top, behavior: isCalm() ? "auto" : "smooth" });
}

// Scrolling together ------------------------------------------------------------------------------------------------

function measure(desk) {
  const { a, b } = desk.panes;
  const ends = [a, b].map((pane) => pane.element.scrollHeight);
  desk.tops = [[0, 0], ...desk.data.anchors.map(([inA, inB]) => [topOf(a, inA), topOf(b, inB)]), ends];
}

function follow(desk, side) {
  if (!desk.linked || desk.leader !== side || !desk.panes.b) return;
  if (!desk.tops) measure(desk);
  const [from, to] = side === "a" ? [0, 1] : [1, 0];
  const [leader, led] = [desk.panes[side].element, desk.panes[other(side)].element];
  const seen = leader.scrollTop + leader.clientHeight * SEEN_AT;
  const next = desk.tops.findIndex((tops) => tops[from] > seen);
  const [before, after] = [desk.tops[Math.max(next - 1, 0)], desk.tops[next] ?? desk.tops.at(-1)];
  const share = after[from] > before[from] ? (seen - before[from]) / (after[from] - before[from]) : 0;
  led.scrollTop = before[to] + share * (after[to] - before[to]) - led.clientHeight * SEEN_AT;
}

// What is in view ---------------------------------------------------------------------------------------------------

function highlight(desk, name, ranges) {
  if (!window.CSS?.highlights) return;
  desk.lit[name] = new Highlight(...ranges);
  CSS.highlights.set(name, desk.lit[name]);
}

function unlight(desk) {
  for (const [name, own] of Object.entries(desk.lit)) if (CSS.highlights.get(name) === own) CSS.highlights.delete(name);
}

function show(desk, shown, { step = 0, quiet = null } = {}) {
  desk.leader = null;
  const present = SIDES.filter((side) => desk.panes[side]);
  highlight(desk, "compare-shown", present.flatMap((side) => shown[side].map((span) => rangeOf(desk.panes[side], span))));
  const current = present.map((side) => [side, shown[side][step % Math.max(shown[side].length, 1)]]).filter(([, span]) => span);
  highlight(desk, "compare-current", current.map(([side, span]) => rangeOf(desk.panes[side], span)));
  current.filter(([side]) => side !== quiet).forEach(([side, span]) => scrollTo(desk.panes[side], span[0]));
  desk.root.dataset.shown = JSON.stringify(Object.fromEntries(current));
}

function showStop(desk, number, from = null) {
  const { a, b } = desk.data.stops[number];
  desk.stop = number;
  show(desk, { a: a ? [a] : [], b: b ? [b] : [] }, { quiet: from });
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

// Quoting -----------------------------------------------------------------------------------------------------------

// The offset in the clean text of a point of the page, or null outside the text.
function offsetAt(pane, container, offset) {
  const own = container.nodeType === Node.TEXT_NODE ? container.parentElement.closest("[data-at]") : null;
  if (own) return Number(own.dataset.at) + offset;
  const point = document.createRange();
  point.setStart(container, offset);
  const next = pane.cells.find((span) => point.comparePoint(span, 0) >= 0);
  const last = pane.cells.at(-1);
  return next ? Number(next.dataset.at) : Number(last.dataset.at) + last.textContent.length;
}

function selectedPassage(desk) {
  const selection = document.getSelection();
  if (!selection.rangeCount || selection.isCollapsed) return null;
  const range = selection.getRangeAt(0);
  const side = SIDES.find((each) => desk.panes[each]?.article.contains(range.startContainer));
  if (!side) return null;
  const pane = desk.panes[side];
  const start = offsetAt(pane, range.startContainer, range.startOffset);
  const end = pane.article.contains(range.endContainer) ? offsetAt(pane, range.endContainer, range.endOffset) : null;
  return end === null ? null : trimmed(pane, side, start, end);
}

function trimmed(pane, side, start, end) {
  const text = textBetween(pane, start, end);
  const lead = text.length - text.trimStart().length;
  const tail = text.length - text.trimEnd().length;
  return text.trim() ? { side, start: start + lead, end: end - tail, text: text.trim() } : null;
}

// The cells hold everything but blank lines and line ends.
function textBetween(pane, start, end) {
  let text = "";
  let position = start;
  for (const span of pane.cells) {
    const at = Number(span.dataset.at);
    const stop = at + span.textContent.length;
    if (stop <= position) continue;
    if (at >= end) break;
    if (at > position) text += "\n".repeat(at - position);
    text += span.textContent.slice(Math.max(position - at, 0), end - at);
    position = Math.min(stop, end);
  }
  return text;
}

async function copy(text) {
  if (navigator.clipboard) return navigator.clipboard.writeText(text);
  const area = node("textarea", null, text); // without a secure connection there is no clipboard of the page's own
  document.body.append(area);
  area.select();
  document.execCommand("copy");
  area.remove();
}

function quotationOf(desk, { side, start, end, text }) {
  const { source, link } = desk.panes[side].source;
  return `“${text}”\n${source}\n${location.origin}${location.pathname}?${link}&at=${start}-${end}`;
}

function offerQuote(desk) {
  const passage = selectedPassage(desk);
  desk.tools.hidden = !passage || !desk.data.quotable.includes(passage.side);
  if (desk.tools.hidden) return;
  desk.passage = passage;
  const marked = document.getSelection().getRangeAt(0).getBoundingClientRect();
  const box = desk.root.getBoundingClientRect();
  const top = Math.min(marked.bottom - box.top + 6, box.height - 44);
  desk.tools.style.top = `${Math.max(top, 40)}px`;
  desk.tools.style.left = `${Math.max(Math.min(marked.left - box.left, box.width - 270), 8)}px`;
}

function quoteTools(desk) {
  const say = (words) => { desk.said.textContent = words; setTimeout(() => { desk.said.textContent = ""; }, 2500); };
  const done = (words) => { desk.tools.hidden = true; document.getSelection().removeAllRanges(); say(words); };
  return node("div", "quote-tools",
    button("copy", "Copy quotation", () => copy(quotationOf(desk, desk.passage)).then(() => done("Quotation copied"), () => say("The browser did not allow copying"))),
    button("keep", "Keep", () => { const { side, start, end } = desk.passage; desk.send("keep", { side, start, end }); done("Quotation kept"); }, "Put it into the tray of quotations"));
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
  return node("div", "tools", ...(data.stops.length ? steps : []), desk.count,
    desk.said,
    data.panes.length > 1 ? node("label", "linked", linked, "Scroll together") : null);
}

function fill(desk, data) {
  desk.stop = -1;
  desk.tops = null;
  desk.panes = {};
  for (const source of data.panes) desk.panes[source.side] = buildPane(desk, data, source);
  desk.tools = quoteTools(desk);
  desk.tools.hidden = true;
  const panes = node("div", `panes of-${data.panes.length}`, ...SIDES.filter((side) => desk.panes[side]).map((side) => desk.panes[side].element));
  desk.root.replaceChildren(toolbar(desk, data), panes, desk.tools);
  tellStop(desk);
}

function wire(desk) {
  const select = () => offerQuote(desk);
  document.addEventListener("selectionchange", select);
  const resized = new ResizeObserver(() => { desk.tops = null; });
  resized.observe(desk.root);
  desk.root.addEventListener("toggle", () => { desk.tops = null; }, true);
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
    desk.signature = data.signature;
    desk.turn = null;
    fill(desk, data);
  }
  if (desk.turn === data.turn) return;
  const isSame = desk.turn !== null && data.item !== null && desk.item === data.item;
  desk.step = isSame ? desk.step + 1 : 0;
  desk.item = data.item;
  desk.turn = data.turn;
  show(desk, data.shown, { step: desk.step, quiet: desk.quiet });
  desk.quiet = null;
}

export default function ({ data, parentElement, setTriggerValue }) {
  const root = parentElement.querySelector(".compare");
  const desk = (root.desk ??= { root, lit: {}, linked: true, turn: null, item: null, step: 0, quiet: null });
  desk.send = (name, value) => setTriggerValue(name, { ...value, turn: Date.now() });
  Object.entries(data.colors).forEach(([name, color]) => root.style.setProperty(`--${name}`, color));
  update(desk, data);
  desk.wired ??= wire(desk);
  return desk.wired;
}
