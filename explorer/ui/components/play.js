// Playing through time: the timeline says which frame is shown, the map follows. Nothing is asked of Python on the way;
// it hears where the play was halted. panel: {look: {bars, unit, frame}, choices, picture,
// steps: {first, last: [ISO days], label, until: [bars that have begun by the end of each step]} | null}.

const ROOM = [["0", "all until then"], ["1", "1 step"], ["3", "3 steps"], ["6", "6 steps"], ["12", "12 steps"]];
const SPEED = [["1200", "slow"], ["600", "normal"], ["250", "fast"]];

const PLAYER_ICONS = {
  play: "M7 4 20 12 7 20Z",
  halt: "M6 4H10V20H6ZM14 4H18V20H14Z",
  back: "M18 4V20L8 12ZM5 4H8V20H5Z",
  ahead: "M6 4V20L16 12ZM16 4H19V20H16Z",
  close: "M6 4 12 10 18 4 20 6 14 12 20 18 18 20 12 14 6 20 4 18 10 12 4 6Z",
  options: "M3 5H13V7H3ZM17 5H21V7H17ZM14 3H16V9H14ZM3 11H6V13H3ZM10 11H21V13H10ZM7 9H9V15H7ZM3 17H13V19H3ZM17 17H21V19H17ZM14 15H16V21H14Z",
};

function drawPlayer(element, state) {
  const { player } = state;
  const { look } = state.data.panel;
  const steps = stepsNow(state);
  if (!steps) halt(state);
  else if (!player.hasSteps && !look.frame && !player.wanted) return leave(state); // come back to after playing elsewhere
  else if (!player.hasSteps) {
    if (look.frame) player.room = look.frame.window ?? 0;
    player.at = look.frame ? stepAt(steps, look.frame.day) : player.at ?? 0;
  }
  player.hasSteps = Boolean(steps);
  if (steps && player.wanted) {
    player.wanted = false;
    run(element, state);
  }
  showStep(element, state);
  if (player.box.querySelector(".player-options")) fillOptions(element, state);
}

// The steps that there are: a filter changes them in the middle of a play, which goes on from the same day.
function stepsNow(state) {
  const { player, data: { panel: { steps } } } = state;
  if (steps && player.steps && player.at != null) player.at = stepAt(steps, player.steps.last[player.at]);
  if (steps) player.steps = steps;
  return steps;
}

function makePlayer(element, state) {
  const box = frameOf(element).appendChild(make("div", { className: "player" }));
  const player = { box, room: 0, speed: 600, at: null, timer: null };
  const button = (name, title, act) => {
    const made = make("button", { type: "button", title, dataset: { act: name } });
    made.setAttribute("aria-label", title);
    setIcon(made, name);
    made.addEventListener("click", act);
    box.append(made);
    return made;
  };
  player.play = button("play", "Play through time (space)", () => toggle(element, state));
  button("options", "Options of the timeline", () => toggleOptions(element, state));
  player.moves = [
    button("back", "One step back", () => step(element, state, -1)),
    button("ahead", "One step ahead", () => step(element, state, 1)),
    button("close", "Show the whole time again", () => leave(state)),
  ];
  document.addEventListener("keydown", (event) => {
    const isFree = event.target === document.body || Boolean(event.target.closest(".chart, .maplibregl-canvas"));
    if (event.key !== " " || !isFree || !element.isConnected) return;
    event.preventDefault();
    toggle(element, state);
  });
  return player;
}

function setIcon(button, name) {
  const icon = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  icon.setAttribute("viewBox", "0 0 24 24");
  icon.setAttribute("aria-hidden", "true");
  const path = document.createElementNS("http://www.w3.org/2000/svg", "path");
  path.setAttribute("d", PLAYER_ICONS[name]);
  icon.append(path);
  button.replaceChildren(icon);
}

const stepAt = (steps, day) => Math.max(steps.last.findLastIndex((last) => last <= day), 0);

function toggle(element, state) {
  const { player } = state;
  if (player.timer) {
    halt(state);
    tellFrame(state);
  } else if (stepsNow(state)) {
    if (player.at >= player.steps.last.length - 1) player.at = 0;
    state.send("play", {}); // the address forgets where it was halted
    run(element, state);
  } else {
    Object.assign(player, { at: 0, steps: null, wanted: true });
    state.send("play", {});
  }
  showStep(element, state);
}

