"use strict";
const filter = document.getElementById("filter");
filter.addEventListener("input", () => {
  const words = filter.value.toLowerCase().split(/\s+/);
  for (const card of document.querySelectorAll("article")) {
    const text = card.textContent.toLowerCase();
    card.hidden = !words.every((word) => text.includes(word));
  }
});
// A page that was opened from a file may have no clipboard but that of a selection.
async function copy(text) {
  if (navigator.clipboard && window.isSecureContext) {
    await navigator.clipboard.writeText(text);
    return;
  }
  const area = document.createElement("textarea");
  area.value = text;
  document.body.append(area);
  area.select();
  document.execCommand("copy");
  area.remove();
}
for (const button of document.querySelectorAll("details button")) {
  button.addEventListener("click", async () => {
    await copy(button.parentElement.querySelector("pre").textContent);
    button.textContent = "Copied";
    setTimeout(() => { button.textContent = "Copy"; }, 1500);
  });
}
// Tiles are shown side by side, two each way.
for (const frame of document.querySelectorAll(".tiles")) {
  const image = frame.querySelector("img");
  if (image) {
    frame.style.backgroundImage = 'url("' + image.src + '")';
    frame.style.backgroundSize = "50% 50%";
    frame.classList.add("tiled");
  }
}
