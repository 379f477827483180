// What two releases name: in both, only in one, and what others say of the place in view. Text nodes only.
// Python sends {items: [{kind, name, note, standing, a, b}], changed: [[number of an item of a, of b]], said: [{release, start, end, title,
// apart, text}], place: its name | null, current: number | null, labels, tabs: [standing], colors, signature};
// what the visitor does goes back as gestures (gestures.js): item {number} and open {release, start, end}.

const LONG = 1000; // items; what is out of sight is laid out only when it comes near
const KINDS = [["place", "Places"], ["person", "People"], ["organisation", "Organisations"], ["date", "Dates"], ["number", "Numbers"]];

function node(tag, className, ...children) {
  const element = document.createElement(tag);
  if (className) element.className = className;
  element.append(...children.filter((child) => child !== null && child !== undefined));
  return element;
}

function row(item, number, desk) {
  const counts = { shared: `A ${item.a} · B ${item.b}`, "only a": `${item.a}`, "only b": `${item.b}` }[item.standing];
  const element = node("button", "item", node("span", "name", item.name),
    item.note ? node("span", "note", item.note) : null, node("span", "counts", counts));
  element.type = "button";
  element.setAttribute("aria-pressed", String(number === desk.data.current));
  element.onclick = () => desk.send("item", { number });
  return element;
}

function section(title, rows) {
  return rows.length ? node("section", null, node("h3", null, title), ...rows) : null;
}

function itemsOf(desk, standing) {
  const numbered = desk.data.items.map((item, number) => [item, number]).filter(([item]) => item.standing === standing);
  return KINDS.map(([kind, title]) =>
    section(title, numbered.filter(([item]) => item.kind === kind).map(([item, number]) => row(item, number, desk))));
}

// Each number opens its sentences.
function changed(desk) {
  return section("Numbers that may be of the same", desk.data.changed.map((numbers) => node("div", "changed",
    ...numbers.map((number) => row(desk.data.items[number], number, desk)))));
}

function quotation(each, desk) {
  const open = node("button", "item said", node("span", "quote", each.text), node("span", "note", node("bdi", null, each.title), " · ", node("bdi", null, each.apart)));
  open.type = "button";
  open.title = "Read it beside A";
  open.onclick = () => desk.send("open", { release: each.release, start: each.start, end: each.end });
  return open;
}

function body(desk) {
  const { data, tab } = desk;
  if (tab !== "said") {
    const sections = [tab === "shared" ? null : changed(desk), ...itemsOf(desk, tab)].filter(Boolean);
    return sections.length ? sections : [node("p", "nothing", data.labels.nothing)];
  }
  if (!data.place) return [node("p", "nothing", data.labels.choose)];
  if (!data.said.length) return [node("p", "nothing", `No other release says anything about ${data.place}.`)];
  return [node("h3", null, `Also said about ${data.place}, nearest in date first`), ...data.said.map((each) => quotation(each, desk))];
}

function countOf(data, tab) {
  return tab === "said" ? (data.place ? data.said.length : null) : data.items.filter((item) => item.standing === tab).length;
}

function tabButton(desk, tab) {
  const count = countOf(desk.data, tab);
  const element = node("button", `tab ${tab.replace(" ", "-")}`, desk.data.labels[tab], count === null ? null : node("span", "counts", String(count)));
  element.type = "button";
  element.setAttribute("role", "tab");
  element.setAttribute("aria-selected", String(desk.tab === tab));
  element.onclick = () => { desk.tab = tab; draw(desk); };
  return element;
}

function draw(desk) {
  const list = desk.root.querySelector(".list");
  const top = desk.drawn === desk.tab ? list?.scrollTop ?? 0 : 0;
  const tabs = node("div", "tabs", ...desk.data.tabs.map((tab) => tabButton(desk, tab)));
  tabs.setAttribute("role", "tablist");
  const fresh = node("div", desk.data.items.length > LONG ? "list long" : "list", ...body(desk));
  fresh.setAttribute("role", "tabpanel");
  desk.root.replaceChildren(tabs, fresh);
  fresh.scrollTop = top;
  desk.drawn = desk.tab;
}

function render({ data, parentElement, setStateValue }) {
  const root = parentElement.querySelector(".compare-items");
  const desk = (root.desk ??= { root, tab: null, drawn: null, signature: null });
  desk.set = setStateValue;
  desk.send ??= gestureSender(desk);
  Object.entries(data.colors).forEach(([name, color]) => root.style.setProperty(`--${name}`, color));
  if (desk.signature !== data.signature || !data.tabs.includes(desk.tab)) {
    desk.tab = data.tabs.find((tab) => countOf(data, tab)) ?? data.tabs[0];
  }
  const item = data.items[data.current];
  if (item && desk.current !== data.current && desk.tab !== "said") desk.tab = item.standing;
  desk.signature = data.signature;
  desk.current = data.current;
  desk.data = data;
  draw(desk);
}
