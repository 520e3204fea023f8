"use strict";
// Nothing here is needed to read: it finds lines, goes back in time, and closes a note.
(() => {
  const all = (selector, within = document) => [...within.querySelectorAll(selector)];
  const tools = document.getElementById("tools");
  if (!tools) return;
  tools.hidden = false;
  tools.addEventListener("submit", (event) => event.preventDefault());

  // a note closes with Escape, and opens again when the pointer or the focus moves on
  const root = document.documentElement;
  addEventListener("keydown", (event) => { if (event.key === "Escape") root.classList.add("quiet"); });
  for (const kind of ["focusin", "mouseover"]) {
    addEventListener(kind, (event) => { if (event.target.closest?.(".c > a")) root.classList.remove("quiet"); });
  }

  // whatever is jumped to is shown, also where the search or a closed list hides it
  const reveal = () => {
    const target = location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)));
    for (let part = target; part; part = part.parentElement) {
      part.classList.remove("unfound", "later");
      if (part.tagName === "DETAILS") part.open = true;
    }
    if (target) target.scrollIntoView();
  };
  addEventListener("hashchange", reveal);

  const lines = all("main .line, main .links > li");
  const fold = (text) => text.toLowerCase().replace(/\s+/g, " ");
  const find = document.getElementById("find");
  const found = document.getElementById("found");
  let words = null;
  const search = () => {
    const wanted = fold(find.value).trim();
    words ??= lines.map((line) => fold((line.closest(".item, details")?.querySelector("h3, h4")?.textContent ?? "") + " " + line.textContent));
    let many = 0;
    lines.forEach((line, index) => {
      const fits = !wanted || words[index].includes(wanted);
      line.classList.toggle("unfound", !fits);
      many += wanted && fits ? 1 : 0;
    });
    for (const item of all("main .item, main details.rest, main details.table")) {
      const inside = item.classList.contains("line") ? [] : all(".line, .links > li", item);
      item.classList.toggle("unfound", wanted && inside.length > 0 && inside.every((line) => line.classList.contains("unfound")));
      if (wanted && item.matches("details") && !item.classList.contains("unfound")) item.open = true;
    }
    found.textContent = wanted ? (many === 1 ? "1 line" : many.toLocaleString("en") + " lines") : "";
  };
  let waiting = 0;
  find.addEventListener("input", () => { clearTimeout(waiting); waiting = setTimeout(search, 200); });

  const slider = document.getElementById("as-of");
  if (!slider) return;
  const days = slider.dataset.days.split(" ");
  const told = document.getElementById("as-of-day");
  const say = (day) => new Date(day + "T00:00:00Z").toLocaleDateString("en-GB", { day: "numeric", month: "long", year: "numeric", timeZone: "UTC" });
  const between = (from, to) => Math.round((Date.parse(to) - Date.parse(from)) / 864e5);
  const goBack = () => {
    const last = Number(slider.value) === days.length - 1;
    const day = last ? slider.dataset.last : days[slider.value];
    told.textContent = say(day) + (last ? "" : ": later documents are hidden");
    slider.setAttribute("aria-valuetext", say(day));
    for (const line of all("main [data-d]")) line.classList.toggle("later", !last && line.dataset.d > day);
    for (const line of all(".today")) line.classList.toggle("later", !last);
    for (const item of all(".promise")) {
      const then = item.querySelector(".status-then");
      item.querySelector(".status").hidden = !last;
      then.hidden = last;
      if (last) continue;
      const due = all("tr[data-due]:not(.later)", item).map((row) => row.dataset.due);
      const end = due.at(-1);
      const slip = due.length > 1 ? between(due[0], end) : 0;
      const past = end ? between(end, day) : 0;
      then.textContent = (end ? "Last day announced by then: " + say(end) + (past > 0 ? ", " + past + (past === 1 ? " day" : " days") + " past." : ".") : "No day was given by then.")
        + (slip ? " " + Math.abs(slip) + (Math.abs(slip) === 1 ? " day " : " days ") + (slip > 0 ? "later" : "earlier") + " than first announced." : "");
    }
  };
  slider.addEventListener("input", goBack);
  told.textContent = say(slider.dataset.last);
  slider.setAttribute("aria-valuetext", say(slider.dataset.last));
})();
