/** The line to write on: always there, so that plain words work anywhere; it takes the shape of what is asked. */

import { find } from "./make.js";
import { recall, remember } from "./store.js";
import { say } from "./words.js";

const DRAFT = "ramp.draft";
const MOST = 2000;
const SECRETS = ["pin", "code"];

/** How each kind of answer wants its keyboard. */
const KEYBOARDS = {
  text: { type: "text", inputmode: "text", autocomplete: "off" },
  tel: { type: "tel", inputmode: "tel", autocomplete: "tel" },
  code: { type: "text", inputmode: "text", autocomplete: "off", autocapitalize: "characters", spellcheck: "false" },
  pin: { type: "password", inputmode: "numeric", autocomplete: "off" },
};

/** `tells` hears send(text, secret). */
export function composer(tells) {
  const form = find("composer");
  const line = find("line");
  const lines = find("lines");
  let kind = "text";
  let most = MOST;
  let box = line;
  let keeps = true;

  /** Take the shape of a question, or of none. Words already typed stay; off the record the browser keeps none. */
  function ask(question, unkept) {
    keeps = !unkept;
    const asked = question || { kind: "text" };
    const secretBefore = kind === "pin";
    kind = asked.kind;
    most = asked.most || MOST;
    use(kind === "long" ? lines : line, secretBefore !== (kind === "pin"));
    const keyboard = KEYBOARDS[kind] || KEYBOARDS.text;
    ["type", "inputmode", "autocomplete", "autocapitalize", "spellcheck"].forEach((name) => {
      if (keyboard[name]) line.setAttribute(name, keyboard[name]);
      else line.removeAttribute(name);
    });
    label(asked.label, Boolean(question));
    form.className = "composer composer-" + kind + (question ? " is-asking" : "");
    count();
  }

  function use(next, forget) {
    if (forget) box.value = "";
    if (next !== box) {
      const focused = document.activeElement === box;
      next.value = box.value;
      box.value = "";
      box.hidden = true;
      next.hidden = false;
      if (focused) next.focus();
    }
    box = next;
  }

  function label(words, asking) {
    const element = find("composer-label");
    element.textContent = words || say("write");
    element.setAttribute("for", box.id);
    element.className = asking && words ? "" : "unseen";
    box.placeholder = asking && words ? "" : say("write");
  }

  function left() {
    return most - Array.from(box.value).length;
  }

  function count() {
    const near = left() <= Math.max(10, most * 0.1);
    const over = left() < 0;
    find("counter").textContent = near ? say(over ? "too_long" : "left", Math.abs(left())) : "";
    box.setAttribute("aria-invalid", String(over));
    if (box === lines) grow();
    remember(DRAFT, keeps && SECRETS.indexOf(kind) < 0 && box.value ? box.value : null);
  }

  function grow() {
    lines.style.height = "auto";
    lines.style.height = Math.min(lines.scrollHeight + 4, window.innerHeight * 0.28) + "px";
  }

  function submit(event) {
    if (event) event.preventDefault();
    const text = box.value.trim();
    if (!text || left() < 0) return box.focus();
    refuse("");
    box.value = "";
    count();
    return tells.send(text, SECRETS.indexOf(kind) >= 0);
  }

  // Enter sends; while a Chinese word is being composed it only chooses the word. On phones a long answer has lines.
  function key(event) {
    if (event.key !== "Enter" || event.isComposing || event.keyCode === 229 || event.shiftKey) return;
    const finger = window.matchMedia("(pointer: coarse)").matches;
    if (box === lines && finger && !event.ctrlKey && !event.metaKey) return;
    submit(event);
  }

  /** Say why something was not taken; give the words back if nothing new was written. */
  function refuse(message, text) {
    find("refusal").textContent = message || "";
    if (text && !box.value) {
      box.value = text;
      count();
    }
  }

  form.addEventListener("submit", submit);
  [line, lines].forEach((each) => {
    each.addEventListener("keydown", key);
    each.addEventListener("input", count);
  });

  return {
    ask, refuse,
    open() {
      const draft = recall(DRAFT); // before asking, which remembers the line as it is then: empty
      form.hidden = false;
      ask(null);
      box.value = draft || "";
    },
    clear() {
      box.value = "";
      count();
    },
    close() {
      form.hidden = true;
    },
  };
}
