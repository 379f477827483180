// A picture of what a chart shows, made in the browser: the filters as its title, the chart with legend and scale, and
// below it whose data it is and of which version.

const MARGIN = 16;
const DENSE = 2; // pixels of the picture for one of the page

async function savePicture(element, state) {
  const { picture } = state.data.panel;
  const chart = await imageOf(element);
  const blob = await composed(element, state, chart, picture);
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", await blob.arrayBuffer()));
  const name = Array.from(digest.slice(0, 4), (byte) => byte.toString(16).padStart(2, "0")).join("");
  const link = make("a", { href: URL.createObjectURL(blob), download: `${picture.stem}-${name}.png` });
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}

async function imageOf(element) {
  const map = element._fullLayout.map?._subplot?.map;
  if (map) {
    const ratio = map.getPixelRatio();
    map.setPixelRatio(Math.max(ratio, DENSE));
    map.redraw(); // what WebGL drew is gone after the frame, so it is read in the same task
    const copy = copyOf(map.getCanvas());
    map.setPixelRatio(ratio);
    return copy;
  }
  const image = new Image();
  image.src = await window.Plotly.toImage(element, { format: "png", scale: DENSE, width: element.clientWidth, height: element.clientHeight });
  await image.decode();
  return image;
}

function copyOf(canvas) {
  const copy = make("canvas", { width: canvas.width, height: canvas.height });
  copy.getContext("2d").drawImage(canvas, 0, 0);
  return copy;
}

function composed(element, state, chart, picture) {
  const style = getComputedStyle(element);
  const color = (name) => style.getPropertyValue(name).trim();
  const [width, height] = [element.clientWidth, element.clientHeight];
  const sheet = make("canvas");
  const pen = sheet.getContext("2d");
  const font = (size, weight = 400) => `${weight} ${size}px "Source Sans", sans-serif`;
  const banner = state.parts?.banner && !state.parts.banner.hidden ? [state.parts.banner.textContent] : [];
  pen.font = font(13);
  const lines = [...banner, ...picture.lines].flatMap((line) => wrapped(pen, line, width));
  const foot = wrapped(pen, picture.foot, width);
  const top = MARGIN + 26 + 18 * lines.length;
  sheet.width = (width + 2 * MARGIN) * DENSE;
  sheet.height = (top + height + 14 + 16 * foot.length + MARGIN / 2) * DENSE;
  pen.scale(DENSE, DENSE);
  pen.fillStyle = color("--st-background-color") || "#fff";
  pen.fillRect(0, 0, sheet.width, sheet.height);
  pen.fillStyle = color("--st-text-color") || "#222";
  pen.font = font(18, 650);
  pen.fillText(picture.title, MARGIN, MARGIN + 14);
  pen.font = font(13);
  lines.forEach((line, i) => pen.fillText(line, MARGIN, MARGIN + 34 + 18 * i));
  pen.drawImage(chart, MARGIN, top, width, height);
  if (isMap(element)) drawKey(pen, element, state, { left: MARGIN, bottom: top + height, color, font });
  pen.font = font(11.5);
  pen.globalAlpha = 0.8;
  foot.forEach((line, i) => pen.fillText(line, MARGIN, top + height + 16 + 16 * i));
  return new Promise((done) => { sheet.toBlob(done, "image/png"); });
}

// Scale bar and legend, in the lower left corner of the map.
function drawKey(pen, element, state, { left, bottom, color, font }) {
  const { legend, legendTitle } = state.data.panel;
  const rows = [...(legendTitle ? [{ label: legendTitle }] : []), ...legend];
  const bar = scaleBar(element, 110);
  pen.font = font(12);
  const wide = Math.max(bar?.pixels ?? 0, ...rows.map((row) => pen.measureText(row.label).width + 20)) + 20;
  const high = 18 * rows.length + 34;
  pen.fillStyle = color("--st-background-color");
  pen.globalAlpha = 0.88;
  pen.fillRect(left + 8, bottom - high - 8, wide, high);
  pen.globalAlpha = 1;
  rows.forEach(({ label, color: fill, to, form }, i) => {
    const y = bottom - high + 8 + 18 * i;
    if (fill) drawSwatch(pen, left + 24, y - 1, fill, to, form, color("--st-background-color"));
    pen.fillStyle = color("--st-text-color");
    pen.fillText(label, left + (fill ? 36 : 18), y + 3);
  });
  if (!bar) return;
  pen.strokeStyle = pen.fillStyle = color("--st-text-color");
  pen.lineWidth = 1.5;
  pen.beginPath();
  [[0, -6], [0, 0], [bar.pixels, 0], [bar.pixels, -6]].forEach(([x, y]) => pen.lineTo(left + 18 + x, bottom - 16 + y));
  pen.stroke();
  pen.fillText(bar.text, left + 22, bottom - 20);
}

function drawSwatch(pen, x, y, fill, to, form, ground) {
  pen.fillStyle = fill;
  if (form === "area" || form === "ramp") {
    if (form === "ramp") {
      const ramp = pen.createLinearGradient(x - 6, y, x + 6, y);
      ramp.addColorStop(0, fill);
      ramp.addColorStop(1, to);
      pen.fillStyle = ramp;
    } else pen.globalAlpha = 0.3;
    pen.fillRect(x - 6, y - 5, 12, 10);
    pen.globalAlpha = 1;
    return;
  }
  for (const [radius, style] of form === "exact" ? [[5.5, fill], [2, ground]] : [[5.5, fill]]) {
    pen.fillStyle = style;
    pen.beginPath();
    pen.arc(x, y, radius, 0, 2 * Math.PI);
    pen.fill();
  }
}

function wrapped(pen, text, width) {
  const lines = [];
  for (const word of text.split(" ")) {
    const longer = lines.length ? `${lines.at(-1)} ${word}` : word;
    if (lines.length && pen.measureText(longer).width <= width) lines[lines.length - 1] = longer;
    else lines.push(word);
  }
  return lines;
}
