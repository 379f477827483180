// Where the map looks, on WebGL (MapLibre) and without it (Plotly's flat map, drawn as SVG), and how long a way is.

const EARTH_RADIUS_KM = 6371.0088;
const TILE = 512; // pixels of the whole world at zoom 0
const CLOSE_ZOOM = 7;
const ROOM_FOR_ALL = [590, 456]; // pixels that Iraq and Syria take on a map as it starts
const TOGETHER = 500; // ms that a map waits at most until all that changes is there

function hasWebGL() {
  window.hasWebGL ??= Boolean(document.createElement("canvas").getContext("webgl2"));
  return window.hasWebGL;
}

function viewOf(element) {
  const map = element._fullLayout?.map?._subplot?.map;
  const geo = element._fullLayout?.geo?._subplot;
  const view = map ? glView(map) : geo?.projection ? flatView(element, geo) : null;
  return view && { ...view, key: () => [...view.center(), view.zoom()].map((each) => each.toFixed(5)).join() };
}

function glView(map) {
  return {
    project: (latitude, longitude) => {
      const { x, y } = map.project([longitude, latitude]);
      return [x, y];
    },
    unproject: (x, y) => {
      const { lat, lng } = map.unproject([x, y]);
      return [lat, lng];
    },
    zoom: () => map.getZoom(),
    center: () => [map.getCenter().lat, map.getCenter().lng],
    isMoving: () => map.isMoving(),
    go: (latitude, longitude, zoom) => map.easeTo({ center: [longitude, latitude], zoom, duration: 500 }),
    onMove: (act) => map.on("move", act),
    keep: (layout) => {
      layout.map.center = { lat: map.getCenter().lat, lon: map.getCenter().lng };
      layout.map.zoom = map.getZoom();
    },
  };
}

function flatView(element, geo) {
  const zoom = () => Math.log2((2 * Math.PI * geo.projection.scale()) / TILE);
  const layout = () => element._fullLayout.geo;
  return {
    project: (latitude, longitude) => geo.projection([longitude, latitude]) ?? [-1e6, -1e6],
    unproject: (x, y) => (geo.projection.invert([x, y]) ?? [NaN, NaN]).slice(0, 2).reverse(),
    zoom,
    center: () => [layout().center.lat, layout().center.lon],
    isMoving: () => false,
    go: (latitude, longitude, to) => window.Plotly.relayout(element, {
      "geo.center": { lat: latitude, lon: longitude },
      "geo.projection.scale": layout().projection.scale * 2 ** (to - zoom()),
    }),
    onMove: (act) => ["plotly_relayouting", "plotly_relayout", "plotly_afterplot"].forEach((name) => element.on(name, act)),
    keep: (next) => {
      ["lonaxis", "lataxis"].forEach((axis) => { next.geo[axis] = { ...next.geo[axis], range: [...layout()[axis].range] }; });
      next.geo.center = { ...layout().center };
      next.geo.projection = { ...next.geo.projection, scale: layout().projection.scale };
    },
  };
}

function moveMap(element, camera, state) {
  if (!camera || camera.turn === state.turn) return;
  state.turn = camera.turn;
  const view = viewOf(element);
  view?.go(camera.latitude, camera.longitude, camera.zoom ?? Math.max(view.zoom(), CLOSE_ZOOM));
}

// A chart drawn for the first time starts where it was last told to go, without flying there.
function startView(element, layout, camera, state) {
  const map = layout.map ?? layout.geo;
  if (!map) return;
  if (camera) {
    state.turn = camera.turn;
    map.center = { lat: camera.latitude, lon: camera.longitude };
    layout.meta = { ...layout.meta, zoom: camera.zoom ?? CLOSE_ZOOM };
    if (layout.map) map.zoom = layout.meta.zoom;
  } else if (state.data.panel) {
    const short = Math.min(1, element.clientWidth / ROOM_FOR_ALL[0], element.clientHeight / ROOM_FOR_ALL[1]);
    if (layout.map) map.zoom += Math.log2(short);
    else layout.meta = { ...layout.meta, zoom: layout.meta.zoom + Math.log2(short) };
  }
  if (layout.geo) fitFlat(element, layout);
}

// MapLibre is ready for dots when all of its base is drawn; so that both are drawn as one, it is told that it is. Names
// come and go without a fade, each frame of which costs as much as all else where no graphics card helps.
function drawAtOnce(element) {
  const map = element._fullLayout?.map?._subplot?.map;
  map?.once("style.load", ({ target }) => target.fire("load"));
  if (map) map._fadeDuration = 0;
  drawTogether(element);
}

// MapLibre draws anew at each piece of what changes, which costs more than all else where no graphics card helps. So
// nothing is drawn until all of it is there, the map moves, or it takes long.
function drawTogether(element) {
  const map = element._fullLayout?.map?._subplot?.map;
  if (!map || Object.hasOwn(map.painter, "render")) return;
  const { painter } = map;
  const goOn = () => {
    clearTimeout(late);
    delete painter.render;
  };
  const late = setTimeout(() => {
    goOn();
    map.triggerRepaint();
  }, TOGETHER);
  painter.render = (style, options) => {
    painter.style = style; // which a tile that comes meanwhile is read by
    if (!map.isMoving() && (!map.loaded() || map._placementDirty)) return;
    goOn();
    painter.render(style, options);
  };
}

// Plotly's flat map is told the range that it shows, not a zoom.
function fitFlat(element, layout) {
  const world = TILE * 2 ** layout.meta.zoom;
  const { lat, lon } = layout.geo.center;
  const northing = Math.asinh(Math.tan((lat * Math.PI) / 180)) / (2 * Math.PI);
  const latitude = (y) => (Math.atan(Math.sinh(2 * Math.PI * y)) * 180) / Math.PI;
  const [wide, high] = [element.clientWidth / world / 2, element.clientHeight / world / 2];
  layout.geo.lonaxis = { ...layout.geo.lonaxis, range: [lon - 360 * wide, lon + 360 * wide] };
  layout.geo.lataxis = { ...layout.geo.lataxis, range: [latitude(northing - high), latitude(northing + high)] };
}

function sendView(element, send) {
  const view = viewOf(element);
  if (!view || view.isMoving()) return;
  const [latitude, longitude] = view.center();
  send("view", { latitude, longitude, zoom: view.zoom() });
}

// On the sphere: it differs from the ellipsoid by at most 0.56 %.
function distanceKm([latitude, longitude], [otherLatitude, otherLongitude]) {
  const radians = Math.PI / 180;
  const half = Math.sin(((otherLatitude - latitude) * radians) / 2) ** 2
    + Math.cos(latitude * radians) * Math.cos(otherLatitude * radians)
    * Math.sin(((otherLongitude - longitude) * radians) / 2) ** 2;
  return 2 * EARTH_RADIUS_KM * Math.asin(Math.sqrt(half));
}

// The longest round length of a scale bar that fits into so many pixels at the middle of the map.
function scaleBar(element, room) {
  const view = viewOf(element);
  const [x, y] = [element.clientWidth / 2, element.clientHeight / 2];
  const km = distanceKm(view.unproject(x - room / 2, y), view.unproject(x + room / 2, y));
  if (!(km > 0)) return null;
  const power = 10 ** Math.floor(Math.log10(km));
  const length = [5, 2, 1].map((step) => step * power).find((step) => step <= km);
  return { length, pixels: (length / km) * room, text: length >= 1 ? `${length} km` : `${Math.round(length * 1000)} m` };
}
