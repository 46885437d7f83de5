/** The conversation on the page: messages in their order, edits in their place, focus where the reader left it. */

import { empty, find, make } from "./make.js";
import { drawGhost, drawScreen } from "./screen.js";
import { say } from "./words.js";

const MOST_SHOWN = 120;

/** `tells` hears tap(data, on) and shown(message): the newest message of the home. */
export function talk(door, tells) {
  const log = find("talk");
  const pending = find("pending");
  const newer = find("newer");
  const sheets = new Map();
  let newest = 0;
  let live = null;
  let opened = false;
  let held = false;

  function receive(message) {
    if (!(message.seq > newest)) return; // a double, or an old one that took the long way round
    newest = message.seq;
    if (message.clears) clear(); // a lock or a sign-out: what was read here is not for whoever comes next
    const near = opened && atEnd();
    const focus = heldFocus();
    const old = message.edits ? sheets.get(message.edits) : null;
    const refusal = Boolean(message.notice && live && sameQuestion(message));
    const drawn = drawScreen(message, door, opened && refusal);
    const again = old && old.getAttribute("data-same") === drawn.getAttribute("data-same");
    const sheet = place(drawn, old, message);
    if (message.from !== "me") become(message, sheet);
    if (!opened) return;
    refocus(focus, sheet, again);
    show(sheet, message, near, again);
  }

  function sameQuestion(message) {
    return (live.title || (live.text || [])[0]) === (message.title || (message.text || [])[0]);
  }

  /** Put a sheet where it belongs; the one that is on the page in the end. */
  function place(sheet, old, message) {
    const inPlace = old && old === log.lastElementChild;
    if (inPlace && sameWords(old, sheet)) sheet = mend(old, sheet);
    else if (inPlace) log.replaceChild(sheet, old);
    else {
      if (old) log.removeChild(old);
      log.appendChild(sheet);
    }
    if (old) sheets.delete(message.edits);
    sheets.set(message.seq, sheet);
    while (log.children.length > MOST_SHOWN) log.removeChild(log.firstElementChild);
    return sheet;
  }

  function become(message, sheet) {
    const before = log.querySelector(".is-live");
    if (before) before.classList.remove("is-live");
    sheet.classList.add("is-live");
    live = message;
    restAll();
    if (log.children.length > 1 || message.edits) document.body.classList.add("is-talking");
    tells.shown(message);
  }

  /** Where the focus is, if it is in the conversation: the button, whatever version it carries by now. */
  function heldFocus() {
    const focused = document.activeElement;
    if (!focused || !log.contains(focused) || focused === log) return null;
    const calendar = focused.closest(".calendar");
    return {
      sheet: focused.closest("article"),
      key: keyOf(focused),
      turned: calendar ? calendar.getAttribute("data-turned") : null,
    };
  }

  // A tick carries another verb once it is ticked: it is known by its words.
  function keyOf(element) {
    if (element.hasAttribute("data-way")) return element.getAttribute("data-way");
    if (element.hasAttribute("aria-pressed")) return element.querySelector(".choice-label").textContent;
    return (element.getAttribute("data-tap") || "").replace(/:\d*$/, "");
  }

  function refocus(focus, sheet, again) {
    if (!focus || sheet === focus.sheet || sheet.classList.contains("said-mine")) return;
    const target = (focus.turned && turned(sheet, focus.turned)) || (again && twin(sheet, focus.key)) || start(sheet);
    if (target) target.focus({ preventScroll: true });
  }

  function turned(sheet, way) {
    const days = sheet.querySelectorAll("tr:not([hidden]) [data-day]");
    return days[way === "later" ? 0 : days.length - 1];
  }

  function twin(sheet, key) {
    return Array.from(sheet.querySelectorAll("button")).find((button) => key && keyOf(button) === key);
  }

  function start(sheet) {
    return sheet.querySelector("[data-start]") || sheet.querySelector("button");
  }

  function show(sheet, message, near, again) {
    if (again && !message.notice) return;
    if (near || message.from === "me" || waiting()) reveal(sheet);
    else newer.hidden = false;
  }

  function waiting() {
    return Date.now() - tapped < 15000;
  }

  let tapped = 0;

  /** The reader just did something: what comes next is the answer and may move the page. */
  function expect() {
    tapped = Date.now();
  }

  function click(event) {
    const button = event.target.closest("button");
    if (!button || !log.contains(button)) return;
    if (!button.hasAttribute("data-tap") || button.getAttribute("aria-busy") === "true") return;
    const on = Number(button.closest("article").getAttribute("data-seq"));
    button.setAttribute("aria-busy", "true");
    expect();
    tells.tap(button.getAttribute("data-tap"), on);
  }

  /** A tap was written down: should no answer come, the button may be tapped again after a while. */
  function kept(data) {
    setTimeout(() => log.querySelectorAll("[aria-busy]").forEach((button) => {
      if (button.getAttribute("data-tap") === data) rest(button);
    }), 6000);
  }

  function rest(button) {
    button.removeAttribute("aria-busy");
  }

  function restAll() {
    log.querySelectorAll("[aria-busy]").forEach(rest);
  }

  /** What was typed, said or shown and is still on its way, below the conversation; and what was lost with the page. */
  function showPending(unsent, lost) {
    empty(pending);
    lost.forEach((each) => pending.appendChild(drawGhost(each, say("maybe_lost"))));
    unsent.filter((event) => event.kind === "text" || event.media).forEach((event) => {
      pending.appendChild(drawGhost(event, ""));
    });
    if (pending.lastElementChild) reveal(pending.lastElementChild);
  }

  function open() {
    if (opened) return;
    opened = true;
    log.setAttribute("aria-busy", "false");
    const last = pending.lastElementChild || log.lastElementChild;
    if (last && log.children.length > 1) reveal(last, true);
    if (held) start(log.querySelector(".is-live")).focus({ preventScroll: true });
    held = false;
  }

  /** The question stays in sight, though something else has taken its room. */
  function look() {
    const sheet = log.querySelector(".is-live");
    if (sheet) reveal(sheet, true);
  }

  /** Everything is told once more from the beginning, and stays silent until it is there. */
  function again() {
    held = Boolean(heldFocus());
    clear();
    newest = 0;
    live = null;
    opened = false;
    log.setAttribute("aria-busy", "true");
  }

  /** Take everything off the page. */
  function clear() {
    empty(log);
    empty(pending);
    sheets.clear();
  }

  log.addEventListener("click", click);
  newer.addEventListener("click", () => {
    newer.hidden = true;
    if (!log.lastElementChild) return;
    reveal(log.lastElementChild);
    const target = start(log.lastElementChild);
    if (target) target.focus({ preventScroll: true });
  });
  window.addEventListener("scroll", () => {
    if (!newer.hidden && atEnd()) newer.hidden = true;
  }, { passive: true });

  return { receive, open, look, again, expect, kept, showPending, clear, rest: restAll, newest: () => newest, live: () => live };
}

