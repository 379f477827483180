// What a visitor does, on its way to Python in the value `gestures`: the last eight, each {kind, turn, …}. Turns grow even
// when two gestures fall into one millisecond or the clock is set back. `owner` keeps them, and has `set` of the component.
function gestureSender(owner) {
  return (kind, value) => {
    owner.lastTurn = Math.max(Date.now(), (owner.lastTurn ?? 0) + 1);
    owner.gestures = [...(owner.gestures ?? []), { ...value, kind, turn: owner.lastTurn }].slice(-8);
    owner.set("gestures", owner.gestures);
  };
}
