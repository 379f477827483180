// The reader of Explore, over the functions of text.js and gestures.js.
// Python sends {release: {id, derivedTitle, head, facts, versions: [{id, label}], source, link}, version,
// dates: [{days, basis, span: [start, end], sentence: [start, end]}],
// paragraphs: [{start, duty, runs: [text | [text, which of the marks]]}], marks: [{role, onMap, certainty, place, note}]};
// what changes while they are read comes through reader_news.js: {hits: [[start, end]], focus: start of the mention in view | null, turn,
// said: {place, sentences: [{release, start, title, apart, text}]} | null}; at the address `spans` stand
// {date, number, speaker: [[start, end]]};
// what the visitor does goes back as gestures (gestures.js): mention {start},
// keep {start, end}, version {id}, said {isOpen}, elsewhere {release, start}.

const KINDS = [
  ["Role", [["location", "Location"], ["dateline", "Dateline"], ["actor", "Actor"], ["elsewhere", "Elsewhere"]]],
  ["Place", [["sure", "Sure"], ["doubtful", "Doubtful"], ["unresolved", "Not resolved"]]],
  ["Also in the text", [["date", "Dates"], ["number", "Numbers"], ["speaker", "Speakers"], ["hit", "Hits of the search"]]],
];
const SPANS = ["date", "number", "speaker", "hit"]; // highlights, by the names reader-date, …
const OFF = "reader-marks-off"; // where the browser keeps what is switched off
const AROUND = 60; // characters of an excerpt on either side
const EXCERPTS = 200; // that are listed at a time

// The text -----------------------------------------------------------------------------------------------------------

function mark(reader, number, text) {
  const run = { ...reader.marks[number], start: text.at, text: text.data };
  const element = node("span", `mention ${run.role} ${run.certainty}${run.onMap ? " on-map" : ""}`, text);
  element.setAttribute("role", "button"); // no <button>: that is a box, and the comma after it went to the next line
  element.tabIndex = 0;
  element.title = run.note;
  element.dataset.start = run.start;
  element.run = run;
  reader.mentions.push(element);
  return element;
}

function paragraph(reader, { start, duty, runs }) {
  let at = start;
  return lineOf(duty, runs.map((run) => {
    const [string, number] = typeof run === "string" ? [run] : run;
    const text = textAt(reader, at, string);
    at = text.end;
    return number === undefined ? text : mark(reader, number, text);
  }));
}

function head(reader, release) {
  const versions = release.versions.map(({ id, label }) =>
    button("version", label, () => reader.send("version", { id }), "Compare the two word by word"));
  const more = node("div", "more", factsOf(release.facts), versions.length ? node("div", "versions", ...versions) : null);
  const fold = button("fold", node("span", "summary", release.head), () => {
    more.classList.toggle("folded");
    fold.setAttribute("aria-expanded", String(!more.classList.contains("folded")));
  }, "What is known of this release");
  more.classList.add("folded");
  fold.setAttribute("aria-expanded", "false");
  return node("header", "head", fold, more);
}

function fill(reader, data) {
  Object.assign(reader, { texts: [], mentions: [], whole: null, inView: null, heard: null, spans: {}, asked: [], told: null });
  reader.source = data.release.source;
  reader.dates = data.dates;
  reader.link = data.release.link;
  const heading = data.release.derivedTitle
    ? node("h2", "title", data.release.derivedTitle, node("span", "detail", "Title derived from the first sentence; the release has no headline"))
    : null;
  reader.marks = data.marks;
  reader.article = articleOf(reader, heading, data.paragraphs.map((each) => paragraph(reader, each)));
  const printed = node("p", "printed-source", `${reader.source}\n${compareAddress()}?${reader.link}`);
  reader.element.replaceChildren(head(reader, data.release), reader.article, printed);
  reader.panel.close();
}

// Marks that can be switched off -------------------------------------------------------------------------------------

const isOff = (reader, kind) => reader.off.has(kind);
const isMarked = (reader, { run }) => !isOff(reader, run.role) && !isOff(reader, run.certainty);

function highlightSpans(reader) {
  for (const kind of SPANS) {
    const spans = isOff(reader, kind) ? [] : reader.spans[kind] ?? [];
    highlight(reader, `reader-${kind}`, nearOf(reader, spans).map((span) => stillRangeOf(reader, span)));
  }
}

