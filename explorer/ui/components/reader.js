// The reader of Explore, over the functions of text*.js, reader_panels.js and gestures.js.
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
  reader.off = marksOff(root, OFF);
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
  if (!isSame) bringUp();
  askSpans(reader, data.spans);
}

// On a phone a release opens far below the row that was clicked; a link shows its map first.
function bringUp() {
  const bar = document.querySelector(".st-key-reader-bar");
  const isFar = bar?.getBoundingClientRect().top > 0.75 * innerHeight;
  if (isFar && navigator.userActivation.hasBeenActive) bar.scrollIntoView();
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

function render({ data, parentElement, setStateValue }) {
  const root = parentElement.querySelector(".reader");
  const reader = (root.reader ??= build(root));
  reader.set = setStateValue;
  root.hear = () => hear(reader);
  update(reader, data);
  reader.wired ??= wire(reader);
  return reader.wired;
}
