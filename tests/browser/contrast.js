// Every piece of text that can be seen, with its contrast against what is painted under it where that is less than
// WCAG 2.2 asks for; what is disabled is exempt, and so is what is drawn on a canvas. Colours are painted to be read.
() => {
  const pen = Object.assign(document.createElement('canvas'), {width: 1, height: 1}).getContext('2d', {willReadFrequently: true});
  const rgba = color => {
    pen.clearRect(0, 0, 1, 1);
    pen.fillStyle = color;
    pen.fillRect(0, 0, 1, 1);
    const [r, g, b, a] = pen.getImageData(0, 0, 1, 1).data;
    return [r, g, b, a / 255];
  };
  const over = ([r, g, b, a], under) => [r, g, b].map((value, i) => value * a + under[i] * (1 - a));
  const parentOf = node => node.assignedSlot ?? node.parentElement ?? node.getRootNode().host ?? null;
  const pathTo = element => { const path = []; for (let each = element; each; each = parentOf(each)) path.unshift(each); return path; };
  const linear = value => (value /= 255) <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  const luminance = ([r, g, b]) => 0.2126 * linear(r) + 0.7152 * linear(g) + 0.0722 * linear(b);
  const faint = [];
  let seen = 0;
  const check = (node, element) => {
    const style = getComputedStyle(element);
    const range = document.createRange();
    range.selectNodeContents(node);
    const box = range.getBoundingClientRect();
    if (!box.width || box.bottom < 0 || box.top > innerHeight || style.visibility !== 'visible') return;
    const path = pathTo(element);
    if (path.some(each => each.matches('[disabled], [aria-disabled=true], [aria-hidden=true], svg, style, noscript'))) return;
    let ground = [255, 255, 255];
    let opacity = 1;
    for (const each of path) {
      const { backgroundColor, opacity: own } = getComputedStyle(each);
      opacity *= Number(own);
      ground = over(rgba(backgroundColor), ground);
    }
    if (opacity < 0.05) return;
    const [r, g, b, a] = rgba(style.color);
    const [low, high] = [luminance(over([r, g, b, a * opacity], ground)), luminance(ground)].sort((one, other) => one - other);
    const ratio = (high + 0.05) / (low + 0.05);
    const size = parseFloat(style.fontSize);
    const least = size >= 24 || (size >= 18.66 && style.fontWeight >= 700) ? 3 : 4.5;
    seen += 1;
    if (ratio < least) faint.push(`${ratio.toFixed(2)} ${node.data.trim().slice(0, 40)} [${element.tagName} ${element.className}]`);
  };
  const walk = root => {
    for (const child of root.childNodes) {
      if (child.nodeType === Node.TEXT_NODE && child.data.trim()) check(child, root instanceof ShadowRoot ? root.host : root);
      else if (child.nodeType === Node.ELEMENT_NODE) { walk(child); if (child.shadowRoot) walk(child.shadowRoot); }
    }
  };
  walk(document.body);
  return {seen, faint};
}