/** Only ticks have changed, if anything. */
function sameWords(old, sheet) {
  const parts = (each) => Array.from(each.querySelectorAll("p, h2, dt, dd, li, button"), (part) => part.textContent).join("|");
  return parts(old) === parts(sheet) && !sheet.querySelector("img, audio, a, [role=alert], .calendar");
}

/** The old sheet takes over the new buttons' state and stays: nothing is read out again but the tick itself. */
function mend(old, sheet) {
  const buttons = sheet.querySelectorAll("button");
  old.querySelectorAll("button").forEach((button, index) => {
    Array.from(buttons[index].attributes).forEach((each) => button.setAttribute(each.name, each.value));
  });
  old.setAttribute("data-seq", sheet.getAttribute("data-seq"));
  return old;
}

function atEnd() {
  const page = document.documentElement;
  return page.scrollHeight - window.pageYOffset - window.innerHeight < 160;
}

/** Bring a sheet into the free part of the window: whole if it fits, else its beginning. */
export function reveal(sheet, atOnce) {
  if (document.body.classList.contains("is-drawing")) return; // the conversation is out of sight
  const top = bottomOf(document.querySelector(".tools")) + 12;
  const end = window.innerHeight - find("composer").offsetHeight - 16;
  const box = sheet.getBoundingClientRect();
  let by = 0;
  if (box.bottom - box.top > end - top || box.top < top) by = box.top - top;
  else if (box.bottom > end) by = box.bottom - end;
  const still = atOnce || window.matchMedia("(prefers-reduced-motion: reduce)").matches;
  if (by) window.scrollBy({ top: by, behavior: still ? "auto" : "smooth" });
}

function bottomOf(bar) {
  return getComputedStyle(bar).position === "sticky" ? bar.offsetHeight : 0;
}
