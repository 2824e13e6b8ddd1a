// The focal point of a picture by a click. Without this script the two sliders do the same.

const form = document.querySelector("[data-focus-form]");
const whole = form?.querySelector("[data-focus-whole]");
const cut = form?.querySelector("[data-focus-cut]");

if (form && whole && cut) {
  const mark = whole.querySelector("[data-focus-mark]");
  const [across, down] = ["focus_x", "focus_y"].map((name) => form.elements[name]);

  const show = () => {
    cut.style.objectPosition = `${across.value}% ${down.value}%`;
    mark.style.left = `${across.value}%`;
    mark.style.top = `${down.value}%`;
    mark.hidden = false;
  };

  const part = (at, from, size) => Math.min(100, Math.max(0, (100 * (at - from)) / size));

  whole.addEventListener("click", (event) => {
    const box = whole.querySelector("img").getBoundingClientRect();
    across.value = part(event.clientX, box.left, box.width);
    down.value = part(event.clientY, box.top, box.height);
    show();
  });
  for (const slider of [across, down]) slider.addEventListener("input", show);
  whole.classList.add("is-live");
  show();
}