function run(element, state) {
  halt(state);
  state.player.timer = setInterval(() => {
    const { player } = state;
    if (!element.isConnected || !stepsNow(state)) return halt(state);
    if (player.at >= player.steps.last.length - 1) {
      halt(state);
      tellFrame(state);
    } else player.at += 1;
    showStep(element, state);
  }, state.player.speed);
}

function halt(state) {
  clearInterval(state.player.timer);
  state.player.timer = null;
}

function step(element, state, by) {
  const { player } = state;
  halt(state);
  const { last } = stepsNow(state);
  player.at = Math.min(Math.max(player.at + by, 0), last.length - 1);
  showStep(element, state);
  tellFrame(state);
}

function tellFrame(state) {
  const { player } = state;
  const day = stepsNow(state).last[player.at];
  state.send("look", { name: "frame", values: [player.room ? `${day},${player.room}` : day] });
}

function leave(state) {
  halt(state);
  state.player.hasSteps = false;
  state.player.at = null;
  state.send("look", { name: "frame", values: [] });
}

// Marks the frame on the timeline and tells the map.
function showStep(element, state) {
  const { player } = state;
  const steps = stepsNow(state);
  const active = Boolean(steps) && player.at != null;
  setIcon(player.play, player.timer ? "halt" : "play");
  player.play.dataset.act = player.timer ? "halt" : "play";
  player.moves.forEach((button) => { button.hidden = !active; });
  const first = active && player.room ? Math.max(player.at - player.room + 1, 0) : 0;
  const frame = active && {
    name: "frame", type: "rect", xref: "x", yref: "paper", x0: steps.first[first], x1: after(steps.last[player.at]), y0: 0, y1: 1, layer: "below",
    line: { width: 0 }, fillcolor: getComputedStyle(element).getPropertyValue("--st-primary-color").trim() || "#1f5f8b", opacity: 0.16,
  };
  const shapes = element.layout.shapes ?? [];
  const others = shapes.filter((shape) => shape.name !== "frame");
  if (active || others.length < shapes.length) window.Plotly.relayout(element, { shapes: frame ? [...others, frame] : others });
  const text = active && (player.room === 1 ? steps.label[player.at]
    : player.room ? `${steps.label[first]} to ${steps.label[player.at]}` : `Until ${steps.label[player.at]}`);
  const detail = active ? { from: first ? steps.until[first - 1] : 0, to: steps.until[player.at], text } : null;
  frameOf(element).dataset.step = active ? steps.label[player.at] : "";
  window.explorerFrame = detail;
  document.dispatchEvent(new CustomEvent("explorer-frame"));
}

// The day after, where a bar of days ends.
function after(day) {
  const next = new Date(`${day}T00:00:00Z`);
  next.setUTCDate(next.getUTCDate() + 1);
  return next.toISOString().slice(0, 10);
}

function toggleOptions(element, state) {
  const open = state.player.box.querySelector(".player-options");
  if (open) return open.remove();
  const box = make("div", { className: "player-options map-panel" });
  box.setAttribute("role", "dialog");
  box.setAttribute("aria-label", "Options of the timeline");
  box.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    event.stopPropagation();
    box.remove();
    element.focus({ preventScroll: true });
  });
  state.player.box.append(box);
  fillOptions(element, state);
  box.querySelector("select").focus();
}

function fillOptions(element, state) {
  const { player } = state;
  const { look, choices } = state.data.panel;
  const box = player.box.querySelector(".player-options");
  const focused = document.activeElement?.name;
  const choose = (name) => (value) => state.send("look", { name, values: [value] });
  const picture = make("button", { type: "button" }, "Save the timeline as a picture");
  picture.addEventListener("click", () => savePicture(element, state));
  box.replaceChildren(
    make("label", {}, "Bars", selectOf("bars", choices.bars, look.bars, choose("bars"))),
    make("label", {}, "By", selectOf("unit", choices.unit, look.unit, choose("unit"))),
    make("label", {}, "Play", selectOf("room", ROOM, String(player.room), (value) => {
      player.room = Number(value);
      showStep(element, state);
      if (stepsNow(state) && !player.timer) tellFrame(state);
    })),
    make("label", {}, "Speed", selectOf("speed", SPEED, String(player.speed), (value) => {
      player.speed = Number(value);
      if (player.timer) run(element, state);
    })),
    picture,
  );
  if (focused) box.querySelector(`[name="${CSS.escape(focused)}"]`)?.focus();
}
