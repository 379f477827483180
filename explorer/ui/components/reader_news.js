// What changes while a release is read, on its way into the reader, so that the text is not sent anew.
// Python sends {kind: "view", release, focus, turn, hits, said} or {kind: "spans", release, date, number, speaker}.

export default function ({ data }) {
  (document.readerNews ??= {})[data.kind] = data;
  document.querySelector(".reader")?.hear?.(); // one that is drawn later looks there itself
}
