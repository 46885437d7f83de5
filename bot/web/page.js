/** The page: one door, one visit, one conversation. */

import { composer } from "./composer.js";
import { idle } from "./idle.js";
import { empty, find, make, makeButton } from "./make.js";
import { media } from "./media.js";
import { outgoing } from "./outgoing.js";
import { backOff, post } from "./post.js";
import { showSample } from "./sample.js";
import { drawPhone } from "./screen.js";
import { stopReading } from "./speech.js";
import { forgetAll } from "./store.js";
import { stream } from "./stream.js";
import { talk } from "./talk.js";
import { hush, restTools, tools } from "./tools.js";
import { say, speak } from "./words.js";

const door = window.location.pathname.indexOf("/staff") === 0 ? "staff" : "family";
let visit = null;
let left = false;

const paper = talk(door, { tap, shown });
const line = composer({ send: type });
const beside = media({ send: show, refuse: line.refuse, grown: paper.look });
const mail = outgoing(door, { changed, kept, refused, ended, slow: line.refuse });
const lying = idle({ warn: warnOfIdle, over: putAway });
const news = stream(door, paper.newest, { message: hear, up, down, ended });

/* ---- opening -------------------------------------------------------------------------------------------------- */

async function open() {
  const wanted = new URLSearchParams(window.location.search).get("open");
  for (let tries = 0; !visit; tries += 1) {
    const answer = await post("/" + door + "/visit", { language: navigator.language, open: wanted || null });
    if (left) return;
    if (answer.status === 200) visit = answer.body;
    else if (answer.status === 401 || answer.status === 403) return ended(answer.body.message);
    else {
      offline(answer.status === 0);
      await new Promise((done) => setTimeout(done, backOff(tries, 10000)));
    }
  }
  if (wanted) window.history.replaceState(null, "", window.location.pathname);
  welcome();
}

function welcome() {
  offline(false);
  dress();
  document.body.classList.remove("is-opening");
  document.body.classList.add("is-" + door);
  find("opening").hidden = true;
  line.open();
  if (!visit.last) paper.open();
  else setTimeout(paper.open, 4000); // should the history be shorter than promised
  news.open();
  changed(mail.unsent, false);
  mail.hurry();
}

/** Put the visit's words, names and language on the page. */
function dress() {
  speak(visit);
  const home = visit.home || {};
  document.title = home.name || document.title;
  find("home-name").textContent = home.name || "";
  find("home-brand").textContent = door === "staff" ? say("staff_door") : home.brand || "";
  const phone = find("home-phone");
  empty(phone);
  phone.hidden = !home.phone;
  if (home.phone) phone.appendChild(drawPhone({ number: home.phone, label: say("ring") }));
  if (visit.sample) showSample(door);
}

/** The words again, and the whole conversation: the reader has chosen another language. */
async function redress() {
  const answer = await post("/" + door + "/visit", { language: navigator.language, open: null });
  if (left || answer.status !== 200 || answer.body.language === visit.language) return;
  visit = answer.body;
  dress();
  paper.again();
  setTimeout(paper.open, 4000);
  news.open();
}

/* ---- down and up ---------------------------------------------------------------------------------------------- */

function hear(message) {
  if (left) return;
  if (message.clears) {
    beside.forget();
    line.clear();
  }
  paper.receive(message);
  if (paper.newest() >= visit.last) paper.open();
}

function shown(message) {
  restTools();
  hush();
  line.ask(message.ask, message.private);
  lying.watch(Boolean(message.private) && door === "family"); // a colleague's page has a lock of its own
  beside.offer(message.ask && message.ask.accepts);
  line.refuse("");
  seen();
}

let seenTimer = null;
function seen() {
  clearTimeout(seenTimer);
  seenTimer = setTimeout(() => {
    if (document.visibilityState === "visible" && !left) post("/" + door + "/seen", { seq: paper.newest() });
  }, 400);
}

/** Whether what is said now is off the record: then the browser keeps none of it. */
function unkept() {
  return Boolean(paper.live() && paper.live().private);
}

function tap(data, on) {
  mail.send({ kind: "tap", data, on, unkept: unkept() });
}

function type(text, secret) {
  paper.expect();
  mail.send({ kind: "text", text, on: paper.live() ? paper.live().seq : null, secret, unkept: unkept() });
}

function show(kind, blob, seconds) {
  paper.expect();
  mail.send({ kind: "media", media: kind, blob, seconds, unkept: unkept() });
}

function go(flow) {
  beside.close(); // the answer would be hidden behind it
  paper.expect();
  mail.send({ kind: "open", data: flow, text: flow });
}

let sendingTimer = null;
function changed(unsent, troubled) {
  if (left) return;
  paper.showPending(unsent, mail.lost());
  clearTimeout(sendingTimer);
  if (!unsent.length) find("sending").textContent = "";
  else sendingTimer = setTimeout(() => {
    find("sending").textContent = say(troubled ? "still_sending" : "sending");
  }, troubled ? 0 : 400);
}

function kept(event) {
  if (event.kind === "tap") paper.kept(event.data);
  if ((event.data || "").indexOf("language") === 0) redress();
  const before = paper.newest();
  setTimeout(() => {
    if (!left && paper.newest() === before) news.open(); // an answer is due: perhaps the line is dead without knowing
  }, 8000);
}

function refused(event, message) {
  paper.rest();
  restTools();
  line.refuse(message || say("refused"), event.kind === "text" && !event.secret ? event.body.text : "");
}

/* ---- the line to the home ------------------------------------------------------------------------------------- */

let downTimer = null;
function up() {
  clearTimeout(downTimer);
  offline(false);
  mail.hurry();
}

function down() {
  clearTimeout(downTimer);
  downTimer = setTimeout(() => offline(true), 1500);
}

function offline(is) {
  if (!left) find("offline").hidden = !is;
}

function ended(message) {
  if (left) return;
  news.close();
  mail.clear();
  line.close();
  beside.forget();
  paper.clear(); // whoever looks next at this screen may be somebody else
  offline(false);
  find("opening").hidden = true;
  const panel = find("ended");
  empty(panel);
  panel.appendChild(make("p", "", message || say("ended") || "这次对话已经结束。"));
  const again = panel.appendChild(makeButton("choice choice-primary", say("again") || "重新开始"));
  again.addEventListener("click", () => window.location.reload());
  panel.hidden = false;
  again.focus();
}

function warnOfIdle(seconds) {
  line.refuse(seconds ? say("nobody_there", seconds) : "");
}

function putAway() {
  leave(window.location.pathname); // the next at this tablet begins a new visit
}

/** Leave quickly: what is on the screen goes first, everything else follows. */
function leave(to) {
  if (left) return;
  lying.watch(false);
  left = true;
  beside.forget();
  empty(document.body);
  document.title = "…";
  news.close();
  mail.clear();
  forgetAll();
  stopReading();
  const told = post("/" + door + "/leave", {}, { keepalive: true });
  const patience = new Promise((done) => setTimeout(done, 700));
  Promise.race([told, patience]).then(() => window.location.replace(typeof to === "string" ? to : "/bye"));
}

/* ---- always ---------------------------------------------------------------------------------------------------- */

function listen() {
  window.addEventListener("online", () => visit && !left && news.open());
  window.addEventListener("offline", () => offline(true));
  window.addEventListener("pagehide", beside.forget);
  window.addEventListener("pageshow", (event) => event.persisted && heal());
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState !== "visible" || !visit) return;
    heal();
    seen();
  });
}

function heal() {
  if (!visit || left) return;
  news.heal();
  mail.hurry();
}

tools({ go, leave, newest: paper.live });
listen();
open();
