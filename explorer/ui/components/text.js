// What the reader and the two panes share: the text of a release as text nodes, passages of it by their offsets, finding
// and quoting. Every character of a document becomes a text node, never markup.
// Offsets are Python's: characters, of which JavaScript's strings count those beyond U+FFFF twice.

const LONG = 1000; // lines; what is out of sight is laid out only when it comes near
const SEEN_AT = 0.3; // how far down its box the passage in view stands
const TAGS = { title: "h2", subhead: "h3" };
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

function lineOf(duty, children) {
  const line = node(TAGS[duty] ?? "p", duty.replaceAll(" ", "-"), ...children);
  line.dir = "auto"; // a passage in Arabic runs and stands right
  return line;
}

function factsOf(list) {
  return node("dl", "facts", ...list.map(({ name, value, wide }) =>
    node("div", wide ? "fact wide" : "fact", node("dt", null, name), node("dd", null, value))));
}

// Offsets ----------------------------------------------------------------------------------------------------------

const isWide = (text) => /[\ud800-\udbff]/.test(text);
const lengthOf = (text) => (isWide(text) ? [...text].length : text.length);
const unitsOf = (text, characters) => (isWide(text) ? [...text].slice(0, characters).join("").length : characters);
const charactersOf = (text, units) => (isWide(text) ? lengthOf(text.slice(0, units)) : units);

// A text node of a pane ({texts}: all of them in order), `at` its offset in the text of the release.
function textAt(pane, at, string) {
  const text = document.createTextNode(string);
  text.at = at;
  text.end = at + lengthOf(string);
  pane.texts.push(text);
  return text;
}

function findLast(list, isBefore) {
  let low = 0;
  let high = list.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (isBefore(list[middle])) low = middle; else high = middle - 1;
  }
  return list[low];
}

const textHolding = (pane, offset) => findLast(pane.texts, (text) => text.at <= offset);

// Where an offset stands on the page: a text node and a place in it.
function placeOf(pane, offset) {
  const text = textHolding(pane, offset);
  return [text, unitsOf(text.data, Math.min(Math.max(offset - text.at, 0), text.end - text.at))];
}

function rangeOf(pane, [start, end]) {
  const range = document.createRange();
  const last = textHolding(pane, end - 1);
  range.setStart(...placeOf(pane, start));
  range.setEnd(last, unitsOf(last.data, Math.min(end, last.end) - last.at));
  return range;
}

// Of many passages: ranges that the browser need not keep right, as the text does not change.
function stillRangeOf(pane, [start, end]) {
  const [startContainer, startOffset] = placeOf(pane, start);
  const last = textHolding(pane, end - 1);
  return new StaticRange({ startContainer, startOffset, endContainer: last, endOffset: unitsOf(last.data, Math.min(end, last.end) - last.at) });
}

// The offset of a point of the page, or null outside the text.
function offsetAt(pane, container, units) {
  if (container.at !== undefined) return container.at + charactersOf(container.data, units);
  const point = document.createRange();
  point.setStart(container, units);
  const next = pane.texts.find((text) => point.comparePoint(text, 0) >= 0);
  return next ? next.at : pane.texts.at(-1).end;
}

// The text between two offsets; the nodes hold everything but blank lines and line ends.
function textBetween(pane, start, end) {
  let found = "";
  let position = start;
  for (const text of pane.texts) {
    if (text.end <= position) continue;
    if (text.at >= end) break;
    if (text.at > position) found += "\n".repeat(text.at - position);
    found += text.data.slice(unitsOf(text.data, Math.max(position - text.at, 0)), unitsOf(text.data, end - text.at));
    position = Math.min(text.end, end);
  }
  return found;
}

function scrollIntoSight(pane, element) {
  const top = element.getBoundingClientRect().top - pane.element.getBoundingClientRect().top + pane.element.scrollTop;
  const far = Math.abs(top - pane.element.scrollTop) > 4 * pane.element.clientHeight;
  // Lines out of sight have guessed heights: come there at once, and set right what the guess missed.
  pane.element.scrollTo({ top: top - pane.element.clientHeight * SEEN_AT, behavior: far || isCalm() ? "instant" : "smooth" });
  if (!far) return;
  requestAnimationFrame(() => {
    const missed = element.getBoundingClientRect().top - pane.element.getBoundingClientRect().top - pane.element.clientHeight * SEEN_AT;
    if (Math.abs(missed) > 2) pane.element.scrollBy({ top: missed, behavior: "instant" });
  });
}

const scrollToOffset = (pane, offset) => scrollIntoSight(pane, rangeOf(pane, [offset, offset + 1]));

// Stretches that stand out, without a change of the page --------------------------------------------------------------

function highlight(owner, name, ranges) {
  if (!window.CSS?.highlights) return;
  owner.lit[name] = new Highlight(...ranges);
  CSS.highlights.set(name, owner.lit[name]);
}

function unlight(owner) {
  for (const [name, own] of Object.entries(owner.lit)) if (CSS.highlights.get(name) === own) CSS.highlights.delete(name);
}

// Finding ------------------------------------------------------------------------------------------------------------

const FORMS = ["'‘’‚‛‹›′`ʼ", '"“”„‟«»″', "-‐‑‒–—―−"];

function patternOf(words) {
  const forms = [...words.trim()].map((each) => {
    const form = FORMS.find((group) => group.includes(each));
    if (form) return `[${form.replace("-", "\\-")}]`;
    return /\s/.test(each) ? "\\s+" : each.replace(/[\\^$.*+?()[\]{}|/]/g, "\\$&");
  });
  return new RegExp(forms.join("").replace(/(?:\\s\+)+/g, "\\s+"), "giu");
}

