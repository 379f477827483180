// The original of a release with what the clean text leaves out struck; every character becomes a text node.
// Python sends {id, runs: [[text, reason | null]]}; the reasons stand above, and a click on one goes to its next passage.

function node(tag, className, text) {
  const element = document.createElement(tag);
  element.className = className;
  if (text !== undefined) element.textContent = text;
  return element;
}

function passage([text, reason]) {
  const span = node("span", reason === null ? "kept" : "removed", text);
  if (reason !== null) {
    span.title = reason;
    span.dataset.reason = reason;
  }
  return span;
}

function jumper(text, reason, count) {
  const button = node("button", "reason", `${reason}: ${count}`);
  button.type = "button";
  let next = 0;
  button.onclick = () => {
    const passages = [...text.querySelectorAll(".removed")].filter((each) => each.dataset.reason === reason);
    const target = passages[next++ % passages.length];
    text.querySelectorAll(".in-view").forEach((each) => each.classList.remove("in-view"));
    target.classList.add("in-view");
    text.scrollTo({ top: target.offsetTop - text.offsetTop - text.clientHeight / 3, behavior: "smooth" });
  };
  return button;
}

function render({ data, parentElement }) {
  const root = parentElement.querySelector(".original");
  if (root.release === data.id) return;
  root.release = data.id;
  const counts = new Map();
  for (const [, reason] of data.runs) if (reason !== null) counts.set(reason, (counts.get(reason) ?? 0) + 1);
  const text = node("div", "text");
  text.tabIndex = 0;
  text.append(...data.runs.map(passage));
  const reasons = node("div", "reasons", counts.size ? undefined : "Nothing was left out.");
  reasons.append(...[...counts].map(([reason, count]) => jumper(text, reason, count)));
  root.replaceChildren(reasons, text);
}
