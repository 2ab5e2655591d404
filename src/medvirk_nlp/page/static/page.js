// Keys and selection for the review page. Without this script every button still works by mouse.
"use strict";

const passage = document.getElementById("passage");
const form = document.getElementById("decide");

function typing(target) {
  return target.closest("textarea, select, input:not([type=checkbox], [type=radio])") !== null;
}

function pressed(event) {
  if (event.shiftKey && /^Digit[1-9]$/.test(event.code)) return "shift+" + event.code.slice(5);
  return event.key.toLowerCase();
}

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
  if (typing(event.target) || document.body.dataset.keys !== "on") return;
  const dialog = document.querySelector("dialog[open]");
  const key = pressed(event);
  if (dialog) return;
  const wanted = document.querySelector(`[data-key="${CSS.escape(key)}"]`);
  if (!wanted) return;
  event.preventDefault();
  if (event.repeat) return; // a key held down decides once
  wanted.click();
  if (wanted.matches("input")) announce(wanted.closest("label").textContent.trim());
});

for (const opener of document.querySelectorAll("[data-opens]")) {
  opener.addEventListener("click", () => document.getElementById(opener.dataset.opens).showModal());
}
for (const closer of document.querySelectorAll("[data-closes]")) {
  closer.addEventListener("click", () => document.getElementById(closer.dataset.closes).close());
}

for (const button of document.querySelectorAll("[data-unticks]")) {
  button.addEventListener("click", () => {
    for (const box of button.form.querySelectorAll("[type=checkbox]")) box.checked = false;
  });
}

for (const waiting of document.querySelectorAll("dialog[data-open-now]")) waiting.showModal();

// A form is sent once: an impatient second click must not decide the next passage.
for (const one of document.forms) {
  one.addEventListener("submit", (event) => {
    if (one.dataset.sent) event.preventDefault();
    one.dataset.sent = "yes";
  });
}
window.addEventListener("pageshow", () => {
  for (const one of document.forms) delete one.dataset.sent;
});

function announce(text) {
  const told = document.getElementById("told");
  if (told) told.textContent = text;
}

// Say again what was told, once the reader's software listens, and go to the passage.
const told = document.getElementById("told");
if (told && told.dataset.told) {
  told.textContent = "";
  setTimeout(() => announce(told.dataset.told), 150);
}
const here = document.getElementById("here");
if (here && !document.querySelector("[role=alert]")) here.focus({ preventScroll: true });

// Words of the passage as offsets in code points, as the program counts.
function pointsBefore(node, offset) {
  const span = (node.nodeType === Node.TEXT_NODE ? node.parentElement : node).closest("[data-s]");
  if (!span) return null;
  if (span.classList.contains("hidden-char")) return Number(offset ? span.dataset.e : span.dataset.s);
  return Number(span.dataset.s) + [...span.textContent.slice(0, offset)].length;
}

function select(start, end) {
  const field = (name) => form.elements.namedItem(name);
  const none = start === null || end === null || start === end;
  field("start").value = none ? field("start").dataset.default : start;
  field("end").value = none ? field("end").dataset.default : end;
  const shown = document.getElementById("selected");
  const words = window.getSelection().toString();
  shown.textContent = none || !words ? "" : `${shown.dataset.prefix} «${words.slice(0, 80)}»`;
}

if (passage && form) {
  const words = [];
  for (const span of passage.querySelectorAll("[data-s]")) {
    const node = span.firstChild;
    for (const match of node.data.matchAll(/[\p{L}\p{N}\p{M}@._'’+-]*[\p{L}\p{N}\p{M}]|U\+[0-9A-F]+/gu)) {
      words.push({ node, from: match.index, to: match.index + match[0].length });
    }
  }
  let anchor = -1;
  let focus = -1;

  const mark = () => {
    const [low, high] = anchor <= focus ? [anchor, focus] : [focus, anchor];
    const first = words[low];
    const last = words[high];
    window.getSelection().setBaseAndExtent(first.node, first.from, last.node, last.to);
    words[focus].node.parentElement.scrollIntoView({ block: "nearest" });
  };

  document.addEventListener("selectionchange", () => {
    const chosen = window.getSelection();
    if (!chosen.rangeCount || chosen.isCollapsed) return select(null, null);
    const range = chosen.getRangeAt(0);
    if (!passage.contains(range.startContainer) || !passage.contains(range.endContainer)) return;
    const start = pointsBefore(range.startContainer, range.startOffset);
    const end = pointsBefore(range.endContainer, range.endOffset);
    if (start !== null && end !== null) select(start, end);
  });

  passage.addEventListener("keydown", (event) => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!step || !words.length || event.ctrlKey || event.altKey || event.metaKey) return;
    event.preventDefault();
    focus = Math.min(words.length - 1, Math.max(0, focus + step));
    if (!event.shiftKey || anchor < 0) anchor = focus;
    mark();
  });

  const found = [...passage.querySelectorAll("mark")];
  const choose = (place) => {
    const range = document.createRange();
    range.selectNodeContents(found[place]);
    const texts = [...found[place].querySelectorAll("[data-s]")].map((span) => span.firstChild);
    const last = texts[texts.length - 1];
    window.getSelection().setBaseAndExtent(texts[0], 0, last, last.data.length);
    found[place].scrollIntoView({ block: "nearest" });
    announce(found[place].title);
  };
  let place = -1;
  found.forEach((each, number) => each.addEventListener("dblclick", () => choose(number)));
  document.addEventListener("keydown", (event) => {
    if (event.key !== "f" || event.ctrlKey || event.altKey || event.metaKey) return;
    if (typing(event.target) || document.body.dataset.keys !== "on" || !found.length) return;
    place = (place + 1) % found.length;
    choose(place);
  });
}
