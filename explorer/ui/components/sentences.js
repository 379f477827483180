// Sentences with one word marked in each, as text nodes; a click goes back in the value `gestures`,
// each {kind: "open", turn, index}.
// Python sends {sentences: [{head, before, toponym, after, note}]}.

function line(sentence, index, send) {
  const button = document.createElement("button");
  button.type = "button";
  button.title = sentence.note;
  button.onclick = () => send(index);
  const head = document.createElement("span");
  head.className = "head";
  head.append(sentence.head);
  const mark = document.createElement("mark");
  mark.append(sentence.toponym);
  const text = document.createElement("span");
  text.className = "text";
  text.append(sentence.before, mark, sentence.after);
  button.append(head, text);
  const item = document.createElement("li");
  item.append(button);
  return item;
}

function render({ data, parentElement, setStateValue }) {
  const send = (index) => setStateValue("gestures", [{ kind: "open", turn: Date.now(), index }]);
  const list = parentElement.querySelector(".sentences");
  list.replaceChildren(...data.sentences.map((sentence, index) => line(sentence, index, send)));
}
