/** One message as a sheet of paper on the page: text, facts, calendar, buttons, numbers to ring. */

import { drawCalendar } from "./calendar.js";
import { empty, make, makeButton, makePicture, pictureName } from "./make.js";
import { say } from "./words.js";

/** An article for a message; `door` tells where its files lie, `refusal` that its notice says no. */
export function drawScreen(message, door, refusal) {
  const mine = message.from === "me";
  const article = make("article", mine ? "said said-mine" + marked(message) : "said sheet");
  article.setAttribute("data-seq", message.seq);
  article.setAttribute("data-same", sameness(message));
  article.appendChild(make("span", "unseen", mine ? say("me") : say("us")));
  if (mine) drawMine(article, message);
  else drawHome(article, message, door, refusal);
  if (message.clock) article.appendChild(make("span", "clock", message.clock));
  return article;
}

/** Two messages that ask the same thing have the same sameness, whatever is ticked in them. */
function sameness(message) {
  const asked = message.ask ? message.ask.label : "";
  return [message.title, (message.text || [])[0], asked, (message.progress || []).join("/")].join("|");
}

function drawMine(article, message) {
  (message.text || []).forEach((line) => article.appendChild(make("p", "", line)));
}

function marked(message) {
  return message.media === "voice" || message.media === "photo" ? " said-" + message.media : "";
}

/** What of ours is not there yet, or (with `regret`) may never have come. */
export function drawGhost(event, regret) {
  const ghost = make("div", "said said-mine " + (regret ? "is-lost" : "is-pending") + marked(event));
  const words = event.media ? say(event.media, event.seconds) : event.secret ? "••••" : event.body.text;
  if (regret) ghost.appendChild(make("div", "", regret));
  ghost.appendChild(make("p", "", words));
  if (!regret) ghost.appendChild(make("span", "clock", say("sending")));
  return ghost;
}

function drawHome(article, message, door, refusal) {
  const name = pictureName(message.picture);
  if (message.notice) article.appendChild(drawNotice(message.notice, refusal));
  if (name) {
    article.appendChild(makePicture(name, "drawing"));
    article.setAttribute("data-picture", name);
  }
  if (message.progress) article.appendChild(drawProgress(message.progress));
  drawWords(article, message);
  if (message.words) article.appendChild(drawPictureWords(message.words));
  if (message.facts) article.appendChild(drawFacts(message.facts));
  if (message.phones) article.appendChild(drawPhones(message.phones));
  if (message.calendar) article.appendChild(drawCalendar(message.calendar));
  (message.files || []).forEach((file) => article.appendChild(file.media ? drawSent(file, door) : drawFile(file, door)));
  if (message.rows) article.appendChild(drawRows(message));
}

function drawNotice(notice, refusal) {
  const line = make("p", "notice", notice);
  if (refusal) line.setAttribute("role", "alert");
  return line;
}

// The bar is a ramp that fills in the colours of the trees as one goes up.
function drawProgress(progress) {
  const part = make("div", "progress");
  part.appendChild(make("p", "", say("progress", progress[0], progress[1])));
  const ramp = make("span", "climb");
  const ahead = make("span", "ahead");
  ahead.style.width = Math.round(100 - (100 * progress[0]) / Math.max(1, progress[1])) + "%";
  ramp.appendChild(ahead);
  part.appendChild(ramp);
  return part;
}

function drawWords(article, message) {
  if (message.title) article.appendChild(heading(make("h2", "title", message.title)));
  (message.text || []).forEach((line, index) => {
    const paragraph = make("p", "words", line);
    article.appendChild(!message.title && index === 0 ? heading(paragraph) : paragraph);
  });
}

function heading(element) {
  element.tabIndex = -1;
  element.setAttribute("data-start", "");
  return element;
}

// Words in pictures, in the order in which they are to be remembered.
function drawPictureWords(words) {
  const list = make("ol", "picture-words");
  words.forEach((word, index) => {
    const item = list.appendChild(make("li", "picture-word"));
    const name = pictureName(word.picture);
    item.appendChild(make("span", "picture-number", String(index + 1)));
    if (name) item.appendChild(makePicture(name, "picture-drawn"));
    item.appendChild(make("span", "picture-label", word.label));
  });
  return list;
}

