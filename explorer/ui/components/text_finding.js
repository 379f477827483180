// Find in text, whatever the forms of quotation marks and dashes, and go through the hits of a search; over text.js.

const FORMS = ["'‘’‚‛‹›′`ʼ", '"“”„‟«»″', "-‐‑‒–—―−"];

function patternOf(words) {
  const forms = [...words.trim()].map((each) => {
    const form = FORMS.find((group) => group.includes(each));
    if (form) return `[${form.replace("-", "\\-")}]`;
    return /\s/.test(each) ? "\\s+" : each.replace(/[\\^$.*+?()[\]{}|/]/g, "\\$&");
  });
  return new RegExp(forms.join("").replace(/(?:\\s\+)+/g, "\\s+"), "giu");
}

// Where the words stand in a pane, by offsets; capitals, white space and forms of quotation marks aside.
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
  const offset = (units) => {
    const { text, at } = findLast(pane.starts, (each) => each.at <= units);
    return text.at + charactersOf(text.data, units - at);
  };
  return [...pane.whole.matchAll(patternOf(words))].map(({ index, 0: { length } }) => [offset(index), offset(index + length - 1) + 1]);
}

// A field that finds words in panes and goes from one to the next; while it is empty, through the hits of the search
// (`hitsOf` a pane). Whoever lays out more of a text says so (`light`).
function findField(owner, panes, hitsOf) {
  const field = node("input", "find");
  const count = node("span", "count");
  field.type = "search";
  field.placeholder = "Find in text";
  field.setAttribute("aria-label", "Find in text");
  count.setAttribute("role", "status");
  let found = []; // all of it: no live ranges, which every change of the page would have to keep right
  let byPane = [];
  let current = -1;
  const tell = () => {
    const called = field.value.trim() ? "" : found.length === 1 ? " hit" : " hits";
    const said = `${current < 0 ? "" : `${current + 1} of `}${found.length}${called}`;
    count.textContent = found.length ? said : field.value.trim() ? "not found" : "";
    for (const step of [previous, next]) step.hidden = !found.length;
    highlight(owner, "found-current", current < 0 ? [] : [rangeOf(found[current].pane, found[current].span)]);
  };
  const go = (direction) => {
    if (!found.length) return;
    current = current < 0 && direction < 0 ? found.length - 1 : (current + direction + found.length) % found.length;
    const { pane, span } = found[current];
    if (pane.leads) pane.leads();
    scrollToOffset(pane, span[0]);
    tell();
  };
  const previous = button("step", "↑", () => go(-1), "The one before");
  const next = button("step", "↓", () => go(1), "The next one (Enter)");
  const look = () => {
    const typed = field.value.trim() !== "";
    byPane = panes().map((pane) => [pane, typed ? findWords(pane, field.value) : hitsOf(pane)]);
    found = byPane.flatMap(([pane, spans]) => spans.map((span) => ({ pane, span })));
    current = -1;
    light();
    tell();
  };
  const light = () => {
    const lit = field.value.trim() ? byPane : []; // the hits of the search stand out anyway
    highlight(owner, "found", lit.flatMap(([pane, spans]) => nearOf(pane, spans).map((span) => stillRangeOf(pane, span))));
  };
  field.oninput = () => { look(); if (field.value.trim()) go(1); };
  field.onkeydown = (event) => {
    event.stopPropagation(); // the page's own keys are not meant
    if (event.key === "Enter") go(event.shiftKey ? -1 : 1);
    if (event.key === "Escape") { field.value = ""; look(); }
  };
  look();
  return Object.assign(node("span", "finding", field, previous, next, count), { look, light, go });
}
