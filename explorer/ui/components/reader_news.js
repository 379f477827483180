// What changes while a release is read, on its way into the reader, so that the text is not sent anew.
// Python sends {release, focus, turn, hits, said}.

function render({ data }) {
  document.readerNews = data;
  document.querySelector(".reader")?.hear?.(); // one that is drawn later looks there itself
}
