// What the reader and the two panes share: the text of a release as text nodes, and passages of it by their offsets.
// Every character of a document becomes a text node, never markup.
// Offsets are Python's: characters, of which JavaScript's strings count those beyond U+FFFF twice.

const LONG = 1000; // lines; of a longer text what is out of sight is laid out, a block at a time, when it comes near
const BLOCK = 40; // lines
const ROW = 60; // characters, about: to guess how high a block will be
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

// The lines of a text in an article; of a long one in blocks, of which the pane knows which are near (`isNear`), where
// each begins and ends in the text, and what to do (`onNear`) when others come near.
function articleOf(pane, heading, lines) {
  const article = node("article", null, heading);
  pane.blocks = [];
  if (lines.length <= LONG) {
    article.append(...lines);
    return article;
  }
  for (let at = 0; at < lines.length; at += BLOCK) pane.blocks.push(blockOf(lines.slice(at, at + BLOCK)));
  pane.blocks.forEach((block, number) => { block.to = pane.blocks[number + 1]?.from ?? Infinity; });
  article.className = "long";
  article.append(...pane.blocks);
  article.addEventListener("contentvisibilityautostatechange", ({ target, skipped }) => {
    target.isNear = !skipped;
    if (!pane.waits) requestAnimationFrame(() => { pane.waits = false; pane.onNear?.(); });
    pane.waits = true;
  });
  return article;
}

function blockOf(lines) {
  const block = node("div", "block", ...lines);
  const walker = document.createTreeWalker(block, NodeFilter.SHOW_TEXT);
  let text = walker.nextNode();
  while (text && text.at === undefined) text = walker.nextNode();
  const rows = lines.reduce((sum, line) => sum + Math.ceil(line.textContent.length / ROW), 0);
  block.from = text?.at ?? 0;
  block.style.containIntrinsicBlockSize = `auto ${Math.round(1.6 * rows + 0.8 * lines.length)}em`;
  return block;
}

const blockHolding = (pane, offset) => findLast(pane.blocks, (block) => block.from <= offset);

// Of passages in their order those that are near: drawing highlights takes time for each, wherever it is.
function nearOf(pane, spans) {
  if (!pane.blocks.length) return spans;
  const before = (offset) => {
    let [low, high] = [0, spans.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (spans[middle][0] < offset) low = middle + 1; else high = middle;
    }
    return low;
  };
  return pane.blocks.filter((block) => block.isNear).flatMap(({ from, to }) => spans.slice(before(from), before(to)));
}

function findLastIndex(list, isBefore) {
  let low = 0;
  let high = list.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (isBefore(list[middle])) low = middle; else high = middle - 1;
  }
  return low;
}

const findLast = (list, isBefore) => list[findLastIndex(list, isBefore)];

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
  for (let number = findLastIndex(pane.texts, ({ at }) => at <= start); number < pane.texts.length; number += 1) {
    const text = pane.texts[number];
    if (text.end <= position) continue;
    if (text.at >= end) break;
    if (text.at > position) found += "\n".repeat(text.at - position);
    found += text.data.slice(unitsOf(text.data, Math.max(position - text.at, 0)), unitsOf(text.data, end - text.at));
    position = Math.min(text.end, end);
  }
  return found;
}

// To `level`, how far down its box [px] the element is to stand.
function scrollIntoSight(pane, element, level = pane.element.clientHeight * SEEN_AT) {
  const top = element.getBoundingClientRect().top - pane.element.getBoundingClientRect().top + pane.element.scrollTop;
  const far = Math.abs(top - pane.element.scrollTop) > 4 * pane.element.clientHeight;
  // Lines out of sight have guessed heights: come there at once, and set right what the guess missed.
  pane.element.scrollTo({ top: top - level, behavior: far || isCalm() ? "instant" : "smooth" });
  if (!far) return;
  requestAnimationFrame(() => {
    const missed = element.getBoundingClientRect().top - pane.element.getBoundingClientRect().top - level;
    if (Math.abs(missed) > 2) pane.element.scrollBy({ top: missed, behavior: "instant" });
  });
}

const scrollToOffset = (pane, offset, level) => scrollIntoSight(pane, rangeOf(pane, [offset, offset + 1]), level);

// Marks that are switched off, which the browser keeps under a name ---------------------------------------------------

function marksOff(root, name) {
  const off = new Set((localStorage.getItem(name) ?? "").split(" ").filter(Boolean));
  root.dataset.off = [...off].join(" ");
  return off;
}

function switchMarks({ root, off }, name, kind, isOn) {
  if (isOn) off.delete(kind); else off.add(kind);
  root.dataset.off = [...off].join(" ");
  localStorage.setItem(name, root.dataset.off);
}

// Stretches that stand out, without a change of the page --------------------------------------------------------------

// Where several lie on one stretch, the last of these is seen.
const ABOVE = ["compare-shown", "compare-current", "compare-hit", "reader-hit", "found", "found-current"];

function highlight(owner, name, ranges) {
  if (!window.CSS?.highlights) return;
  owner.lit[name] = new Highlight(...ranges);
  owner.lit[name].priority = ABOVE.indexOf(name) + 1;
  CSS.highlights.set(name, owner.lit[name]);
}

function unlight(owner) {
  for (const [name, own] of Object.entries(owner.lit)) if (CSS.highlights.get(name) === own) CSS.highlights.delete(name);
}
