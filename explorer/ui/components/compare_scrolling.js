// Where passages stand in the two panes, and how one pane follows the other; over text.js.

// Where things stand ------------------------------------------------------------------------------------------------

// Of what is not laid out yet the place is guessed, from where it stands in its block.
function topOf(pane, offset) {
  const block = pane.blocks.length ? blockHolding(pane, offset) : null;
  const isGuessed = block && !block.isNear;
  const rect = (isGuessed ? block : textHolding(pane, offset).parentElement).getBoundingClientRect();
  const within = isGuessed && block.to < Infinity ? ((offset - block.from) / (block.to - block.from)) * rect.height : 0;
  return rect.top + within - pane.element.getBoundingClientRect().top + pane.element.scrollTop;
}

// Scrolling together ------------------------------------------------------------------------------------------------

// How far down its box [px] an offset stands now.
const levelOf = (pane, offset) => topOf(pane, offset) - pane.element.scrollTop;

// The text was laid out anew: the pair that is held stands where it stands now.
function relayout(desk) {
  desk.tops = null;
  for (const side of desk.held ? SIDES : []) desk.held[side].level = levelOf(desk.panes[side], desk.held[side].at);
}

// Where both texts correspond. A pair that is held does for a screen around it, and crosses what it does not fit.
function measure(desk) {
  const { a, b } = desk.panes;
  const anchors = desk.data.anchors.map(([inA, inB]) => [topOf(a, inA), topOf(b, inB)]);
  const tops = [[0, 0], ...anchors, [a, b].map((pane) => pane.element.scrollHeight)];
  if (!desk.held) { desk.tops = tops; return; }
  const height = a.element.clientHeight;
  const at = SIDES.map((side) => topOf(desk.panes[side], desk.held[side].at));
  const [from, to] = [at.map((top) => top - height), at.map((top) => top + height)];
  desk.tops = [...tops.filter((each) => each.every((top, side) => top < from[side])), from, to,
    ...tops.filter((each) => each.every((top, side) => top > to[side]))];
}

function follow(desk, side) {
  if (!desk.linked || desk.leader !== side || !desk.panes.b) return;
  if (!desk.tops) measure(desk);
  const [from, to] = side === "a" ? [0, 1] : [1, 0];
  const [leader, led] = [desk.panes[side].element, desk.panes[other(side)].element];
  const level = (which) => desk.held?.[which].level ?? desk.panes[which].element.clientHeight * SEEN_AT;
  const seen = leader.scrollTop + level(side);
  const next = desk.tops.findIndex((tops) => tops[from] > seen);
  const [before, after] = [desk.tops.at(next > 0 ? next - 1 : next), desk.tops.at(next)];
  const share = after[from] > before[from] ? (seen - before[from]) / (after[from] - before[from]) : 0;
  led.scrollTop = before[to] + share * (after[to] - before[to]) - level(other(side));
}
