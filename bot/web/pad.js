/** The drawing pad: a sheet of paper, eight colours, two pens and a rubber. What was drawn is never kept on the device. */

import { make, makeButton, makePicture } from "./make.js";
import { SIDE, strokes } from "./strokes.js";
import { say } from "./words.js";

const COLOURS = {
  black: "#2b2622",
  red: "#d92f2f",
  orange: "#f5831f",
  yellow: "#f9cf1c",
  green: "#2f9e44",
  blue: "#1f6fd1",
  purple: "#8440b8",
  brown: "#7d4b22",
};
const PENS = { thin: 22, thick: 54 };
const RUBBER = 110;

/** Whether one can draw with a finger here; very old browsers cannot. */
export function canDraw() {
  return "PointerEvent" in window && typeof document.createElement("canvas").toBlob === "function";
}

/** `tells` hears send(blob) and away(). */
export function drawingPad(tells) {
  const drawing = strokes();
  const drawn = new Map(); // each finger's line: two fingers never share one
  let sheet = null;
  let notice = null;
  let backs = [];
  let choices = [];
  let colour = "black";
  let pen = "thin";
  let rubbing = false;

  /** The pad with everything that was drawn before, for the panel beside the conversation. */
  function open() {
    drawn.clear();
    choices = [];
    sheet = make("canvas", "pad-sheet");
    sheet.setAttribute("role", "img");
    sheet.setAttribute("aria-label", say("pad_sheet"));
    drawing.show(sheet);
    listen();
    notice = make("p", "pad-notice");
    notice.setAttribute("role", "alert");
    const side = make("div", "pad-side");
    [make("p", "media-words pad-hint", say("pad_hint")), colours(), pens(), notice, ends()].forEach((part) => {
      side.appendChild(part);
    });
    const pad = make("div", "pad");
    pad.appendChild(sheet);
    pad.appendChild(side);
    mark();
    return pad;
  }

  /* ---- what lies beside the sheet ---- */

  function colours() {
    const group = grouped("pad-colours", "pad_colours");
    Object.keys(COLOURS).forEach((name) => {
      const button = group.appendChild(makeButton("pad-colour"));
      button.setAttribute("aria-label", say("colour_" + name));
      button.appendChild(make("span", "pad-dot")).style.backgroundColor = COLOURS[name];
      press(button, () => take(pen, name));
      choices.push({ button, chosen: () => !rubbing && colour === name });
    });
    return group;
  }

  function pens() {
    const group = grouped("pad-tools", "pad_tools");
    Object.keys(PENS).forEach((name) => {
      const button = group.appendChild(tool(name, () => take(name, colour)));
      choices.push({ button, chosen: () => !rubbing && pen === name });
    });
    const rubber = group.appendChild(tool("rubber", () => { rubbing = true; }));
    choices.push({ button: rubber, chosen: () => rubbing });
    backs = [tool("undo", () => back(drawing.undo)), tool("clean", () => back(drawing.clean))];
    backs.forEach((button) => group.appendChild(button));
    return group;
  }

  function ends() {
    const line = make("div", "media-pair");
    press(line.appendChild(makeButton("media-send", say("send"))), hand);
    press(line.appendChild(makeButton("media-away", say("pad_away"))), () => {
      sheet = null;
      tells.away();
    });
    return line;
  }

  function grouped(className, word) {
    const group = make("div", className);
    group.setAttribute("role", "group");
    group.setAttribute("aria-label", say(word));
    return group;
  }

  function tool(name, use) {
    const button = makeButton("pad-tool");
    button.appendChild(makePicture("pad-" + name, "pad-picture"));
    button.appendChild(make("span", "", say("pad_" + name)));
    press(button, use);
    return button;
  }

  function press(button, use) {
    button.addEventListener("click", () => {
      notice.textContent = "";
      use();
      mark();
    });
  }

  function take(thisPen, thisColour) {
    pen = thisPen;
    colour = thisColour;
    rubbing = false;
  }

  function back(way) {
    drawn.clear(); // a line that is being drawn ends here
    way();
  }

  /** What is in the hand has a ring; what can do nothing now is pale. */
  function mark() {
    choices.forEach((each) => each.button.setAttribute("aria-pressed", String(each.chosen())));
    backs.forEach((button) => button.setAttribute("aria-disabled", String(!drawing.any())));
  }

  async function hand() {
    const mine = sheet;
    if (drawing.blank()) {
      notice.textContent = say("pad_empty");
      return;
    }
    try {
      const blob = await drawing.picture();
      if (mine !== sheet) return; // it was handed over already, or put away
      forget();
      tells.send(blob);
    } catch (broken) {
      notice.textContent = say("refused");
    }
  }

  /* ---- fingers, pens and mice ---- */

  function listen() {
    const on = sheet;
    on.addEventListener("pointerdown", down);
    on.addEventListener("pointermove", move);
    ["pointerup", "pointercancel", "lostpointercapture"].forEach((name) => on.addEventListener(name, up));
    on.addEventListener("contextmenu", (event) => event.preventDefault()); // a long press is a line, too
    on.addEventListener("contextrestored", () => drawing.show(on));
  }

  function down(event) {
    if (event.button !== 0) return;
    event.preventDefault();
    notice.textContent = "";
    event.currentTarget.setPointerCapture(event.pointerId);
    const [ink, width] = rubbing ? [null, RUBBER] : [COLOURS[colour], PENS[pen]];
    drawn.set(event.pointerId, drawing.begin(ink, width, place(event, event.currentTarget)));
    mark();
  }

  function move(event) {
    const line = drawn.get(event.pointerId);
    if (!line) return;
    const between = event.getCoalescedEvents ? event.getCoalescedEvents() : [];
    (between.length ? between : [event]).forEach((each) => drawing.add(line, place(each, event.currentTarget)));
  }

  function up(event) {
    const line = drawn.get(event.pointerId);
    if (line) drawing.end(line);
    drawn.delete(event.pointerId);
  }

  function place(event, canvas) {
    const box = canvas.getBoundingClientRect();
    return [((event.clientX - box.left) * SIDE) / box.width, ((event.clientY - box.top) * SIDE) / box.height];
  }

  /* ---- the end ---- */

  /** Nobody who comes later finds what was drawn, nor with what. */
  function forget() {
    drawn.clear();
    drawing.forget();
    sheet = null;
    take("thin", "black");
  }

  function begin() {
    window.scrollTo(0, 0);
    choices.find((each) => each.chosen()).button.focus({ preventScroll: true });
  }

  return { open, begin, forget };
}
