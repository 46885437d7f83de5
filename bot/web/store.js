/** What the browser remembers for us; some browsers forbid it, then the page's own memory must do. */

const memory = {};

function shelf(lasting) {
  try {
    return lasting ? window.localStorage : window.sessionStorage;
  } catch (refused) {
    return null;
  }
}

/** The value kept under `key`, or null. */
export function recall(key, lasting) {
  try {
    const kept = shelf(lasting).getItem(key);
    return kept === null ? null : JSON.parse(kept);
  } catch (refused) {
    return key in memory ? memory[key] : null;
  }
}

/** Keep a value; null forgets it. */
export function remember(key, value, lasting) {
  memory[key] = value;
  try {
    if (value === null) shelf(lasting).removeItem(key);
    else shelf(lasting).setItem(key, JSON.stringify(value));
  } catch (refused) {
    /* the memory above has it until the page closes */
  }
}

/** Forget everything: the next person at this tablet finds nothing. */
export function forgetAll() {
  Object.keys(memory).forEach((key) => delete memory[key]);
  [false, true].forEach((lasting) => {
    try {
      shelf(lasting).clear();
    } catch (refused) {
      /* nothing was kept there */
    }
  });
}