function counts(reader) {
  const found = Object.fromEntries(SPANS.map((kind) => [kind, reader.spans[kind]?.length ?? 0]));
  for (const { run } of reader.mentions) {
    found[run.role] = (found[run.role] ?? 0) + 1;
    found[run.certainty] = (found[run.certainty] ?? 0) + 1;
  }
  return found;
}

function turnMarks(reader, kind, isOn) {
  if (isOn) reader.off.delete(kind); else reader.off.add(kind);
  localStorage.setItem(OFF, [...reader.off].join(" "));
  reader.root.dataset.off = [...reader.off].join(" ");
  highlightSpans(reader);
  reader.find.look();
  tellPlace(reader);
}

function legend(reader) {
  const found = counts(reader);
  return KINDS.map(([title, kinds]) => node("section", null, node("h3", null, title), ...kinds.map(([kind, label]) => {
    const box = node("input");
    box.type = "checkbox";
    box.checked = !isOff(reader, kind);
    box.onchange = () => turnMarks(reader, kind, box.checked);
    return node("label", `switch ${kind}`, box, node("span", `sample ${kind}`, label), node("span", "counts", String(found[kind] ?? 0)));
  })));
}

// Mentions, and what others say --------------------------------------------------------------------------------------

function excerpt(reader, element) {
  const siblings = [...element.closest("p, h2, h3").childNodes];
  const here = siblings.indexOf(element);
  const [lead, tail] = [siblings.slice(0, here), siblings.slice(here + 1)].map((each) => each.map((other) => other.textContent).join(""));
  const row = button("excerpt", null, () => goTo(reader, element));
  row.dir = "auto";
  row.append(endOf(lead), node("b", null, element.run.text), beginningOf(tail));
  return row;
}

// At most so much of what stands around a mention, cut between words; a word longer than that is cut itself.
const endOf = (text) => (text.length > AROUND ? `…${text.slice(-AROUND).replace(/^\S*\s+(?=\S)/, "")}` : text);
const beginningOf = (text) => (text.length > AROUND ? `${text.slice(0, AROUND).replace(/(?<=\S)\s+\S*$/, "")}…` : text);

// The first of the excerpts that are left, and a button for the others.
function unfold(reader, group, elements) {
  group.append(...elements.slice(0, EXCERPTS).map((each) => excerpt(reader, each)));
  const others = elements.slice(EXCERPTS);
  if (!others.length) return;
  const more = button("excerpt", `${others.length} more`, () => { more.remove(); unfold(reader, group, others); });
  group.append(more);
}

function mentionList(reader) {
  const groups = new Map();
  for (const element of reader.mentions) {
    const name = element.run.place || `${element.run.text} (not resolved)`;
    if (!groups.has(name)) groups.set(name, []);
    groups.get(name).push(element);
  }
  const sorted = [...groups].sort(([, one], [, other]) => other.length - one.length);
  const rows = sorted.map(([name, elements]) => {
    const group = node("details", "group", node("summary", null, node("span", "name", name), node("span", "counts", String(elements.length))));
    group.ontoggle = () => { if (group.open && group.children.length === 1) unfold(reader, group, elements); };
    return group;
  });
  return rows.length ? rows : [node("p", "nothing", "No place is named here.")];
}

function saidList(reader) {
  const said = reader.heard?.said;
  if (!said) return [node("p", "nothing", "Choose a place in the text to see what other releases say about it.")];
  if (!said.sentences.length) return [node("p", "nothing", `No other release says anything about ${said.place}.`)];
  return [node("h3", null, `Also said about ${said.place}, nearest in date first`), ...said.sentences.map((each) => {
    const row = button("excerpt said", null, () => reader.send("elsewhere", { release: each.release, start: each.start }), "Open it there");
    row.append(node("span", "quote", each.text), node("span", "note", node("bdi", null, each.title), " · ", node("bdi", null, each.apart)));
    row.dir = "auto";
    return row;
  })];
}

