/** The tools on top: the first page, large text, reading aloud, the other language, leaving quickly. */

import { find } from "./make.js";
import { spoken } from "./screen.js";
import { canSpeak, readAloud, stopReading } from "./speech.js";
import { recall, remember } from "./store.js";
import { language } from "./words.js";

const LARGE = "ramp.large";
const THRICE = 1200;

/** `tells` hears go(flow) and leave(), and gives newest(): the message to read aloud. */
export function tools(tells) {
  large(recall(LARGE, true) === true);
  find("tool-home").addEventListener("click", (event) => go("", event, tells));
  find("tool-language").addEventListener("click", (event) => go("language", event, tells));
  find("tool-large").addEventListener("click", () => large(!document.documentElement.classList.contains("is-large")));
  find("tool-aloud").addEventListener("click", () => aloud(tells.newest() || {}));
  find("tool-aloud").hidden = !canSpeak();
  find("tool-leave").addEventListener("click", tells.leave);
  leaveOnThreeEscapes(tells);
  watchSky();
}

/** The answer came: no tool is waiting any more. */
export function restTools() {
  document.querySelectorAll(".tool[aria-busy]").forEach((tool) => tool.removeAttribute("aria-busy"));
}

function go(flow, event, tells) {
  event.currentTarget.setAttribute("aria-busy", "true");
  tells.go(flow);
}

function large(is) {
  document.documentElement.classList.toggle("is-large", is);
  find("tool-large").setAttribute("aria-pressed", String(is));
  remember(LARGE, is || null, true);
}

/** Something new is on the page: what was being read is not the newest any more. */
export function hush() {
  stopReading();
  reading(false);
}

function reading(is) {
  find("tool-aloud").setAttribute("aria-pressed", String(is));
}

function aloud(message) {
  const now = find("tool-aloud").getAttribute("aria-pressed") === "true";
  if (now) return hush();
  reading(true);
  return readAloud(spoken(message), language(), () => reading(false));
}

/** Three, because people press Escape once or twice for other reasons. */
function leaveOnThreeEscapes(tells) {
  let presses = [];
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || event.isComposing) return;
    presses = presses.filter((press) => event.timeStamp - press < THRICE).concat(event.timeStamp);
    if (presses.length === 3) tells.leave();
  });
}

/** The bar wears the ramp's colours once the ramp itself is out of sight. */
function watchSky() {
  if (!("IntersectionObserver" in window)) return;
  const watcher = new IntersectionObserver((entries) => {
    document.body.classList.toggle("is-away", !entries[entries.length - 1].isIntersecting);
  });
  watcher.observe(document.querySelector(".sky"));
}
