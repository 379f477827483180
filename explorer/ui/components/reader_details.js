// Dates, numbers and speakers, found after the text was drawn, on their way into the reader.
// Python sends {release, spans: {date, number, speaker: [[start, end]]}}.

export default function ({ data }) {
  const give = () => document.querySelector(".reader")?.takeSpans?.(data.release, data.spans);
  give();
  const late = setTimeout(give, 300); // the reader may be drawn after this
  return () => clearTimeout(late);
}