function drawFacts(facts) {
  const list = make("dl", "facts");
  facts.forEach((fact) => {
    const pair = make("div", "fact");
    pair.appendChild(make("dt", "", fact[0]));
    pair.appendChild(make("dd", "", fact[1]));
    list.appendChild(pair);
  });
  return list;
}

function drawPhones(phones) {
  const list = make("ul", "phones");
  phones.forEach((phone) => {
    const item = make("li");
    item.appendChild(drawPhone(phone));
    list.appendChild(item);
  });
  return list;
}

/** A number as a link that rings it; a sample's "number" that no telephone knows stays plain. */
export function drawPhone(phone) {
  const dial = String(phone.number).replace(/[\s()\-–]/g, "");
  const rings = /^\+?\d{3,15}$/.test(dial);
  const link = make(rings ? "a" : "span", "phone");
  if (rings) link.href = "tel:" + dial;
  link.appendChild(make("span", "phone-label", phone.label));
  link.appendChild(make("span", "phone-number", phone.number));
  return link;
}

function drawFile(file, door) {
  const link = make("a", "file", file.label);
  link.href = pathOf(file, door);
  if (/\.html$/.test(file.name)) link.target = "_blank"; // a page to print, or for the screen at the door
  else link.setAttribute("download", file.name);
  return link;
}

function pathOf(file, door) {
  return "/" + door + "/files/" + [file.flow, file.ref, file.name].map(encodeURIComponent).join("/");
}

// A photo or a voice message, shown or played where it stands.
function drawSent(file, door) {
  const figure = make("figure", "sent");
  const voice = file.media === "voice";
  const part = make(voice ? "audio" : "img");
  figure.appendChild(make("figcaption", "", file.label));
  figure.appendChild(part);
  if (voice) {
    part.controls = true;
    part.preload = "metadata";
    part.setAttribute("aria-label", file.label);
  } else part.alt = file.label;
  part.src = pathOf(file, door);
  return figure;
}

function drawRows(message) {
  const group = make("div", "rows");
  group.setAttribute("role", "group");
  group.setAttribute("aria-label", message.title || say("choices"));
  message.rows.forEach((row) => {
    const line = make("div", rowClass(row));
    row.forEach((button) => line.appendChild(drawButton(button)));
    group.appendChild(line);
  });
  return group;
}

function rowClass(row) {
  if (row.length > 2 && row.every((button) => pictureName(button.picture))) return "row tiles tiles-" + Math.min(row.length, 7);
  const pictures = row.some((button) => button.picture);
  const ticks = row.some((button) => typeof button.picked === "boolean");
  return "row row-" + Math.min(row.length, 4) + (pictures ? " has-pictures" : "") + (ticks ? " has-ticks" : "");
}

function drawButton(button) {
  const picture = pictureName(button.picture);
  const element = makeButton("choice choice-" + (button.style || "plain"));
  element.setAttribute("data-tap", button.data);
  if (button.picked !== undefined && button.picked !== null) {
    element.classList.add("choice-tick");
    element.setAttribute("aria-pressed", String(Boolean(button.picked)));
  }
  if (picture) {
    element.classList.add("choice-picture");
    element.appendChild(makePicture(picture, "answer"));
  }
  if (button.hint) element.classList.add("has-hint");
  const words = make("span", "choice-words");
  words.appendChild(make("span", "choice-label", button.label));
  if (button.hint) words.appendChild(make("span", "choice-hint", button.hint));
  element.appendChild(words);
  return element;
}

/** What a message says, line by line, for reading aloud. */
export function spoken(message) {
  const words = (message.words || []).map((word, index) => index + 1 + "：" + word.label);
  const facts = (message.facts || []).map((fact) => fact.join("："));
  const phones = (message.phones || []).map((phone) => phone.label + "：" + phone.number);
  const choices = [].concat.apply([], message.rows || []).map((button) => button.label);
  const days = message.calendar ? [message.calendar.title] : [];
  const choice = choices.length ? [say("choices") + "：" + choices.join("；")] : [];
  return [].concat(message.notice || [], message.title || [], message.text || [], words, facts, phones, days, choice);
}

/** Fill an element with paragraphs. */
export function fill(element, lines) {
  empty(element);
  lines.forEach((line) => element.appendChild(make("p", "", line)));
}