// Each date in the text, as calendar days; opened, its sentence, which leads to it.
function dateList(reader) {
  const rows = reader.dates.map(({ days, basis, span, sentence }) => {
    const words = (start, end) => textBetween(reader, start, end);
    const said = `“${words(...span)}”${basis === "computed" ? ", computed" : ""}`;
    const group = node("details", "group date-in-text", node("summary", null, node("span", "name", days), node("span", "counts", said)));
    group.ontoggle = () => {
      if (!group.open || group.children.length > 1) return;
      const row = button("excerpt", null, () => scrollToOffset(reader, span[0]), "Go there in the text");
      row.dir = "auto";
      row.append(words(sentence[0], span[0]), node("b", null, words(...span)), words(span[1], sentence[1]));
      group.append(row);
    };
    return group;
  });
  return rows.length ? [node("h3", null, "Dates in the text, some computed from the publication date"), ...rows] : [node("p", "nothing", "The text names no date.")];
}

const PANELS = { marks: ["Marks", legend], mentions: ["Places", mentionList], dates: ["Dates", dateList], said: ["Also said", saidList] };

// One panel at a time, beside the text; a second press on its button closes it.
function panelOf(reader) {
  const body = node("div", "body");
  const panel = node("aside", "panel", body);
  panel.hidden = true;
  const switches = Object.fromEntries(Object.entries(PANELS).map(([name, [label]]) =>
    [name, button(`open-${name}`, label, () => panel.show(panel.shown === name ? null : name))]));
  const draw = (isNews = false) => {
    if (isNews && panel.shown === "mentions") return; // what was opened there stays open
    body.replaceChildren(...(panel.shown ? PANELS[panel.shown][1](reader) : []));
  };
  panel.show = (name) => {
    if ((panel.shown === "said") !== (name === "said")) reader.send("said", { isOpen: name === "said" });
    panel.shown = name;
    panel.hidden = !name;
    for (const [each, opener] of Object.entries(switches)) opener.setAttribute("aria-expanded", String(each === name));
    draw();
  };
  panel.draw = draw;
  // What is said of a place goes on from release to release; the other panels were about the one before.
  panel.close = () => { if (panel.shown && panel.shown !== "said") panel.show(null); };
  panel.switches = Object.values(switches);
  return panel;
}

// From place to place ------------------------------------------------------------------------------------------------

function goTo(reader, element) {
  if (element.run.start !== reader.focus) {
    reader.asked.push(element.run.start);
    reader.send("mention", { start: element.run.start });
  }
  show(reader, element.run.start);
  scrollIntoSight(reader, element);
}

function step(reader, direction) {
  const marked = reader.mentions.filter((each) => isMarked(reader, each));
  if (!marked.length) return;
  const here = marked.findIndex((each) => each.run.start === reader.focus);
  const from = here >= 0 || direction > 0 ? here : 0;
  goTo(reader, marked[(from + direction + marked.length) % marked.length]);
}

function tellPlace(reader) {
  const marked = reader.mentions.filter((each) => isMarked(reader, each));
  const here = marked.findIndex((each) => each.run.start === reader.focus);
  reader.place.textContent = `${here < 0 ? "" : `${here + 1} of `}${marked.length} mention${marked.length === 1 ? "" : "s"}`;
}

// Mark the mention in view, and say at the foot why it is taken for its place; returns it.
function show(reader, focus) {
  reader.inView?.classList.remove("in-view");
  reader.focus = focus;
  reader.inView = focus === null ? null : reader.mentions.find((each) => each.run.start === focus);
  reader.inView?.classList.add("in-view");
  reader.why.hidden = !reader.inView;
  reader.why.textContent = reader.inView?.run.note ?? "";
  tellPlace(reader);
  return reader.inView;
}

// All of it ----------------------------------------------------------------------------------------------------------

function isTyping({ target }) {
  return target.closest?.("input, textarea, select, [contenteditable]");
}

