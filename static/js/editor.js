// Makes an editor with buttons of each textarea with data-editor. The textarea stays in the form and carries the text;
// without this script it is where people write. Words and dialogs come from the page (stories/writing/_editor.html).

const place = document.querySelector("[data-editor-library]");

/** Name of a button → what it does, and when it is pressed in. */
const ACTIONS = {
  bold: [(chain) => chain.toggleBold(), "bold"],
  italic: [(chain) => chain.toggleItalic(), "italic"],
  h2: [(chain) => chain.toggleHeading({ level: 2 }), "heading", { level: 2 }],
  h3: [(chain) => chain.toggleHeading({ level: 3 }), "heading", { level: 3 }],
  h4: [(chain) => chain.toggleHeading({ level: 4 }), "heading", { level: 4 }],
  bullets: [(chain) => chain.toggleBulletList(), "bulletList"],
  numbers: [(chain) => chain.toggleOrderedList(), "orderedList"],
  quote: [(chain) => chain.toggleWrap("blockquote"), "blockquote"],
  pull: [(chain) => chain.toggleWrap("pullQuote"), "pullQuote"],
  facts: [(chain) => chain.toggleWrap("factBox"), "factBox"],
  undo: [(chain) => chain.undo()],
  redo: [(chain) => chain.redo()],
};
const DIALOGS = { link: openLink, picture: openPicture };

function mount(library, parts, textarea) {
  const kind = textarea.dataset.editor;
  const box = document.createElement("div");
  const bar = document.getElementById(`editor-bar-${kind}`).content.firstElementChild.cloneNode(true);
  box.className = `editor${textarea.classList.contains("is-invalid") ? " is-invalid" : ""}`;
  textarea.before(box);
  const editor = new library.Editor({
    element: box,
    extensions: parts.partsOf(library),
    content: textarea.value,
    injectCSS: false,
    editorProps: { attributes: attributesOf(textarea), transformPastedHTML: withoutLooks },
    onUpdate: () => carry(editor, textarea),
    onTransaction: () => show(bar, editor),
  });
  box.prepend(bar);
  textarea.hidden = true;
  prepare(bar, editor);
  show(bar, editor);
  return editor;
}

/** The editor takes the place of the text box for labels, hints, links to it and screen readers. */
function attributesOf(textarea) {
  const label = document.querySelector(`label[for="${textarea.id}"]`);
  const attributes = { id: textarea.id, role: "textbox", "aria-multiline": "true", class: "editor-text", lang: "sv" };
  label.id = `${textarea.id}-label`;
  label.removeAttribute("for");
  label.addEventListener("click", () => document.getElementById(attributes.id).focus());
  attributes["aria-labelledby"] = label.id;
  for (const name of ["aria-describedby", "aria-invalid"]) {
    if (textarea.hasAttribute(name)) attributes[name] = textarea.getAttribute(name);
  }
  textarea.removeAttribute("id");
  return attributes;
}

/** What other programs paste says how it looks, which the policy of the page refuses with a complaint for each. */
function withoutLooks(html) {
  const looks = /\s(?:style|on\w+)\s*=\s*(?:"[^"]*"|'[^']*'|[^\s>]+)/gi;
  const plain = html.replace(/<style[\s\S]*?<\/style>/gi, "").replace(/<[a-z][^>]*>/gi, (tag) => tag.replace(looks, ""));
  return withoutTables(plain);
}

/** Of a table the words stay: a row is a paragraph, with a space between its cells. As goda_exempel/markup.py does. */
function withoutTables(html) {
  return html
    .replace(/<\/?(?:table|tbody|thead|tfoot|colgroup|col)(?:\s[^>]*)?>/gi, "")
    .replace(/<(\/?)(?:tr|caption|dt|dd)(?:\s[^>]*)?>/gi, "<$1div>")
    .replace(/<t[dh](?:\s[^>]*)?>/gi, "")
    .replace(/<\/t[dh]>/gi, " ");
}

function carry(editor, textarea) {
  textarea.value = editor.isEmpty ? "" : editor.getHTML();
  textarea.dispatchEvent(new Event("input", { bubbles: true }));
}

/** One stop for Tab, arrows inside (the pattern of toolbars); Alt+F10 leads from the text to the buttons. */
function prepare(bar, editor) {
  const buttons = [...bar.querySelectorAll("button")];
  bar.setAttribute("aria-controls", editor.view.dom.id);
  buttons.forEach((button, number) => (button.tabIndex = number ? -1 : 0));
  bar.addEventListener("mousedown", (event) => event.preventDefault()); // the text keeps its focus and selection
  bar.addEventListener("click", (event) => {
    const button = event.target.closest("button");
    if (!button) return;
    stopAt(buttons, button);
    if (DIALOGS[button.dataset.do]) return DIALOGS[button.dataset.do](editor, button);
    editor.view.focus(); // at once: the editor's own focus comes a frame later, and a key in between would be lost
    ACTIONS[button.dataset.do][0](editor.chain().focus()).run();
  });
  bar.addEventListener("keydown", (event) => {
    const now = buttons.indexOf(document.activeElement);
    const next = { ArrowRight: now + 1, ArrowLeft: now - 1, Home: 0, End: buttons.length - 1 }[event.key];
    if (next === undefined) return;
    event.preventDefault();
    stopAt(buttons, buttons[(next + buttons.length) % buttons.length]).focus();
  });
  editor.view.dom.addEventListener("keydown", (event) => {
    if (event.altKey && event.key === "F10") bar.querySelector("[tabindex='0']").focus();
  });
}

