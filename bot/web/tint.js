/** Words in pictures: a thing in a colour, drawn in the colour that the page gives it. */

const SVG = "http://www.w3.org/2000/svg";
const XLINK = "http://www.w3.org/1999/xlink";
const SYMBOLS = "/assets/pictures/words.svg";
const COLOURS = ["red", "orange", "yellow", "green", "blue", "purple", "pink", "brown"];

/** "word-fish-red" is a red fish, "word-fish" one of ink, "word-red" a blob of red; null for what is no word. */
export function makeTinted(name, className) {
  const [first, second] = name.indexOf("word-") === 0 ? name.split("-").slice(1) : [];
  if (!first || (second && COLOURS.indexOf(second) < 0)) return null;
  const blob = !second && COLOURS.indexOf(first) >= 0;
  const picture = document.createElementNS(SVG, "svg");
  picture.setAttribute("class", className + " tint tint-" + (blob ? first : second || "ink"));
  picture.setAttribute("viewBox", "0 0 64 64");
  picture.setAttribute("aria-hidden", "true"); // the words beside it say the same
  picture.appendChild(blob ? drop() : symbol(first));
  return picture;
}

function drop() {
  const circle = document.createElementNS(SVG, "circle");
  [["cx", 32], ["cy", 32], ["r", 25], ["fill", "currentColor"]].forEach(([key, value]) => circle.setAttribute(key, value));
  return circle;
}

function symbol(thing) {
  const use = document.createElementNS(SVG, "use");
  use.setAttributeNS(XLINK, "xlink:href", SYMBOLS + "#" + thing); // older phones know no other
  use.setAttribute("href", SYMBOLS + "#" + thing);
  return use;
}
