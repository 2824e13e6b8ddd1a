// Tells the server every half minute that the page is open, and that it is left; shows who else has it open.

const EVERY = 30_000; // milliseconds
const AT_FIRST = 2_000; // after the page before this one has said that it is left
const line = document.querySelector("[data-presence]");
const token = document.querySelector("form [name=csrfmiddlewaretoken]");

function content(isLeaving) {
  const fields = new URLSearchParams({ csrfmiddlewaretoken: token.value });
  if (isLeaving) fields.set("left", "1");
  return fields;
}

async function tell({ isLeaving = false } = {}) {
  try {
    const answer = await fetch(line.dataset.presence, {
      method: "POST",
      body: content(isLeaving),
      headers: { Accept: "application/json" },
      redirect: "manual",
      keepalive: isLeaving,
    });
    if (!answer.ok || isLeaving) return;
    const { words } = await answer.json();
    if (line.textContent !== words) line.textContent = words;
  } catch {
    // The next time.
  }
}

if (line && token) {
  setTimeout(tell, AT_FIRST);
  setInterval(() => document.visibilityState === "visible" && tell(), EVERY);
  document.addEventListener("visibilitychange", () => document.visibilityState === "visible" && tell());
  window.addEventListener("pagehide", () => tell({ isLeaving: true }));
}
