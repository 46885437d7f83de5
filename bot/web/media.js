/** Speaking, showing or drawing instead of writing: three large buttons, a look or a listen before anything is sent. */

import { empty, find, make, makeButton } from "./make.js";
import { canDraw, drawingPad } from "./pad.js";
import { shrink } from "./picture.js";
import { canRecord, record } from "./recorder.js";
import { say } from "./words.js";

/** `tells` hears send(media, blob, seconds), refuse(message) and grown(): there is less room for the question. */
export function media(tells) {
  const choices = find("media-choices");
  const panel = find("media-panel");
  const chooser = find("media-file");
  let accepted = [];
  let recording = null;
  let address = null;
  const pad = drawingPad({ send: drawn, away });
  let turn = 0; // whoever asked for the microphone may have gone on before it came

  /** What the question on the screen takes beside words. Something begun is finished first. */
  function offer(accepts) {
    accepted = accepts || [];
    if (panel.hidden) show();
  }

  function show() {
    find("media-voice").hidden = accepted.indexOf("voice") < 0 || !canRecord();
    find("media-photo").hidden = accepted.indexOf("photo") < 0;
    find("media-draw").hidden = accepted.indexOf("drawing") < 0 || !canDraw();
    const shown = ["media-voice", "media-photo", "media-draw"].filter((each) => !find(each).hidden);
    choices.hidden = !shown.length;
    choices.classList.toggle("has-three", shown.length > 2);
  }

  function open(...parts) {
    clear();
    parts.forEach((part) => panel.appendChild(part));
    panel.hidden = false;
    choices.hidden = true;
    find("composer-row").hidden = true;
    tells.grown();
  }

  function clear() {
    empty(panel);
    if (address) URL.revokeObjectURL(address);
    address = null;
  }

  /** Back to writing; `focus` names what was pressed to get here. */
  function close(focus) {
    turn += 1;
    if (recording) recording.cancel();
    recording = null;
    clear();
    document.body.classList.remove("is-drawing");
    panel.hidden = true;
    find("composer-row").hidden = false;
    show();
    if (focus && !choices.hidden) find(focus).focus();
  }

  /* ---- by voice ---- */

  async function speak() {
    turn += 1;
    const mine = turn;
    tells.refuse("");
    const clock = make("span", "media-clock", "0:00");
    const bar = make("span", "media-level");
    try {
      const begun = await record({
        passed: (seconds, loudness) => pass(clock, bar, seconds, loudness),
        done: (blob, seconds) => listen(blob, seconds),
      });
      if (mine !== turn) begun.cancel();
      else running(begun, clock, bar);
    } catch (refused) {
      if (mine === turn) tells.refuse(say("no_microphone"));
    }
  }

  function running(begun, clock, bar) {
    recording = begun;
    const line = make("div", "media-running");
    clock.setAttribute("aria-hidden", "true"); // ten times a second is no news
    bar.setAttribute("aria-hidden", "true");
    const words = make("p", "media-words", say("recording"));
    words.setAttribute("role", "status");
    [words, clock, bar].forEach((part) => line.appendChild(part));
    const stop = button("media-stop", "spoken", () => begun.stop());
    open(line, pair(stop, button("media-away", "not_this", () => close("media-voice"))));
    stop.focus();
  }

  function pass(clock, bar, seconds, loudness) {
    const whole = Math.floor(seconds);
    clock.textContent = Math.floor(whole / 60) + ":" + String(whole % 60).padStart(2, "0");
    bar.style.transform = "scaleX(" + (0.04 + 0.96 * loudness).toFixed(2) + ")";
  }

  function listen(blob, seconds) {
    recording = null;
    const player = make("audio", "media-player");
    player.controls = true;
    player.setAttribute("aria-label", say("voice", seconds));
    check("voice", player, blob, seconds);
  }

  /* ---- with a photo ---- */

  async function chosen() {
    const file = chooser.files[0];
    chooser.value = ""; // the same one may be chosen again
    if (!file) return;
    turn += 1;
    const mine = turn;
    tells.refuse("");
    try {
      const blob = await shrink(file);
      if (mine === turn) look(blob);
    } catch (broken) {
      if (mine === turn) tells.refuse(say("no_picture"));
    }
  }

  function look(blob) {
    const image = make("img", "media-preview");
    image.alt = say("photo");
    check("photo", image, blob, 0);
  }

  /* ---- with a drawing: the pad takes the conversation's room, and gives it back ---- */

  function draw() {
    turn += 1;
    tells.refuse("");
    document.body.classList.add("is-drawing");
    open(pad.open());
    pad.begin();
  }

  function away() {
    close("media-draw");
    tells.grown();
  }

  function drawn(blob) {
    close();
    tells.grown();
    tells.send("photo", blob, 0);
  }

  /* ---- all ---- */

  function check(kind, part, blob, seconds) {
    const send = button("media-send", "send", () => {
      close();
      tells.send(kind, blob, seconds);
    });
    open(make("p", "media-words", say("check_" + kind)), part,
      pair(send, button("media-away", "not_this", () => close("media-" + kind))));
    address = URL.createObjectURL(blob);
    part.addEventListener("load", tells.grown);
    part.src = address;
    send.focus();
  }

  function button(name, word, press) {
    const made = makeButton(name, say(word));
    made.addEventListener("click", press);
    return made;
  }

  function pair(first, second) {
    const line = make("div", "media-pair");
    line.appendChild(first);
    line.appendChild(second);
    return line;
  }

  find("media-voice").addEventListener("click", speak);
  find("media-photo").addEventListener("click", () => chooser.click());
  find("media-draw").addEventListener("click", draw);
  chooser.addEventListener("change", chosen);
  return {
    offer,
    close,
    /** Whoever comes next finds nothing of what was begun here. */
    forget() {
      close();
      pad.forget();
    },
  };
}