function stopAt(buttons, chosen) {
  for (const button of buttons) button.tabIndex = button === chosen ? 0 : -1;
  return chosen;
}

function show(bar, editor) {
  for (const button of bar.querySelectorAll("button[aria-pressed]")) {
    const [, name, attributes] = ACTIONS[button.dataset.do] ?? [null, button.dataset.do];
    button.setAttribute("aria-pressed", String(editor.isActive(name, attributes)));
  }
}

/** Opens a dialog of the page; resolves to its fields by name, to false where something is to be removed, or to null. */
function ask(name, values, { canRemove = false } = {}) {
  const dialog = document.getElementById(`editor-dialog-${name}`);
  const fields = Object.fromEntries([...dialog.querySelectorAll("[data-field]")].map((row) => [row.dataset.field, row]));
  const remove = dialog.querySelector("[value=remove]");
  for (const [key, field] of Object.entries(fields)) field.value = values[key] ?? "";
  if (remove) remove.hidden = !canRemove;
  dialog.returnValue = "";
  dialog.showModal();
  return new Promise((resolve) => {
    const close = () => {
      const answers = { ok: fields, remove: false };
      resolve(answers[dialog.returnValue] ?? null);
    };
    dialog.addEventListener("close", close, { once: true });
  });
}

async function openLink(editor) {
  const isThere = editor.isActive("link");
  const fields = await ask("link", { href: editor.getAttributes("link").href }, { canRemove: isThere });
  if (fields === null) return editor.commands.focus();
  const chain = editor.chain().focus().extendMarkRange("link");
  const href = fields && withScheme(fields.href.value.trim());
  if (!href) return chain.unsetLink().run();
  if (editor.state.selection.empty && !isThere) {
    return chain.insertContent({ type: "text", text: href, marks: [{ type: "link", attrs: { href } }] }).run();
  }
  return chain.setLink({ href }).run();
}

function withScheme(address) {
  if (/^[\w.+-]+@[\w-]+\.[\w.]+$/.test(address)) return `mailto:${address}`;
  return /^[\w-]+(\.[\w-]+)+([/?#]|$)/.test(address) ? `https://${address}` : address;
}

async function openPicture(editor, button) {
  const now = editor.isActive("figure") ? editor.getAttributes("figure") : null;
  const fields = await ask(now ? "alt" : "picture", { alt: now?.alt });
  if (!fields) return editor.commands.focus();
  if (now) return editor.chain().focus().updateAttributes("figure", { alt: fields.alt.value }).run();
  const told = await send(fields);
  if (!told.src) return say(button, told.words);
  const caption = fields.caption.value ? [{ type: "text", text: fields.caption.value }] : [];
  const figure = { type: "figure", attrs: { src: told.src, alt: fields.alt.value }, content: caption };
  editor.chain().focus().insertContent([figure, { type: "paragraph" }]).run();
}

async function send(fields) {
  const content = new FormData();
  content.append("csrfmiddlewaretoken", place.elements.csrfmiddlewaretoken.value);
  content.append("file", fields.file.files[0] ?? "");
  for (const name of ["alt", "caption"]) content.append(name, fields[name].value);
  const failed = { words: place.dataset.pictureFailed };
  try {
    const answer = await fetch(place.dataset.pictures, {
      method: "POST",
      body: content,
      headers: { Accept: "application/json" },
      redirect: "manual",
    });
    const told = await answer.json();
    return answer.ok ? told : { words: Object.values(told.errors ?? {})[0]?.[0]?.message ?? failed.words };
  } catch {
    return failed;
  }
}

function say(button, words) {
  const line = button.closest(".editor").querySelector("[role=status]");
  line.textContent = words;
}

function prepareDialogs() {
  for (const dialog of document.querySelectorAll("dialog.editor-dialog")) {
    dialog.addEventListener("click", (event) => {
      const button = event.target.closest("button");
      if (button) dialog.close(button.value);
    });
    dialog.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" || event.target.closest("button")) return;
      event.preventDefault();
      dialog.close("ok");
    });
  }
}

if (place) {
  prepareDialogs();
  const [library, parts] = await Promise.all([import(place.dataset.editorLibrary), import(place.dataset.editorParts)]);
  for (const textarea of place.querySelectorAll("textarea[data-editor]")) mount(library, parts, textarea);
  place.dataset.editorReady = "";
}
