/** A page that lies there while nobody touches it, with words on it that are nobody else's: it is put away. */

const SIGNS = ["pointerdown", "pointermove", "keydown", "input", "scroll", "touchstart"];
const WARN = 4.5 * 60 * 1000;
const OVER = 5 * 60 * 1000;

/** `tells` hears warn(seconds), 0 when somebody is there again, and over(). Watching begins with watch(true). */
export function idle(tells) {
  let watching = false;
  let warned = false;
  let timers = [];

  function wind() {
    timers.forEach(clearTimeout);
    timers = [];
    if (warned) tells.warn(0);
    warned = false;
    if (!watching) return;
    timers.push(setTimeout(warn, WARN), setTimeout(tells.over, OVER));
  }

  function warn() {
    warned = true;
    tells.warn((OVER - WARN) / 1000);
  }

  SIGNS.forEach((sign) => document.addEventListener(sign, () => watching && wind(), { passive: true, capture: true }));

  return {
    watch(is) {
      watching = is;
      wind();
    },
  };
}
