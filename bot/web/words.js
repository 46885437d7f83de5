/** The page's own words: they come with the visit, so that every language lives in one catalog. */

import { find } from "./make.js";

let words = {};

/** The sentence for a key; #1 and #2 stand for numbers. */
export function say(key, first, second) {
  const sentence = words[key] || "";
  return sentence.replace("#1", String(first)).replace("#2", String(second));
}

/** The language of the page, as the document says it. */
export function language() {
  return document.documentElement.lang || "zh";
}

/** The language to be answered in: the visit's once there is one, before that the browser's. */
export function wanted() {
  return words.send ? language() : navigator.language || "zh";
}

/** Take the visit's language and words, and put them wherever the page names one. */
export function speak(visit) {
  words = visit.labels || {};
  document.documentElement.lang = visit.language || "zh";
  document.querySelectorAll("[data-word]").forEach((element) => {
    const sentence = say(element.getAttribute("data-word"));
    if (sentence) element.textContent = sentence;
  });
  document.querySelectorAll("[data-word-name]").forEach((element) => {
    const sentence = say(element.getAttribute("data-word-name"));
    if (sentence) element.setAttribute("aria-label", sentence);
  });
  if (words.offline) find("offline-word").textContent = words.offline;
}
