// Keys, the scroll to the words, and the places of words that are selected. Everything else works without it.
"use strict";
const words = document.getElementById("words");
// the words come to the middle of the text beside the question, which itself stays in sight
const show_words = () => {
  const box = words.closest(".text");
  const beside = document.querySelector("form[action='/rule']") || !matchMedia("(max-width: 52rem)").matches;
  if (!beside) return words.scrollIntoView({ block: "center" });
  box.scrollTop += words.getBoundingClientRect().top - box.getBoundingClientRect().top - box.clientHeight / 3;
  scrollTo(0, 0);
};
if (words) {
  show_words();
  addEventListener("load", () => setTimeout(show_words)); // after the browser went to the fragment
}

document.addEventListener("keydown", (event) => {
  const typing = event.target.closest("input, select, textarea");
  if (event.key === "Escape" && typing) typing.blur();
  // two names are made one, or two, by a key of their own, never by the end of a reason
  if (event.key === "Enter" && typing?.form?.querySelector("[data-key=a]") && !typing.form.querySelector("[data-key=c]")) event.preventDefault();
  if (typing || event.ctrlKey || event.metaKey || event.altKey) return;
  const found = event.key === "e"
    ? document.querySelector(".rule fieldset :is(input, select)")
    : [...document.querySelectorAll("[data-key]")].find((one) => one.dataset.key === event.key);
  if (!found) return;
  event.preventDefault();
  if (found.matches("input, select")) found.focus();
  else found.click();
});

// a correction without a reason is asked for it here, so that nothing typed is lost
document.querySelector(".rule")?.addEventListener("click", (event) => {
  const verdict = event.target.closest("button[name=verdict]");
  if (verdict) verdict.form.elements.why.required = verdict.value === "corrected";
});

const text = document.getElementById("text");
const chosen = document.getElementById("chosen");
const places = ["start", "end"].map((name) => document.getElementById(name));
// a browser counts UTF-16 units, and the record code points
const length = (words) => Array.from(words).length;
if (text && chosen) {
  document.addEventListener("selectionchange", () => {
    const selection = document.getSelection();
    if (!selection.rangeCount || selection.isCollapsed) return;
    const range = selection.getRangeAt(0);
    if (!text.contains(range.startContainer) || !text.contains(range.endContainer)) return;
    const before = document.createRange();
    before.setStart(text, 0);
    before.setEnd(range.startContainer, range.startOffset);
    const start = length(before.toString());
    chosen.value = range.toString();
    [places[0].value, places[1].value] = [start, start + length(range.toString())];
  });
  chosen.addEventListener("input", () => { for (const place of places) place.value = ""; });
  const kind = document.getElementById("kind");
  const show = () => {
    for (const part of document.querySelectorAll("[data-kind]")) {
      part.hidden = !part.dataset.kind.split(" ").includes(kind.value);
      if (part.matches("optgroup")) part.disabled = part.hidden;
    }
  };
  kind.addEventListener("change", show);
  show();
}
