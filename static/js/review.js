// Words selected in the text become the passage of a new comment. Without this script each paragraph has a link.

const text = document.querySelector("[data-review]");
const form = document.querySelector("[data-comment-form]");
const press = document.querySelector("[data-press]");
const AROUND = 200; // characters of what stands around, to find the passage by

const paragraphOf = (node) => (node.nodeType === Node.ELEMENT_NODE ? node : node.parentElement)?.closest("[data-field]");

// The words of a paragraph before, inside and after a range.
const parted = (paragraph, range) => {
  const whole = document.createRange();
  whole.selectNodeContents(paragraph);
  const [first, inside, last] = [whole.cloneRange(), whole.cloneRange(), whole.cloneRange()];
  if (!range.intersectsNode(paragraph)) {
    return range.comparePoint(paragraph, 0) < 0 ? [String(whole), "", ""] : ["", "", String(whole)];
  }
  if (paragraph.contains(range.startContainer)) inside.setStart(range.startContainer, range.startOffset);
  if (paragraph.contains(range.endContainer)) inside.setEnd(range.endContainer, range.endOffset);
  first.setEnd(inside.startContainer, inside.startOffset);
  last.setStart(inside.endContainer, inside.endOffset);
  return [first, inside, last].map(String);
};

// The passage that is selected, in the field where the selection begins: none goes from one field into another.
const chosen = () => {
  const selection = document.getSelection();
  if (!selection || selection.isCollapsed || !selection.rangeCount) return null;
  const range = selection.getRangeAt(0);
  const start = paragraphOf(range.startContainer);
  if (!start || !text.contains(start)) return null;
  const field = start.dataset.field;
  const parts = [...text.querySelectorAll(`[data-field="${field}"]`)].map((paragraph) => parted(paragraph, range));
  const [before, quote, after] = [0, 1, 2].map((place) =>
    parts.map((part) => part[place]).filter(Boolean).join(" ").replace(/\s+/g, " "),
  );
  return quote.trim() && { field, quote: quote.trim(), before: before.slice(-AROUND), after: after.slice(0, AROUND) };
};

if (text && form && press) {
  let passage = null;
  document.addEventListener("selectionchange", () => {
    const now = chosen();
    // A press on the button empties the selection in some browsers: what was chosen is kept until something else is.
    if (now) passage = now;
    press.hidden = !now && !press.contains(document.activeElement);
  });
  press.querySelector("button").addEventListener("click", () => {
    if (!passage) return;
    for (const [name, value] of Object.entries(passage)) form.elements[name].value = value;
    press.hidden = true;
    form.scrollIntoView({ block: "center" });
    form.elements.text.focus();
  });
}
