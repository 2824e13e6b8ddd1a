// Adds a box that chooses all rows of the page, to each form that says so with data-choose-all (its label).
for (const form of document.querySelectorAll("form[data-choose-all]")) {
  const rows = [...form.querySelectorAll('input[type="checkbox"][name="chosen"]')];
  const place = form.querySelector(".table-wrap");
  const all = document.createElement("input");
  const label = document.createElement("label");
  all.type = "checkbox";
  all.id = "choose-all";
  all.className = "form-check-input";
  label.htmlFor = all.id;
  label.textContent = form.dataset.chooseAll;

  const box = document.createElement("div");
  box.className = "choice choose-all";
  box.append(all, label);
  place.before(box);

  all.addEventListener("change", () => {
    for (const row of rows) row.checked = all.checked;
  });
  form.addEventListener("change", () => {
    const chosen = rows.filter((row) => row.checked).length;
    all.checked = chosen === rows.length;
    all.indeterminate = chosen > 0 && chosen < rows.length;
  });
}
