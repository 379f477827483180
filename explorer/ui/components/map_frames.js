// The map while the timeline plays: dots sized by what each counts in the frame, without asking Python.
// panel.frames: {dots: [rows, bars, counts], spots: [ids by row], governorates: the same, places: [ids by row],
// releases: [by bar], leftOut, scale: [smallest, largest, top], counted}. The frame comes as an event of the document:
// {from, to: bars, half-open, text} or null, and stands at the window for a map that is drawn later.

const FRAME = "explorer-frame";

// Counts by id over the bars of the frame.
function countIn([rows, bars, counts], ids, frame) {
  const found = new Map();
  for (let i = 0; i < rows.length; i++) {
    if (bars[i] < frame.from || bars[i] >= frame.to) continue;
    found.set(ids[rows[i]], (found.get(ids[rows[i]]) ?? 0) + counts[i]);
  }
  return found;
}

// Remembers how the chart looks without a frame, and gives it the frame that is shown, before it is drawn.
function takeFrames(chart, state) {
  const whole = (name) => traceOf(chart, name);
  if (!whole("dots") || !state.data.panel) return;
  state.whole = {
    sizes: whole("dots").marker.size, names: whole("names").text, weights: whole("density")?.z, areas: whole("governorate counts")?.z,
  };
  if (!state.listening) {
    state.listening = true;
    document.addEventListener(FRAME, () => {
      if (state.waits) return; // what is drawn next is what is then the frame
      state.waits = true;
      state.queue = state.queue.then(() => {
        state.waits = false;
        return showFrame(state);
      });
    });
  }
  const now = frameNow(state);
  if (now) framed(chart, state, now).forEach(({ trace, path, values }) => setAt(chart.data[trace], path, values));
}

const setAt = (trace, [outer, inner], values) => {
  if (inner) trace[outer] = { ...trace[outer], [inner]: values };
  else trace[outer] = values;
};

function frameNow(state) {
  const { frames } = state.data.panel ?? {};
  if (!window.explorerFrame || !frames) return null;
  return { ...window.explorerFrame, counts: countIn(frames.dots, frames.spots, window.explorerFrame) };
}

const partSize = (size, part, margin) => (size ? PARTS[part](size, margin) : 0);

// The values that the frame gives to the traces; without a frame, those of the whole.
function framed(chart, state, now) {
  const { frames, look } = state.data.panel;
  const index = (name) => indexOf(chart, name);
  const dots = chart.data[index("dots")];
  const names = chart.data[index("names")];
  const shrink = look.layers.includes("density") ? 0.5 : 1;
  const sizes = [];
  dots.ids.forEach((id, i) => { if (id && now) sizes[dots.meta.dot[i]] = sizeOf(now.counts.get(id) ?? 0, frames.scale) * shrink; });
  const changes = [
    { trace: index("dots"), path: ["marker", "size"], values: now ? dots.meta.part.map((part, i) => partSize(sizes[dots.meta.dot[i]], part, dots.meta.margin[i])) : state.whole.sizes },
    { trace: index("names"), path: ["text"], values: state.whole.names.map((name, i) => (!now || sizes[names.meta[i]] ? name : "")) },
  ];
  if (state.whole.weights?.length) {
    const { meta } = chart.data[index("density")];
    const ids = [];
    dots.ids.forEach((id, i) => { if (id) ids[dots.meta.dot[i]] = id; });
    changes.push({ trace: index("density"), path: ["z"], values: now ? meta.map((dot) => now.counts.get(ids[dot]) ?? 0) : state.whole.weights });
  }
  if (state.whole.areas?.length) {
    const counts = now && countIn(frames.governorates, frames.places, window.explorerFrame);
    const { locations } = chart.data[index("governorate counts")];
    changes.push({ trace: index("governorate counts"), path: ["z"], values: now ? locations.map((id) => counts.get(id) ?? 0) : state.whole.areas });
  }
  return changes;
}

async function showFrame(state) {
  const { element } = state;
  const now = frameNow(state);
  if (!element?.data || (window.explorerFrame && !now)) return;
  for (const { trace, path, values } of framed(element, state, now)) {
    setAt(element.data[trace], path, values);
  }
  drawTogether(element);
  await window.Plotly.redraw(element);
  drawBanner(element, state);
}

// What is said of a dot or an area as lines: name, Arabic name, counts, and more.
function linesOf(state, id, [name, arabic, counts, mentions, ...more]) {
  const now = id && state.data.panel && frameNow(state);
  const whole = mentions ? `${counts}, ${mentions}` : counts;
  return [name, arabic, now ? `${now.counts.get(id) ?? 0} ${state.data.panel.frames.counted} in this time, of ${whole}` : whole, ...more.filter(Boolean)];
}

function frameLines(state) {
  const { frames } = state.data.panel ?? {};
  if (!window.explorerFrame || !frames) return [];
  const shown = frames.releases.slice(window.explorerFrame.from, window.explorerFrame.to).reduce((sum, count) => sum + count, 0);
  const leftOut = frames.leftOut ? [`${frames.leftOut} without such a date left out`] : [];
  return [window.explorerFrame.text, `${shown} release${shown === 1 ? "" : "s"}`, ...leftOut];
}