function build(root) {
  const reader = { root, lit: {}, texts: [], mentions: [], spans: {}, heard: null, asked: [], told: null, focus: null, turn: null };
  reader.off = new Set((localStorage.getItem(OFF) ?? "").split(" ").filter(Boolean));
  root.dataset.off = [...reader.off].join(" ");
  reader.send = gestureSender(reader);
  reader.onNear = () => { highlightSpans(reader); reader.find.light(); };
  reader.element = node("div", "scroller");
  reader.element.tabIndex = 0;
  reader.element.setAttribute("aria-label", "Text of the release");
  reader.article = node("article");
  reader.panel = panelOf(reader);
  reader.why = node("footer", "why");
  reader.place = node("span", "count mentions");
  reader.done = node("span", "done");
  reader.done.setAttribute("role", "status");
  reader.find = findField(reader, () => [reader], () => (isOff(reader, "hit") ? [] : reader.spans.hit ?? []));
  reader.quote = quoteTools(root, () => [reader], ({ start, end }) => reader.send("keep", { start, end }), reader.done);
  const steps = [button("step", "↑", () => step(reader, -1), "The place before (key [)"), button("step", "↓", () => step(reader, 1), "The next place (key ])")];
  root.replaceChildren(
    node("div", "tools", reader.find, reader.done, node("span", "stepping", ...steps, reader.place), ...reader.panel.switches),
    node("div", "middle", reader.element, reader.panel), reader.why, reader.quote);
  reader.element.onclick = (event) => {
    const element = event.target.closest(".mention");
    if (element && document.getSelection().isCollapsed) goTo(reader, element);
  };
  reader.element.onkeydown = (event) => {
    if (!event.target.run || (event.key !== "Enter" && event.key !== " ")) return;
    event.preventDefault(); // nor does the page's own key play through time
    goTo(reader, event.target);
  };
  return reader;
}

function wire(reader) {
  const select = () => reader.quote.offer();
  const press = (event) => {
    if (isTyping(event) || event.ctrlKey || event.metaKey || event.altKey || document.querySelector(".compare")) return;
    if (event.key === "]") step(reader, 1);
    if (event.key === "[") step(reader, -1);
  };
  document.addEventListener("selectionchange", select);
  document.addEventListener("keydown", press);
  const unwire = () => {
    document.removeEventListener("selectionchange", select);
    document.removeEventListener("keydown", press);
    unlight(reader);
  };
  // Streamlit also cleans up after an update, when the element stays.
  return () => setTimeout(() => { if (!reader.root.isConnected) unwire(); });
}

function update(reader, data) {
  const isSame = reader.release === data.release.id;
  const drawn = JSON.stringify([data.release.id, data.version]);
  if (reader.drawn === drawn) return;
  const top = isSame ? reader.element.scrollTop : 0; // a correction draws the text anew under the reader's eyes
  reader.drawn = drawn;
  reader.release = data.release.id;
  fill(reader, data);
  reader.element.scrollTop = top;
  hear(reader, isSame);
  askSpans(reader, data.spans);
}

// Take over what came beside the text.
function hear(reader, isSame = true) {
  const news = document.readerNews;
  if (news && news.release === reader.release && reader.heard !== news) {
    const isFirst = !reader.heard;
    reader.heard = news;
    reader.spans.hit = news.hits;
    highlightSpans(reader);
    look(reader, news, isFirst && !isSame);
  }
  if (reader.panel.shown) reader.panel.draw(true);
}

// Dates, numbers and speakers are found while the text can be read already.
async function askSpans(reader, address) {
  const { drawn } = reader;
  const answer = await fetch(address).catch(() => null); // a server that has gone is told of by the page itself
  const found = answer?.ok ? await answer.json() : null;
  if (!found || reader.drawn !== drawn) return;
  Object.assign(reader.spans, found);
  highlightSpans(reader);
  if (reader.panel.shown) reader.panel.draw(true);
}

// Whether the server, a step behind, tells of an earlier place than the one that was asked for last.
function isBehind(reader, focus) {
  const answered = reader.asked.indexOf(focus);
  const isUnheard = answered < 0 && focus === reader.told;
  reader.told = focus;
  if (!isUnheard) reader.asked = answered < 0 ? [] : reader.asked.slice(answered + 1);
  return reader.asked.length > 0;
}

function look(reader, { focus, turn }, isNews) {
  reader.find.look();
  if (isBehind(reader, focus)) return;
  const isAsked = reader.turn !== turn && (isNews || reader.focus !== focus);
  const target = show(reader, focus);
  reader.turn = turn;
  if (target && isAsked) scrollIntoSight(reader, target);
}

export default function ({ data, parentElement, setStateValue }) {
  const root = parentElement.querySelector(".reader");
  const reader = (root.reader ??= build(root));
  reader.set = setStateValue;
  root.hear = () => hear(reader);
  update(reader, data);
  reader.wired ??= wire(reader);
  return reader.wired;
}
