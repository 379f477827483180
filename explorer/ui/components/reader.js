// The reader: every character of a release becomes a text node, never markup.
// Python sends {release: {id, derivedTitle, facts}, paragraphs: [{duty, runs: [text | {start, text, role, onMap, note}]}],
// version, focus: start of the mention in view | null, turn};
// a click on a mention goes back in the value `gestures`, the last eight of them, each {kind: "mention", turn, start}.

function node(tag, className, ...children) {
  const element = document.createElement(tag);
  if (className) element.className = className;
  element.append(...children.filter((child) => child !== null));
  return element;
}

function mark(run, send) {
  const button = node("button", `mention ${run.role}${run.onMap ? " on-map" : ""}`, run.text);
  button.type = "button";
  button.title = run.note;
  button.dataset.start = run.start;
  button.onclick = () => send("mention", { start: run.start });
  return button;
}

function paragraph({ duty, runs }, send) {
  const tag = { title: "h2", subhead: "h3" }[duty] ?? "p";
  return node(tag, duty.replaceAll(" ", "-"), ...runs.map((run) => (typeof run === "string" ? run : mark(run, send))));
}

function facts(release) {
  const pairs = release.facts.map(({ name, value, wide }) =>
    node("div", wide ? "fact wide" : "fact", node("dt", null, name), node("dd", null, value)));
  return node("dl", "facts", ...pairs);
}

function fill(root, data, send) {
  const heading = data.release.derivedTitle
    ? node("h2", "title", data.release.derivedTitle, node("span", "detail", "Title derived from the first sentence; the release has no headline"))
    : null;
  root.replaceChildren(facts(data.release), ...(heading ? [heading] : []), ...data.paragraphs.map((each) => paragraph(each, send)));
}

// Why the mention in view is taken for its place, on a strip at the foot of the text.
function explain(root, note) {
  root.querySelector(".why")?.remove();
  if (note) root.append(node("footer", "why", note));
}

// Mark the mention in view; returns it.
function show(root, focus) {
  root.querySelectorAll(".in-view").forEach((each) => each.classList.remove("in-view"));
  const target = focus === null ? null : root.querySelector(`[data-start="${Number(focus)}"]`);
  target?.classList.add("in-view");
  explain(root, target?.title);
  return target;
}

export default function ({ data, parentElement, setStateValue }) {
  const root = parentElement.querySelector(".reader");
  const isSame = root.release === data.release.id;
  if (!isSame || root.version !== data.version) {
    const top = isSame ? root.scrollTop : 0; // a correction draws the text anew under the reader's eyes
    root.release = data.release.id;
    root.version = data.version;
    fill(root, data, (name, value) => root.send(name, value));
    show(root, data.focus);
    root.scrollTop = top;
  }
  root.set = setStateValue;
  root.send ??= (kind, value) => {
    root.gestures = [...(root.gestures ?? []), { ...value, kind, turn: Date.now() }].slice(-8);
    root.set("gestures", root.gestures);
  };
  if (root.turn === data.turn) return;
  root.turn = data.turn;
  const target = show(root, data.focus);
  if (!target) return;
  const offset = target.getBoundingClientRect().top - root.getBoundingClientRect().top;
  root.scrollTo({ top: root.scrollTop + offset - root.clientHeight / 3, behavior: "smooth" });
}
