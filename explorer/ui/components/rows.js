// A table whose rows open by a click or by keys; every text becomes a text node, never markup.
// Python sends {label, columns: [{name, label, width: rem | null for the room that is left, kind: text | number | bars,
// sort: ascending | descending | none | null where it cannot be sorted by, note, minor: left out where it is narrow}], rows: [[id, cell, …]],
// snippets: {id: [[text, isMarked], …]}, total, most, open: [ids], chosen: ids with a tick | null for no boxes,
// signature: a new one starts at the top};
// what the visitor does goes back as gestures (gestures.js):
// open {id}, choose {id}, sort {column}, more {}.

const SVG = "http://www.w3.org/2000/svg";
const PAGE = 8; // rows that Page Up and Page Down pass
const BOX = 1.9; // [rem] the width of a tick's column
const LEAD = 7.5; // [rem] the least that the column in the room that is left needs
const BAR = 3.5; // the width of a bar with the gap beside it

function node(tag, className, ...children) {
  const element = document.createElement(tag);
  if (className) element.className = className;
  element.append(...children);
  return element;
}

function bars(counts) {
  const most = Math.max(1, ...counts);
  const chart = document.createElementNS(SVG, "svg");
  chart.setAttribute("viewBox", `0 0 ${BAR * counts.length} 18`);
  counts.forEach((count, index) => {
    if (!count) return; // a gap is a gap
    const bar = document.createElementNS(SVG, "rect");
    const height = Math.max(2, (18 * count) / most);
    for (const [name, value] of Object.entries({ x: BAR * index, y: 18 - height, width: BAR - 0.7, height })) {
      bar.setAttribute(name, value);
    }
    chart.append(bar);
  });
  return chart;
}

function snippet(pieces) {
  return node("div", "snippet", ...pieces.map(([text, isMarked]) => (isMarked ? node("mark", null, text) : text)));
}

function cell(column, value, found) {
  const element = filled(column, value, found);
  element.classList.toggle("minor", column.minor);
  return element;
}

function filled(column, value, found) {
  if (column.kind === "number") return node("td", "number", value.toLocaleString("en"));
  if (column.kind === "bars") {
    const element = node("td", "bars", bars(value));
    element.setAttribute("aria-label", value.join(", "));
    return element;
  }
  const text = node("div", "cut", value);
  text.title = value;
  return node("td", column.width ? "text" : "text lead", text, ...(found && !column.width ? [snippet(found)] : []));
}

function box(name) {
  const input = node("input");
  input.type = "checkbox";
  input.tabIndex = -1;
  input.title = "Choose two to compare them";
  input.setAttribute("aria-label", `Compare ${name}`);
  return node("td", "choose", input);
}

function line(data, [id, ...values]) {
  const cells = values.map((value, index) => cell(data.columns[index], value, data.snippets[id]));
  const name = values[data.columns.findIndex(({ width }) => !width)];
  const row = node("tr", data.snippets[id] ? "found" : null, ...(data.chosen ? [box(name)] : []), ...cells);
  row.dataset.id = id;
  row.tabIndex = -1;
  return row;
}

function heading(column, send) {
  const label = node("button", null, column.label);
  label.type = "button";
  label.disabled = column.sort === null;
  label.onclick = () => send("sort", { column: column.name });
  const head = node("th", column.minor ? `${column.kind} minor` : column.kind, label);
  if (column.note) head.title = column.note;
  if (column.sort !== null) head.setAttribute("aria-sort", column.sort);
  head.scope = "col";
  return head;
}

function fillHead(root, data) {
  const columns = [...(data.chosen ? [{ width: BOX }] : []), ...data.columns];
  root.querySelector("colgroup").replaceChildren(...columns.map(({ width, minor }) => {
    const column = node("col", minor ? "minor" : null);
    if (width) column.style.width = `${width}rem`;
    return column;
  }));
  const least = (some) => `${some.reduce((sum, { width }) => sum + (width ?? LEAD), 0)}rem`;
  root.style.setProperty("--least", least(columns));
  root.style.setProperty("--least-narrow", least(columns.filter(({ minor }) => !minor)));
  const empty = node("th", "choose");
  empty.setAttribute("aria-label", "Compare");
  const heads = data.columns.map((column) => heading(column, root.send));
  root.querySelector("thead").replaceChildren(node("tr", null, ...(data.chosen ? [empty] : []), ...heads));
}

