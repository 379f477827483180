// A selection as a quotation with its source and a link, to copy or to keep; over text.js.

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
