// The reader's panels: marks that can be switched off, places with excerpts, dates, and what other releases say.

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
  switchMarks(reader, OFF, kind, isOn);
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
