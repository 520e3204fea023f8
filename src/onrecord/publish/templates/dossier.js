"use strict";
// Nothing here is needed to read: it finds lines, goes back in time, copies citations, and closes a note.
(() => {
  const all = (selector, within = document) => [...within.querySelectorAll(selector)];
  const tools = document.getElementById("tools");
  if (!tools) return;
  tools.hidden = false;
  tools.addEventListener("submit", (event) => event.preventDefault());

  // what an address leads to stands below the contents, however many lines those take
  const rail = document.querySelector(".rail");
  const root = document.documentElement;
  new ResizeObserver(() => {
    root.style.scrollPaddingTop = getComputedStyle(rail).position === "sticky" ? rail.offsetHeight + 8 + "px" : "";
  }).observe(rail);

  // a note closes with Escape, and opens again when the pointer or the focus moves on
  addEventListener("keydown", (event) => { if (event.key === "Escape") root.classList.add("quiet"); });
  for (const kind of ["focusin", "mouseover"]) {
    addEventListener(kind, (event) => { if (event.target.closest?.(".c > a")) root.classList.remove("quiet"); });
  }

  // a citation: the words, who, outlet, title and day, the document's address and hash, and what read it
  const words = (line) => {
    const marks = all("mark", line).map((mark) => mark.textContent.trim());
    return [...new Set(marks.length ? marks : [line.textContent.trim()])].join(" … ");
  };
  const compose = (line) => {
    const link = line.querySelector(".c > a") ?? line.closest(".item")?.querySelector(".c > a");
    const [, id, start, end] = /^#(d[\w-]*?)-(\d+)-(\d+)$/.exec(link?.hash ?? "") ?? [];
    const source = document.getElementById(id)?.dataset.ref ?? "";
    const who = line.dataset.w ? " (" + line.dataset.w + ")" : "";
    return "“" + words(link?.parentElement ?? line) + "”" + who + ", in: " + source + ", characters " + start + "–" + end
      + ". Read by " + document.body.dataset.version
      + ("unchecked" in document.body.dataset ? ", not checked by a person." : ".");
  };
  const copy = async (text) => {
    try { await navigator.clipboard.writeText(text); return true; } catch { /* not allowed here: the old way */ }
    const field = Object.assign(document.createElement("textarea"), { value: text });
    document.body.append(field);
    field.select();
    const done = document.execCommand("copy");
    field.remove();
    return done;
  };
  const button = Object.assign(document.createElement("button"), { type: "button", className: "cite", textContent: "cite" });
  button.setAttribute("aria-label", "Copy a citation of this line");
  for (const link of all(".to")) {
    if (link.closest(".line")) link.after(button.cloneNode(true));
  }
  addEventListener("click", async (event) => {
    const pressed = event.target.closest?.(".cite");
    if (!pressed) return;
    const text = compose(pressed.closest(".line"));
    pressed.dataset.citation = text;
    pressed.textContent = await copy(text) ? "copied" : "not copied";
    setTimeout(() => { pressed.textContent = "cite"; }, 2000);
  });

  const lines = all("main .line");
  // what is typed finds a letter whatever stands above it, and a quotation mark of any shape; every character stays one
  const marks = new Map([..."‘’‛′"].map((mark) => [mark, "'"]).concat([..."“”„«»"].map((mark) => [mark, '"'])));
  const plain = (text) => text.replace(/[^\x00-\x7f]/g, (char) => marks.get(char) ?? char.normalize("NFD")[0]).toLowerCase();
  const fold = (text) => plain(text).replace(/\s+/g, " ");
  // all of the words; "in quotes" together, and open* as well as open, as `onrecord search` has it
  const split = (typed) => [...fold(typed).matchAll(/"([^"]+)"|[^\s"]+/g)].map((term) => (term[1] ?? term[0]).trim().replace(/\*$/, "")).filter(Boolean);
  const find = document.getElementById("find");
  const found = document.getElementById("found");
  const facets = all("select[data-facet]", tools);
  const slider = document.getElementById("as-of");
  const days = slider?.dataset.days.split(" ") ?? [];
  const linesOf = (part) => part.matches(".line") ? [part] : all(".line", part);
  const valuesOf = (line, facet) => (line.dataset[facet] ?? "").split("|").filter(Boolean);
  for (const select of facets) {
    const many = new Map();
    for (const part of all("main [data-one]")) {
      const values = linesOf(part).flatMap((line) => valuesOf(line, select.dataset.facet));
      for (const value of new Set(values)) many.set(value, (many.get(value) ?? 0) + 1);
    }
    for (const value of [...many.keys()].sort((a, b) => a.localeCompare(b))) select.add(new Option(value + " (" + many.get(value) + ")", value));
  }

  const say = (day) => new Date(day + "T00:00:00Z").toLocaleDateString("en-GB", { day: "numeric", month: "long", year: "numeric", timeZone: "UTC" });
  const goBack = () => {
    if (!slider) return;
    const last = Number(slider.value) === days.length - 1;
    const day = last ? slider.dataset.last : days[slider.value];
    document.getElementById("as-of-day").textContent = say(day) + (last ? "" : ": later documents are hidden");
    document.getElementById("as-of-told").textContent = say(day);
    slider.setAttribute("aria-valuetext", say(day));
    for (const part of all("[data-d]")) part.classList.toggle("later", !last && part.dataset.d > day);
    for (const part of all(".today, .what, .due, .doubt, .teller, .slip, .group > .part, .group > .note, .why, .note:has(+ .why), .actor summary .many, .actor > h3 small, .how-to ~ .note")) part.classList.toggle("later", !last);
    document.querySelector(".untold").hidden = last || !document.querySelector(".tale.later");
  };

  // where every line of a part is hidden, so is the part; numbers are those of the lines in sight
  const isSeen = (line) => !line.classList.contains("unfound") && !line.classList.contains("later");
  const holdsSeen = (part) => linesOf(part).some(isSeen);
  const unfolded = new Set(); // by a search, and folded again after it
  const tidy = (filtered) => {
    for (const part of all("main .item, main details, main .also, main .group, main section, main h3.part")) {
      const inside = part.matches("h3") ? findAfter(part, ".line") : [...all(".line", part), ...(part.matches(".line") ? [part] : [])];
      part.classList.toggle("unfound", filtered && !inside.some(isSeen));
      if (!part.matches("details")) continue;
      const summary = part.querySelector("summary");
      if (filtered && part.matches(".rest")) summary.dataset.left = all("[data-one]", part).filter(holdsSeen).length;
      else delete summary.dataset.left;
      if (searching() && !part.open && inside.some(isSeen)) {
        part.open = true;
        unfolded.add(part);
      }
      if (!searching() && unfolded.delete(part)) part.open = false;
    }
    for (const number of all("[data-of]")) {
      const seen = all("[data-one]", document.getElementById(number.dataset.of)).filter(holdsSeen).length;
      number.dataset.all ??= number.textContent;
      const text = filtered ? seen.toLocaleString("en") : number.dataset.all;
      number.textContent = text;
      number.closest("li").classList.toggle("unfound", filtered && !seen);
      const heading = document.querySelector("#" + number.dataset.of + " [data-count]");
      if (heading) heading.textContent = text;
    }
    for (const number of all("h3 [data-part]")) {
      const heading = number.closest("h3");
      const inside = heading.matches(".part") ? findAfter(heading, "[data-one]") : all("[data-one]", heading.parentElement);
      number.dataset.all ??= number.textContent;
      const seen = inside.filter(holdsSeen).length.toLocaleString("en");
      number.textContent = filtered ? seen + " of " + number.dataset.all : number.dataset.all;
    }
  };
  const findAfter = (heading, kind) => {
    const found = [];
    for (let part = heading.nextElementSibling; part && !part.matches("h3.part"); part = part.nextElementSibling) {
      found.push(...(part.matches(kind) ? [part] : []), ...all(kind, part));
    }
    return found;
  };
  const light = (wanted) => {
    if (!window.Highlight || !CSS.highlights) return;
    CSS.highlights.delete("found");
    if (!wanted.length) return;
    const any = new RegExp(wanted.map((term) => term.replace(/[^\w\s]/g, "\\$&").replace(/ /g, "\\s+")).join("|"), "g");
    const ranges = [];
    for (const line of lines.filter(isSeen)) {
      for (const part of [line, excerptOf(line)].filter(Boolean)) {
        const walker = document.createTreeWalker(part, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT,
          (node) => node.className === "n" ? NodeFilter.FILTER_REJECT : NodeFilter.FILTER_ACCEPT);
        while (walker.nextNode() && ranges.length < 2000) {
          if (walker.currentNode.nodeType !== Node.TEXT_NODE) continue;
          for (const found of plain(walker.currentNode.data).matchAll(any)) {
            const range = new Range();
            range.setStart(walker.currentNode, found.index);
            range.setEnd(walker.currentNode, found.index + found[0].length);
            ranges.push(range);
          }
        }
      }
    }
    CSS.highlights.set("found", new Highlight(...ranges));
  };

  const searching = () => Boolean(split(find.value).length || facets.some((select) => select.value));
  // what the page holds of a document's text is found by the line that names the document
  const excerptOf = (line) => line.parentElement.matches(".document") ? line.nextElementSibling : null;
  const read = (line) => [line.dataset.w, line.closest(".item")?.querySelector("h3, h4")?.textContent, line.textContent, excerptOf(line)?.textContent];
  let texts = null;
  const search = () => {
    goBack();
    const wanted = split(find.value);
    const asked = facets.filter((select) => select.value);
    if (wanted.length) texts ??= lines.map((line) => fold(read(line).filter(Boolean).join(" ")));
    lines.forEach((line, index) => {
      const fits = wanted.every((term) => texts[index].includes(term)) && asked.every((select) => valuesOf(line, select.dataset.facet).includes(select.value));
      line.classList.toggle("unfound", searching() && !fits);
    });
    const back = slider && Number(slider.value) !== days.length - 1;
    tidy(searching() || Boolean(back));
    light(wanted);
    const many = all("main [data-one]").filter(holdsSeen).length;
    const none = "0 lines. Of each document, only the sentences about cited words are on this page.";
    found.textContent = !searching() ? "" : !many ? none : many === 1 ? "1 line" : many.toLocaleString("en") + " lines";
    const kept = new URLSearchParams();
    if (wanted.length) kept.set("find", find.value.trim());
    for (const select of asked) kept.set(select.dataset.facet, select.value);
    if (back) kept.set("as-of", days[slider.value]);
    const address = kept.size ? "#?" + kept : location.hash.startsWith("#?") ? "#" : null;
    if (address !== null) history.replaceState(null, "", address);
  };
  let waiting = 0;
  const soon = () => { clearTimeout(waiting); waiting = setTimeout(search, 150); };
  find.addEventListener("input", soon);
  for (const select of facets) select.addEventListener("change", search);
  slider?.addEventListener("input", soon);
  tools.addEventListener("reset", () => setTimeout(search));

  // an address leads to a filter, or to what is then shown, also where a filter or a fold hides it
  const arrive = () => {
    if (location.hash.startsWith("#?")) {
      const kept = new URLSearchParams(location.hash.slice(2));
      find.value = kept.get("find") ?? "";
      for (const select of facets) select.value = kept.get(select.dataset.facet) ?? "";
      if (slider) slider.value = kept.has("as-of") ? Math.max(0, days.indexOf(kept.get("as-of"))) : days.length - 1;
      search();
      return;
    }
    const target = location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)));
    for (let part = target; part; part = part.parentElement) {
      part.classList.remove("unfound", "later");
      if (part.tagName === "DETAILS") part.open = true;
    }
    if (target) target.scrollIntoView();
  };
  addEventListener("hashchange", arrive);
  goBack();
  if (location.hash) arrive();
})();