// Rows that say the same as before stay the same elements: they keep the pointer and the eye.
function fillBody(root, data) {
  const layout = JSON.stringify([data.columns.map(({ kind, width, minor }) => [kind, width, minor]), Boolean(data.chosen)]);
  const kept = root.layout === layout ? root.lines ?? new Map() : new Map();
  const focused = root.getRootNode().activeElement?.closest?.("tr")?.dataset.id;
  const top = root.scrollTop;
  root.layout = layout;
  root.lines = new Map(data.rows.map((values) => {
    const text = JSON.stringify([values, data.snippets[values[0]]]);
    const old = kept.get(values[0]);
    return [values[0], old?.text === text ? old : { text, row: line(data, values) }];
  }));
  root.querySelector("tbody").replaceChildren(...[...root.lines.values()].map(({ row }) => row));
  root.scrollTop = top;
  root.lines.get(focused)?.row.focus({ preventScroll: true });
}

function fillFoot(root, data) {
  const shown = data.rows.length;
  const foot = root.querySelector(".foot");
  foot.hidden = shown >= data.total;
  const counts = `${shown.toLocaleString("en")} of ${data.total.toLocaleString("en")}`;
  const button = node("button", null, `Show more (${counts})`);
  button.type = "button";
  button.onclick = () => root.more();
  foot.replaceChildren(shown < data.most ? button : `The first ${counts}: narrow to see the others`);
}

// Bring a row into the table's window, without moving the page.
function reveal(root, row) {
  const head = root.querySelector("thead").offsetHeight;
  const [frame, box] = [root.getBoundingClientRect(), row.getBoundingClientRect()];
  if (box.top < frame.top + head) root.scrollTop -= frame.top + head - box.top;
  else if (box.bottom > frame.bottom) root.scrollTop += box.bottom - frame.bottom;
}

function mark(root, open, chosen) {
  root.open = open;
  for (const [id, { row }] of root.lines) {
    row.setAttribute("aria-selected", String(open.includes(id)));
    const input = row.querySelector("input");
    if (input) input.checked = chosen.includes(id);
  }
  const reached = root.lines.get(open[0])?.row ?? root.querySelector("tbody tr");
  root.querySelectorAll("tbody tr[tabindex='0']").forEach((row) => { row.tabIndex = -1; });
  if (reached) reached.tabIndex = 0;
}

function go(root, row, rows, to) {
  const next = rows[Math.min(Math.max(to, 0), rows.length - 1)];
  row.tabIndex = -1;
  next.tabIndex = 0;
  next.focus({ preventScroll: true });
  reveal(root, next);
}

function press(root, event) {
  const row = event.target.closest("tbody tr");
  if (!row || event.ctrlKey || event.metaKey || event.altKey) return;
  const rows = [...root.querySelectorAll("tbody tr")];
  const here = rows.indexOf(row);
  const ways = {
    ArrowDown: here + 1, ArrowUp: here - 1, PageDown: here + PAGE, PageUp: here - PAGE, Home: 0, End: rows.length - 1,
  };
  if (event.key in ways) go(root, row, rows, ways[event.key]);
  else if (event.key === "Enter") root.openRow(row.dataset.id);
  else if (event.key === " " && row.querySelector("input")) root.send("choose", { id: row.dataset.id });
  else return;
  event.preventDefault();
}

function click(root, event) {
  const row = event.target.closest("tbody tr");
  if (!row) return;
  if (event.target.closest(".choose")) {
    const input = row.querySelector("input");
    if (event.target !== input) input.checked = !input.checked;
    root.send("choose", { id: row.dataset.id });
  } else root.openRow(row.dataset.id);
}

function wire(root) {
  root.send = gestureSender(root);
  root.openRow = (id) => root.send("open", { id });
  root.more = () => {
    if (root.asked === root.lines.size) return; // once for each length
    root.asked = root.lines.size;
    root.send("more", {});
  };
  root.onscroll = () => {
    const left = root.scrollHeight - root.scrollTop - root.clientHeight;
    if (left < 200 && root.querySelector(".foot:not([hidden]) button")) root.more();
  };
  root.onclick = (event) => click(root, event);
  root.onkeydown = (event) => press(root, event);
}

function render({ data, parentElement, setStateValue }) {
  const root = parentElement.querySelector(".rows");
  root.set = setStateValue;
  if (!root.send) wire(root);
  root.classList.toggle("with-boxes", Boolean(data.chosen));
  const isNew = root.signature !== data.signature;
  root.signature = data.signature;
  root.querySelector("table").setAttribute("aria-label", data.label);
  root.querySelector("table").setAttribute("aria-rowcount", data.total + 1);
  const head = JSON.stringify([data.columns, Boolean(data.chosen)]);
  if (root.head !== head) fillHead(root, data);
  root.head = head;
  if (isNew) root.asked = null;
  fillBody(root, data);
  fillFoot(root, data);
  if (isNew) root.scrollTop = 0;
  const isOpened = String(root.open ?? "") !== String(data.open);
  mark(root, data.open, data.chosen ?? []);
  if (isOpened || isNew) {
    const row = root.lines.get(data.open[0])?.row;
    if (row) reveal(root, row);
  }
}
