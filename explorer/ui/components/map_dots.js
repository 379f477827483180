// How dots are drawn, and what is the size of one. Plotly's map markers have no outline.

// Each dot becomes a disc over its outline, and an exact point has a mark on it; each stands whole before the next, so
// that dots which overlap keep their outlines. `meta` then says of each disc which dot and which part of it it is; the
// ids are those of the dots themselves.
const PARTS = [(size, margin) => size + margin, (size) => size, (size) => size * 0.4];
const EXACT = 1;
const PICKED = 2;

function layDots(chart) {
  const trace = traceOf(chart, "dots");
  if (!trace) return;
  const { lat, lon, ids, customdata, marker, meta } = trace;
  const discs = { lat: [], lon: [], ids: [], customdata: [], size: [], color: [], dot: [], part: [], margin: [] };
  ids.forEach((id, i) => {
    const margin = meta.flags[i] & PICKED ? 5 : 3;
    PARTS.slice(0, meta.flags[i] & EXACT ? 3 : 2).forEach((sizeOfPart, part) => {
      discs.lat.push(lat[i]);
      discs.lon.push(lon[i]);
      discs.ids.push(part === 1 ? id : null);
      discs.customdata.push(part === 1 ? customdata[i] : null);
      discs.size.push(sizeOfPart(marker.size[i], margin));
      discs.color.push(part === 1 ? marker.color[i] : meta.ring[i]);
      discs.dot.push(i);
      discs.part.push(part);
      discs.margin.push(margin);
    });
  });
  const { size, color, dot, part, margin, ...places } = discs;
  Object.assign(trace, places, { marker: { ...marker, size, color }, meta: { dot, part, margin } });
}

// Where names are SVG they do not give way to each other: of those that would overlap the first stays.
function thinNames(chart, zoom) {
  const names = traceOf(chart, "names");
  if (!chart.layout.geo || !names) return;
  const world = TILE * 2 ** zoom;
  const kept = [];
  names.text = names.text.map((text, i) => {
    const x = (names.lon[i] / 360) * world;
    const y = (Math.asinh(Math.tan((names.lat[i] * Math.PI) / 180)) / (2 * Math.PI)) * world;
    const half = text.length * 3.6;
    if (kept.some((other) => Math.abs(other.x - x) < half + other.half && Math.abs(other.y - y) < 18)) return "";
    kept.push({ x, y, half });
    return text;
  });
}

// As dot_sizes in explorer/charts/place_map.py; nothing counted, nothing drawn.
const sizeOf = (count, [smallest, largest, top]) =>
  (count > 0 ? smallest + ((largest - smallest) * (Math.sqrt(count) - 1)) / (Math.sqrt(top) - 1) : 0);