// Ranges of the words in a pane, capitals, white space and forms of quotation marks aside.
function findWords(pane, words) {
  if (!words.trim()) return [];
  if (!pane.whole) {
    let at = 0;
    pane.starts = [];
    pane.whole = pane.texts.map((text, number) => {
      const gap = number && text.at > pane.texts[number - 1].end ? "\n" : "";
      pane.starts.push({ text, at: at + gap.length });
      at += gap.length + text.data.length;
      return gap + text.data;
    }).join("");
  }
  const point = (units) => {
    const { text, at } = findLast(pane.starts, (each) => each.at <= units);
    return [text, Math.min(units - at, text.data.length)];
  };
  return [...pane.whole.matchAll(patternOf(words))].map((match) => {
    const range = document.createRange();
    range.setStart(...point(match.index));
    const [last, units] = point(match.index + match[0].length - 1);
    range.setEnd(last, Math.min(units + 1, last.data.length));
    return Object.assign(range, { pane });
  });
}

// A field that finds words in panes and goes from one to the next. While it is empty it goes through what `otherwise`
// gives: {ranges, called}, the hits of the search.
function findField(owner, panes, otherwise) {
  const field = node("input", "find");
  const count = node("span", "count");
  field.type = "search";
  field.placeholder = "Find in text";
  field.setAttribute("aria-label", "Find in text");
  count.setAttribute("role", "status");
  let found = [];
  let called = "";
  let current = -1;
  const tell = () => {
    const said = `${current < 0 ? "" : `${current + 1} of `}${found.length}${called}`;
    count.textContent = found.length ? said : field.value.trim() ? "not found" : "";
    for (const step of [previous, next]) step.hidden = !found.length;
    highlight(owner, "found-current", current < 0 ? [] : [found[current]]);
  };
  const go = (direction) => {
    if (!found.length) return;
    current = current < 0 && direction < 0 ? found.length - 1 : (current + direction + found.length) % found.length;
    const range = found[current];
    if (range.pane.leads) range.pane.leads();
    scrollIntoSight(range.pane, range);
    tell();
  };
  const previous = button("step", "↑", () => go(-1), "The one before");
  const next = button("step", "↓", () => go(1), "The next one (Enter)");
  const look = () => {
    const typed = field.value.trim() !== "";
    found = typed ? panes().flatMap((pane) => findWords(pane, field.value)) : otherwise().ranges;
    called = typed ? "" : ` ${otherwise().called}`;
    current = -1;
    highlight(owner, "found", typed ? found : []);
    tell();
  };
  field.oninput = () => { look(); if (field.value.trim()) go(1); };
  field.onkeydown = (event) => {
    event.stopPropagation(); // the page's own keys are not meant
    if (event.key === "Enter") go(event.shiftKey ? -1 : 1);
    if (event.key === "Escape") { field.value = ""; look(); }
  };
  look();
  return Object.assign(node("span", "finding", field, previous, next, count), { look, go });
}

// Quoting ------------------------------------------------------------------------------------------------------------

function trimmed(pane, start, end) {
  const text = textBetween(pane, start, end);
  const lead = lengthOf(text) - lengthOf(text.trimStart());
  const tail = lengthOf(text) - lengthOf(text.trimEnd());
  return text.trim() ? { pane, start: start + lead, end: end - tail, text: text.trim() } : null;
}

// The passage of one of the panes that is selected.
function selectedPassage(panes) {
  const selection = document.getSelection();
  if (!selection.rangeCount || selection.isCollapsed) return null;
  const range = selection.getRangeAt(0);
  const pane = panes.find((each) => each.article.contains(range.startContainer));
  if (!pane?.texts.length || !pane.article.contains(range.endContainer)) return null;
  return trimmed(pane, offsetAt(pane, range.startContainer, range.startOffset), offsetAt(pane, range.endContainer, range.endOffset));
}

async function copy(text) {
  if (navigator.clipboard) return navigator.clipboard.writeText(text);
  const area = node("textarea", null, text); // without a secure connection there is no clipboard of the page's own
  document.body.append(area);
  area.select();
  document.execCommand("copy");
  area.remove();
}

// Of a page at …/compare or at the root, the address of the Compare page.
const compareAddress = () => `${location.origin}${location.pathname.replace(/compare\/?$/, "")}compare`;

function quotationOf({ pane, start, end, text }) {
  return `“${text}”\n${pane.source}\n${compareAddress()}?${pane.link}&at=${start}-${end}`;
}

// Buttons beside what is selected in `panes()` of the box: copy it as a quotation, or keep it (`onKeep`).
function quoteTools(box, panes, onKeep, said) {
  let passage = null;
  const say = (words) => { said.textContent = words; setTimeout(() => { said.textContent = ""; }, 2500); };
  const done = (words) => { tools.hidden = true; document.getSelection().removeAllRanges(); say(words); };
  const tools = node("div", "quote-tools",
    button("copy", "Copy quotation", () => copy(quotationOf(passage)).then(() => done("Quotation copied"), () => say("The browser did not allow copying"))),
    button("keep", "Keep", () => { onKeep(passage); done("Quotation kept"); }, "Put it into the tray of quotations"));
  tools.hidden = true;
  tools.offer = () => {
    passage = selectedPassage(panes());
    tools.hidden = !passage;
    if (!passage) return;
    const marked = document.getSelection().getRangeAt(0).getBoundingClientRect();
    const around = box.getBoundingClientRect();
    tools.style.top = `${Math.max(Math.min(marked.bottom - around.top + 6, around.height - 44), 40)}px`;
    tools.style.left = `${Math.max(Math.min(marked.left - around.left, around.width - 230), 8)}px`;
  };
  return tools;
}
