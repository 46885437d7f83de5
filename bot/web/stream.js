/** Messages on their way down: Server-Sent Events that mend themselves, in every browser the same way. */

import { backOff, post } from "./post.js";

const LONGEST_WAIT = 12000;

/** `tells` hears: message(json), up(), down(), ended(message). `newest` gives the newest number on the page. */
export function stream(door, newest, tells) {
  let source = null;
  let tries = 0;
  let timer = null;
  let shut = false;

  function open() {
    close();
    shut = false;
    source = new EventSource("/" + door + "/stream?after=" + newest());
    source.onopen = () => {
      tries = 0;
      tells.up();
    };
    source.onmessage = (event) => tells.message(JSON.parse(event.data));
    source.onerror = () => {
      close();
      tells.down();
      later();
    };
  }

  function later() {
    clearTimeout(timer);
    timer = setTimeout(probe, backOff(tries, LONGEST_WAIT));
    tries += 1;
  }

  // An EventSource cannot say why it was turned away, so an ordinary request asks first.
  async function probe() {
    const answer = await post("/" + door + "/seen", { seq: newest() });
    if (shut) return;
    if (answer.status === 401) tells.ended(answer.body.message);
    else if (answer.status === 0) later();
    else open();
  }

  function close() {
    clearTimeout(timer);
    if (source) source.close();
    source = null;
  }

  return {
    open,
    close() {
      shut = true;
      close();
    },
    /** Open anew if it is not open now. */
    heal() {
      if (!shut && (!source || source.readyState !== 1)) open();
    },
  };
}
