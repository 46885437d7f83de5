/** One request up, one answer back; a network that is down is an answer too. */

import { wanted } from "./words.js";

const PATIENCE = 20000;
const LONG_PATIENCE = 150000; // a photo on a slow line

/** POST JSON or a Blob (or GET when there is no body): {status, body}, status 0 when nobody answered. */
export async function post(path, body, options) {
  const stop = typeof AbortController === "function" ? new AbortController() : null;
  const timer = stop && setTimeout(() => stop.abort(), body instanceof Blob ? LONG_PATIENCE : PATIENCE);
  try {
    const response = await fetch(path, request(body, stop, options));
    return { status: response.status, body: await read(response) };
  } catch (down) {
    return { status: 0, body: {} };
  } finally {
    clearTimeout(timer);
  }
}

function request(body, stop, options) {
  const asked = { credentials: "same-origin", cache: "no-store", headers: { Accept: "application/json" } };
  asked.headers["Accept-Language"] = wanted();
  if (stop) asked.signal = stop.signal;
  if (body !== undefined) {
    asked.method = "POST";
    const bare = body instanceof Blob;
    asked.headers["Content-Type"] = bare ? "application/octet-stream" : "application/json";
    asked.body = bare ? body : JSON.stringify(body);
  }
  return Object.assign(asked, options);
}

async function read(response) {
  try {
    return (await response.json()) || {};
  } catch (notJson) {
    return {};
  }
}

/** Milliseconds to wait before try number `tries`: longer each time, never in step with everybody else. */
export function backOff(tries, most) {
  const step = Math.min(most, 800 * Math.pow(2, tries));
  return step * (0.7 + 0.6 * Math.random());
}

/** A random UUID, also where the browser has no word for it. */
export function uuid() {
  if (window.crypto && crypto.randomUUID) return crypto.randomUUID();
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 0x0f) | 0x40;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  const hex = Array.from(bytes, (byte) => (byte + 256).toString(16).slice(1)).join("");
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join("-");
}
