// The keys of the page, and the buttons that show them and turn light to dark; keys do nothing while one types.
// Python sends {keys: [{key, label, does: click | focus | theme | help | none, at: [selector, …]}]};
// of the selectors the first that is found counts, and ">>>" goes into a component.

const TYPING = "input:not([type=checkbox], [type=radio]), textarea, select, [contenteditable=''], [contenteditable=true]";
const OPEN = '[data-testid="stPopoverBody"], [role="dialog"]';
const FIELD = '[data-testid="stPopoverBody"] :is([data-testid="stTextInput"], [data-testid="stNumberInput"])';
const THEME = "stActiveTheme-/-v2"; // where Streamlit keeps what a visitor chose

function find(selectors) {
  for (const selector of selectors) {
    const [outer, inner] = selector.split(" >>> ");
    const found = inner
      ? [...document.querySelectorAll(`${outer} *`)].map((each) => each.shadowRoot?.querySelector(inner)).find(Boolean)
      : document.querySelector(outer);
    if (found) return found;
  }
  return null;
}

function node(tag, className, ...children) {
  const element = document.createElement(tag);
  if (className) element.className = className;
  element.append(...children);
  return element;
}

function fillHelp(root, keys) {
  const lines = keys.map(({ key, label }) => node("div", null, node("dt", null, node("kbd", null, key)), node("dd", null, label)));
  root.querySelector("dl").replaceChildren(...lines);
}

function isDark() {
  const [red, green, blue] = getComputedStyle(document.querySelector(".stApp")).backgroundColor.match(/\d+/g).map(Number);
  return (red + green + blue) / 3 < 128;
}

// Everything shown stands in the address, so that the page comes back as it was.
function turnTheme() {
  localStorage.setItem(THEME, JSON.stringify(isDark() ? "Light" : "Dark"));
  location.reload();
}

function act(root, { does, at }) {
  if (does === "help") root.querySelector("dialog").showModal();
  else if (does === "theme") turnTheme();
  else {
    const found = find(at);
    if (does === "focus") found?.focus();
    else found?.click();
    return Boolean(found);
  }
  return true;
}

function press(root, keys, event) {
  const isTyping = event.composedPath().some((each) => each.matches?.(TYPING));
  if (isTyping || event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
  if (document.querySelector(OPEN) || root.querySelector("dialog").open) return;
  const found = keys.find(({ key, does }) => key === (event.key === "Escape" ? "Esc" : event.key) && does !== "none");
  if (found && act(root, found)) event.preventDefault();
}

// At Escape Streamlit takes a panel away without asking its fields what was typed last; one that is left tells it.
function tell(event) {
  if (event.key === "Escape" && event.target.closest?.(FIELD)) event.target.blur();
}

function render({ data, parentElement }) {
  const root = parentElement.querySelector(".keys");
  root.hidden = false; // its style is here now
  fillHelp(root, data.keys);
  root.querySelector(".theme").onclick = turnTheme;
  root.querySelector(".help").onclick = () => root.querySelector("dialog").showModal();
  root.querySelector(".close").onclick = () => root.querySelector("dialog").close();
  const onKey = (event) => press(root, data.keys, event);
  document.addEventListener("keydown", onKey);
  window.addEventListener("keydown", tell, true); // before Streamlit hears it
  return () => {
    document.removeEventListener("keydown", onKey);
    window.removeEventListener("keydown", tell, true);
  };
}
