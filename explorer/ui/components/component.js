// Stands last in the module of each component, after its `render` and the STYLE of what it draws (explorer/ui/scripts.py).

const READER = new TextDecoder();

function dress(root) {
  if (!STYLE || root.dressed) return;
  root.dressed = true;
  const style = document.createElement("style");
  style.textContent = STYLE;
  root.append(style);
}

export default function ({ data, parentElement, ...given }) {
  dress(parentElement);
  return render({ ...given, parentElement, data: JSON.parse(READER.decode(data)) });
}
