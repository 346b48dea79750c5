"use strict";
const filter = document.getElementById("filter");
filter.addEventListener("input", () => {
  const words = filter.value.toLowerCase().split(/\s+/);
  let shown = 0;
  for (const section of document.querySelectorAll("section")) {
    let here = 0;
    for (const card of section.querySelectorAll("article")) {
      const text = (card.dataset.output + " " + card.textContent).toLowerCase();
      card.hidden = !words.every((word) => text.includes(word));
      here += card.hidden ? 0 : 1;
    }
    section.hidden = here === 0;
    shown += here;
  }
  document.querySelector(".none").hidden = shown > 0;
});
// What shows behind transparent pictures.
const backdrops = document.querySelectorAll("fieldset button");
for (const button of backdrops) {
  button.addEventListener("click", () => {
    document.querySelector("main").className = button.value;
    for (const other of backdrops) {
      other.setAttribute("aria-pressed", other === button);
    }
  });
}
// Browsers may refuse the clipboard to a page that was opened from a file, but not that of a
// selection.
async function copy(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch (refused) {
    const area = document.createElement("textarea");
    area.value = text;
    document.body.append(area);
    area.select();
    const copied = document.execCommand("copy");
    area.remove();
    return copied;
  }
}
for (const button of document.querySelectorAll(".copy")) {
  button.addEventListener("click", async () => {
    const details = button.closest("article").querySelector("details");
    const text = details.querySelector("pre");
    if (await copy(text.textContent)) {
      button.textContent = "Copied";
    } else {
      // Then it is selected, for the keyboard.
      details.open = true;
      getSelection().selectAllChildren(text);
      button.textContent = "Press Ctrl+C";
    }
    setTimeout(() => { button.textContent = "Copy parameters"; }, 1500);
  });
}
// Tiles are shown side by side, two each way.
for (const frame of document.querySelectorAll(".tiles")) {
  const image = frame.querySelector("img");
  if (image) {
    frame.style.background = 'url("' + image.src + '") 0 0 / 50%';
    frame.classList.add("tiled");
  }
}
