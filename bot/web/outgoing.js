/** Events on their way up: each is repeated under its own id until the server has written it down. */

import { backOff, post, uuid } from "./post.js";
import { recall, remember } from "./store.js";

const LONGEST_WAIT = 15000;
const HOPELESS = [400, 403, 404, 405, 409, 413, 415, 422];

/**
 * `tells` hears: changed(unsent, troubled), kept(event), refused(event, message), ended(message), slow(message).
 * An event marked `secret` (a PIN) is never written to the browser's storage.
 */
export function outgoing(door, tells) {
  const shelf = "ramp.unsent." + door;
  const unsent = recall(shelf) || [];
  let busy = false;
  let tries = 0;
  let timer = null;

  function save() {
    const safe = unsent.filter((event) => !event.secret);
    remember(shelf, safe.length ? safe : null);
    tells.changed(unsent, tries > 0);
  }

  /** Send an event; a second tap on the same button is the same tap while the first is on its way. */
  function send(event) {
    const twin = event.kind !== "text" && unsent.find((other) => other.data === event.data && other.on === event.on);
    if (twin) return;
    const secret = Boolean(event.secret);
    unsent.push({
      body: { id: uuid(), kind: event.kind, data: event.data, text: event.text, on: event.on || null, secret },
      data: event.data, on: event.on, kind: event.kind, secret,
    });
    save();
    pump();
  }

  async function pump() {
    if (busy || !unsent.length) return;
    clearTimeout(timer);
    busy = true;
    const event = unsent[0];
    const answer = await post("/" + door + "/events", event.body);
    busy = false;
    settle(event, answer);
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
    save();
  }

  /** Try again now: the network is back, or the page was opened again. */
  function hurry() {
    tries = 0;
    if (unsent.length) tells.changed(unsent, false);
    pump();
  }

  return { send, hurry, clear, unsent };
}
