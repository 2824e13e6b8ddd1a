// Sends the chosen files one by one, with how far each has come. Without this script the form sends them all at once.

const form = document.querySelector("[data-upload]");
const input = form?.querySelector("input[type=file]");
const box = form?.querySelector("[data-upload-progress]");

if (form && input && box) {
  const bar = box.querySelector("progress");
  const words = box.querySelector("[data-upload-words]");
  const report = box.querySelector("[data-upload-report]");
  const button = form.querySelector("button[type=submit]");

  const say = (name, values) =>
    form.dataset[name].replace(/\{(\w+)\}/g, (whole, key) => (key in values ? values[key] : whole));

  const note = (text) => {
    const line = document.createElement("li");
    line.textContent = text;
    report.append(line);
  };

  const tell = (name, values) => {
    const text = say(name, values);
    if (words.textContent !== text) words.textContent = text;
  };

  // Resolves to whether the file was kept; what became of it is said either way.
  const send = (file) =>
    new Promise((resolve) => {
      const request = new XMLHttpRequest();
      const data = new FormData(form);
      data.delete(input.name);
      data.append(input.name, file, file.name);
      request.upload.addEventListener("progress", (event) => {
        if (!event.lengthComputable) return;
        const part = Math.round((100 * event.loaded) / event.total);
        bar.value = part;
        // In steps, so that a screen reader can keep up.
        if (part < 100) tell("sending", { name: file.name, part: part - (part % 20) });
        else tell("working", { name: file.name });
      });
      request.addEventListener("loadend", () => {
        const [kept, text] = outcome(request, file);
        note(text);
        resolve(kept);
      });
      request.open("POST", form.action);
      request.setRequestHeader("Accept", "application/json");
      request.send(data);
    });

  const outcome = (request, file) => {
    if (request.status === 413) return [false, say("full", { name: file.name })];
    let answer = null;
    try {
      answer = JSON.parse(request.responseText);
    } catch {
      return [false, say("failed", { name: file.name })];
    }
    if (answer.refused?.length) return [false, say("refused", { name: file.name, why: answer.refused[0].why })];
    return answer.kept ? [true, say("kept", { name: file.name })] : [false, say("failed", { name: file.name })];
  };

  const showWhatIsThere = async () => {
    const response = await fetch(window.location.pathname, { headers: { Accept: "text/html" } });
    if (!response.ok || response.redirected) return;
    const page = new DOMParser().parseFromString(await response.text(), "text/html");
    const list = page.querySelector("[data-upload-list]");
    if (list) document.querySelector("[data-upload-list]").replaceWith(document.adoptNode(list));
  };

  form.addEventListener("submit", async (event) => {
    const files = [...input.files];
    if (!files.length) return; // the server says that none is chosen
    event.preventDefault();
    report.replaceChildren();
    box.hidden = false;
    button.disabled = true;
    let kept = 0;
    for (const file of files) {
      bar.value = 0;
      kept += (await send(file)) ? 1 : 0;
    }
    form.reset();
    button.disabled = false;
    try {
      await showWhatIsThere();
    } finally {
      words.textContent = say("done", { kept, all: files.length });
    }
  });
}
