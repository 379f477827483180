// The text of a pane: cells with what is said of them, handles of passages, and what is folded away; over text.js.

// A cell of which nothing is said is a text node alone; others have an element round it.
function cell(each, data, pane) {
  const text = textAt(pane, each.at, each.text);
  if (!each.change && each.item === undefined) return text;
  const span = node("span", each.change ? `change ${each.change.kind}` : null, text);
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
    const span = cell(each, data, pane);
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

// The lines with those buttons among them.
function fold(lines) {
  const shown = [];
  let run = [];
  const close = () => { if (run.length) shown.push(foldedRun(run), ...run); run = []; };
  for (const line of lines) {
    if (!line.querySelector(".folded")) { close(); shown.push(line); continue; }
    line.classList.add("has-fold");
    line.classList.toggle("all-folded", [...line.childNodes].every((each) => each.classList?.contains("folded")));
    run.push(line);
    if (!line.classList.contains("all-folded")) close();
  }
  close();
  return shown;
}
