/** Events on their way up: each is repeated under its own id until the server has written it down. */

import { backOff, post, uuid } from "./post.js";
import { recall, remember } from "./store.js";

const LONGEST_WAIT = 15000;
const HOPELESS = [400, 403, 404, 405, 409, 413, 415, 422];

/**
 * `tells` hears: changed(unsent, troubled), kept(event), refused(event, message), ended(message), slow(message).
 * An event marked `secret` (a PIN) or `unkept` (a child's letter) is never written to the browser's storage. A photo or
 * a voice message (`blob`) does not fit there: only what it was is written, so that a page which is opened again can say
 * what was lost; of an `unkept` one not even that.
 */
export function outgoing(door, tells) {
  const shelf = "ramp.unsent." + door;
  const unsent = recall(shelf) || [];
  let lost = recall(shelf + ".media") || [];
  let busy = false;
  let tries = 0;
  let timer = null;

  function save() {
    const safe = unsent.filter((event) => !event.secret && !event.unkept && !event.blob);
    const large = lost.concat(unsent.filter((event) => event.blob && !event.unkept).map(what));
    remember(shelf, safe.length ? safe : null);
    remember(shelf + ".media", large.length ? large : null);
    tells.changed(unsent, tries > 0);
  }

  function what(event) {
    return { media: event.media, seconds: event.seconds };
  }

  /** Send an event; a second tap on the same button is the same tap while the first is on its way. */
  function send(event) {
    const single = event.kind === "tap" || event.kind === "open";
    const twin = single && unsent.find((other) => other.data === event.data && other.on === event.on);
    if (twin) return;
    lost = [];
    const secret = Boolean(event.secret);
    unsent.push({
      body: { id: uuid(), kind: event.kind, data: event.data, text: event.text, on: event.on || null, secret },
      data: event.data, on: event.on, kind: event.kind, secret, unkept: Boolean(event.unkept),
      media: event.media, blob: event.blob, seconds: event.seconds,
    });
    save();
    pump();
  }

  async function pump() {
    if (busy || !unsent.length) return;
    clearTimeout(timer);
    busy = true;
    const event = unsent[0];
    const answer = await (event.blob ? post(mediaPath(event), event.blob) : post("/" + door + "/events", event.body));
    busy = false;
    settle(event, answer);
  }

  function mediaPath(event) {
    return "/" + door + "/media?kind=" + event.media + "&id=" + event.body.id;
  }

  function settle(event, answer) {
    const { status, body } = answer;
    if (status === 401) return end(body.message);
    if (status === 200) return drop(() => tells.kept(event));
    if (HOPELESS.indexOf(status) >= 0) return drop(() => tells.refused(event, body.message));
    tries += 1;
    if (status === 429 && body.message) tells.slow(body.message);
    timer = setTimeout(pump, body.retry_after ? body.retry_after * 1000 : backOff(tries, LONGEST_WAIT));
    return tells.changed(unsent, true);
  }

  function drop(tell) {
    tries = 0;
    unsent.shift();
    save();
    tell();
    pump();
  }

  function end(message) {
    clear();
    tells.ended(message);
  }

  function clear() {
    clearTimeout(timer);
    unsent.length = 0;
    lost = [];
    save();
  }

  /** Try again now: the network is back, or the page was opened again. */
  function hurry() {
    tries = 0;
    if (unsent.length) tells.changed(unsent, false);
    pump();
  }

  return { send, hurry, clear, unsent, lost: () => lost };
}
