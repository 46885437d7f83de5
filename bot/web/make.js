/** Elements, made without markup: whatever people write stays text. */

import { makeTinted } from "./tint.js";

/** An element with a class and a text, either may be empty. */
export function make(tag, className, text) {
  const element = document.createElement(tag);
  if (className) element.className = className;
  if (text) element.textContent = text;
  return element;
}

/** A real button that says what it does. */
export function makeButton(className, text) {
  const button = make("button", className, text);
  button.type = "button";
  return button;
}

/** A drawing of ours by its name, without a voice: the words beside it say the same. */
export function makePicture(name, className) {
  const tinted = makeTinted(name, className);
  if (tinted) return tinted;
  const image = make("img", className);
  image.src = "/assets/pictures/" + name + ".svg";
  image.alt = "";
  image.width = 120; // room is kept before the drawing arrives
  image.height = 120;
  image.addEventListener("error", () => image.remove());
  return image;
}

/** The name of a drawing, if it could be a file of ours. */
export function pictureName(picture) {
  return /^[a-z0-9-]{1,40}$/.test(picture || "") ? picture : null;
}

export function find(id) {
  return document.getElementById(id);
}

export function empty(element) {
  while (element.firstChild) element.removeChild(element.firstChild);
}
