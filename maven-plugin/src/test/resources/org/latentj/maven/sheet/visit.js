"use strict";
// What a visitor does with the page, and what comes of it: left in the body's data-visit. It waits
// for nothing but promises, and so it is done when the page has loaded, on the slowest machine.
for (const image of document.images) {
  image.loading = "eager";
}
const visitPage = async () => {
  const visit = { images: [], hacked: window.hacked === undefined ? "no" : "yes" };
  const settle = async () => {
    for (let turn = 0; turn < 20; turn++) {
      await null;
    }
  };
  const clipboard = (writeText) =>
    Object.defineProperty(navigator, "clipboard", { configurable: true, value: { writeText } });
  const refused = () => Promise.reject(new DOMException("no", "NotAllowedError"));
  const cards = [...document.querySelectorAll("article")];
  const button = document.querySelector(".copy");
  const shown = () =>
    cards.filter((card) => card.offsetParent !== null).map((card) => card.dataset.output);

  for (const image of document.images) {
    visit.images.push(image.naturalWidth + "x" + image.naturalHeight);
  }

  clipboard(async (text) => { visit.copied = text; });
  button.click();
  await settle();
  visit.label = button.textContent;

  clipboard(refused);
  document.execCommand = () => {
    visit.copiedFromSelection = document.activeElement.value;
    return true;
  };
  button.click();
  await settle();
  visit.leftBehind = document.querySelectorAll("textarea").length;

  document.execCommand = () => false;
  button.click();
  await settle();
  visit.selected = getSelection().toString();
  visit.opened = button.closest("article").querySelector("details").open;

  const filter = document.getElementById("filter");
  const type = (words) => {
    filter.value = words;
    filter.dispatchEvent(new Event("input"));
  };
  type("ICONS fox");
  visit.filtered = shown();
  visit.sections = [...document.querySelectorAll("section")].filter((s) => !s.hidden).length;
  type("nothing has this");
  visit.none = shown().length === 0 && !document.querySelector(".none").hidden;
  type("");
  visit.all = shown().length;

  document.querySelector("fieldset button[value=black]").click();
  const frame = document.querySelector(".frame.small");
  visit.backdrop = getComputedStyle(frame).backgroundColor;
  visit.pressed = [...document.querySelectorAll("fieldset button")]
    .map((b) => b.getAttribute("aria-pressed")).join();
  visit.tile = getComputedStyle(document.querySelector(".tiles")).backgroundImage.slice(0, 20);
  visit.tooWide = document.documentElement.scrollWidth > document.documentElement.clientWidth;
  document.body.dataset.visit = btoa(
    String.fromCharCode(...new TextEncoder().encode(JSON.stringify(visit))));
};
addEventListener("load", () => {
  visitPage().catch((error) => { document.body.dataset.failure = String(error); });
});
