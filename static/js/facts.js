// Pressing a sentence in the text chooses it in the form below. Without this the sentence is chosen in the list.
(function () {
  const select = document.querySelector('[data-answer="change"] select');
  const box = select && select.closest("details");
  const comment = box && box.querySelector("textarea");
  const article = document.querySelector("article.story");
  if (!select || !box || !comment || !article) return;

  box.querySelector("[data-press]").hidden = false;

  const spaced = (text) => text.replace(/\s+/g, " ");

  function offsetIn(block, event) {
    const place = document.caretPositionFromPoint
      ? document.caretPositionFromPoint(event.clientX, event.clientY)
      : document.caretRangeFromPoint && document.caretRangeFromPoint(event.clientX, event.clientY);
    const node = place && (place.offsetNode || place.startContainer);
    if (!node || !block.contains(node)) return -1;
    const before = document.createRange();
    before.setStart(block, 0);
    before.setEnd(node, place.offset === undefined ? place.startOffset : place.offset);
    return spaced(before.toString()).trimStart().length;
  }

  article.addEventListener("click", (event) => {
    if (event.target.closest("a, button, summary") || String(window.getSelection())) return;
    const block = event.target.closest("p, li, h1, h2, h3, h4, figcaption");
    if (!block) return;
    const text = spaced(block.textContent).trim();
    const at = offsetIn(block, event);
    const found = Array.from(select.options).find((option) => {
      const start = option.value ? text.indexOf(option.value) : -1;
      return start >= 0 && start <= at && at <= start + option.value.length;
    });
    if (!found) return;
    select.value = found.value;
    box.open = true;
    box.scrollIntoView({ block: "center" });
    comment.focus();
  });
})();
