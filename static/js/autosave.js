// Saves the draft in a form with data-autosave while somebody writes: every ten seconds, and when the page is left.
// The words come from the server or from the attributes of the element that shows them. Without this, a button does it.

const EVERY = 9_000; // milliseconds: a second less than promised, for the way to the server
const LONGEST_WITH_KEEPALIVE = 60_000; // bytes that browsers take along when a page is left

const form = document.querySelector("form[data-autosave]");
const state = document.querySelector("[data-save-state]");
const shown = state.querySelector("[data-save-words]");
const spoken = state.querySelector("[data-save-spoken]");
const link = state.querySelector("[data-save-link]");

let saved = written();
let timer = null;
let sending = null;
let isOver = false;
let lastKind = "";

function body() {
  return new URLSearchParams(new FormData(form));
}

/** What the person has filled in; what only the page itself knows is no reason to save. */
function written() {
  const fields = body();
  for (const hidden of form.querySelectorAll("input[type=hidden]")) fields.delete(hidden.name);
  return fields.toString();
}

function isEmpty() {
  return ![...form.querySelectorAll("textarea, input[type=text]")].some((field) => field.value.trim());
}

/** Shown each time, spoken only when it is something else than last: a voice every ten seconds would be in the way. */
function say(kind, words) {
  shown.textContent = words;
  state.className = `save-state is-${kind}`;
  if (kind !== lastKind) spoken.textContent = words;
  lastKind = kind;
}

function wait() {
  if (timer === null && !isOver) timer = setTimeout(save, EVERY);
}

async function save({ isLeaving = false } = {}) {
  clearTimeout(timer);
  timer = null;
  const now = written();
  if (isOver || now === saved || isEmpty()) return;
  if (sending !== null && !isLeaving) return wait();
  const turn = new AbortController();
  sending = turn;
  try {
    await take(await send(isLeaving, turn.signal), now);
  } catch (error) {
    if (error.name !== "AbortError") failed(state.dataset.unreachable);
  } finally {
    if (sending === turn) sending = null;
  }
  if (written() !== saved) wait();
}

function send(isLeaving, signal) {
  const content = body();
  return fetch(form.dataset.autosave, {
    method: "POST",
    body: content,
    headers: { Accept: "application/json" },
    credentials: "same-origin",
    redirect: "manual",
    keepalive: isLeaving && content.toString().length < LONGEST_WITH_KEEPALIVE,
    signal,
  });
}

async function take(answer, now) {
  if (answer.type === "opaqueredirect") return failed(state.dataset.loggedOut);
  if (answer.status >= 500) return failed(state.dataset.unreachable);
  if (answer.headers.get("Content-Type") !== "application/json") return failed(state.dataset.refused);
  const told = await answer.json();
  if (!answer.ok) {
    isOver = answer.status === 409;
    saved = isOver ? saved : now; // the same text would get the same answer
    if (link && told.url) Object.assign(link, { href: told.url, textContent: told.link, hidden: false });
    return failed(told.words);
  }
  saved = now;
  say("saved", told.words);
  for (const name of ["changed", "version"]) {
    if (form.elements[name] && told[name]) form.elements[name].value = told[name];
  }
  if (location.pathname !== told.edit) history.replaceState(history.state, "", told.edit);
}

function failed(words) {
  say("error", words);
}

form.addEventListener("input", wait);
form.addEventListener("change", wait);
form.addEventListener("submit", () => {
  isOver = true;
  clearTimeout(timer);
  sending?.abort();
});
document.addEventListener("visibilitychange", () => {
  if (document.visibilityState === "hidden") save({ isLeaving: true });
});
window.addEventListener("pagehide", () => save({ isLeaving: true }));
window.addEventListener("online", () => save());
window.addEventListener("pageshow", (event) => {
  if (!event.persisted) return;
  isOver = false;
  wait();
});
