/** A month to choose a day from: a grid of real buttons, moved through by arrow keys. */

import { make, makeButton } from "./make.js";
import { language, say } from "./words.js";

const STEPS = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -7, ArrowDown: 7 };

/** The calendar of a message: its title, two page-turners and a table of days. */
export function drawCalendar(calendar) {
  const part = make("div", calendar.days.some((day) => day.data) ? "calendar has-room" : "calendar");
  part.appendChild(drawTop(calendar));
  part.appendChild(drawTable(calendar));
  part.addEventListener("keydown", (event) => move(part, event));
  part.addEventListener("focusin", (event) => settle(part, event.target));
  return part;
}

function drawTop(calendar) {
  const top = make("div", "month-top");
  top.appendChild(drawTurner("earlier", calendar.earlier));
  top.appendChild(make("h3", "month-title", calendar.title));
  top.appendChild(drawTurner("later", calendar.later));
  return top;
}

function drawTurner(way, data) {
  const button = makeButton("turner turner-" + way);
  button.appendChild(make("span", "unseen", say(way)));
  button.setAttribute("data-way", way);
  if (data) button.setAttribute("data-tap", data);
  else button.disabled = true;
  return button;
}

function drawTable(calendar) {
  const table = make("table", "month");
  table.setAttribute("role", "grid");
  table.setAttribute("aria-label", calendar.title);
  table.appendChild(drawNames());
  table.appendChild(drawWeeks(calendar.days));
  const first = table.querySelector("button[data-tap]") || table.querySelector("tr:not([hidden]) button");
  if (first) first.tabIndex = 0;
  return table;
}

// 5 January 1970 was a Monday: the browser knows what people call the days.
function drawNames() {
  const head = make("thead");
  const row = head.appendChild(grid("tr", "row"));
  const narrow = new Intl.DateTimeFormat(language(), { weekday: "narrow", timeZone: "UTC" });
  const long = new Intl.DateTimeFormat(language(), { weekday: "long", timeZone: "UTC" });
  for (let day = 5; day < 12; day += 1) {
    const date = new Date(Date.UTC(1970, 0, day));
    const name = grid("th", "columnheader");
    name.scope = "col";
    name.appendChild(make("span", "unseen", long.format(date)));
    const short = name.appendChild(make("span", "", narrow.format(date)));
    short.setAttribute("aria-hidden", "true");
    row.appendChild(name);
  }
  return head;
}

function grid(tag, role) {
  const element = make(tag);
  element.setAttribute("role", role);
  return element;
}

function drawWeeks(days) {
  const body = make("tbody");
  let column = days.length ? weekday(days[0].date) : 0;
  let row = body.appendChild(grid("tr", "row"));
  pad(row, column);
  days.forEach((day) => {
    if (column === 7) {
      row = body.appendChild(grid("tr", "row"));
      column = 0;
    }
    const cell = row.appendChild(grid("td", "gridcell"));
    cell.appendChild(drawDay(day));
    column += 1;
  });
  pad(row, 7 - column);
  hidePastWeeks(body);
  return body;
}

// Weeks that are over say nothing any more: the days that can be chosen move up to where the thumb is.
function hidePastWeeks(body) {
  const past = Array.from(body.rows).filter((row) => !row.querySelector(".day:not(.day-past)"));
  if (past.length < body.rows.length) past.forEach((row) => row.setAttribute("hidden", ""));
}

function pad(row, count) {
  for (let index = 0; index < count; index += 1) row.appendChild(grid("td", "gridcell")).className = "blank";
}

/** Monday is 0. */
function weekday(iso) {
  return (new Date(iso + "T00:00:00Z").getUTCDay() + 6) % 7;
}

function drawDay(day) {
  const button = makeButton("day day-" + day.state);
  button.tabIndex = -1;
  button.setAttribute("data-day", day.date);
  button.setAttribute("aria-label", day.label || day.date + " " + day.word);
  button.appendChild(make("span", "day-number", String(Number(day.date.slice(8)))));
  button.appendChild(make("span", "day-word", day.word));
  button.appendChild(make("span", "day-label", day.label || day.date));
  if (day.data) button.setAttribute("data-tap", day.data);
  else button.setAttribute("aria-disabled", "true");
  return button;
}

function settle(part, target) {
  if (!target.hasAttribute("data-day")) return;
  part.querySelectorAll("[data-day]").forEach((day) => {
    day.tabIndex = day === target ? 0 : -1;
  });
}

function move(part, event) {
  const days = Array.from(part.querySelectorAll("[data-day]")).filter((day) => day.offsetParent);
  const at = days.indexOf(document.activeElement);
  if (at < 0 || event.altKey || event.ctrlKey || event.metaKey) return;
  if (event.key === "PageUp") turn(part, event, "earlier");
  else if (event.key === "PageDown") turn(part, event, "later");
  else if (event.key in STEPS) step(part, event, days, at + STEPS[event.key]);
  else if (event.key === "Home") step(part, event, days, at - weekday(days[at].getAttribute("data-day")));
  else if (event.key === "End") step(part, event, days, at + 6 - weekday(days[at].getAttribute("data-day")));
}

// Over the edge of the month the page turns, if there is a page; Home and End stay inside.
function step(part, event, days, to) {
  const inside = Math.max(0, Math.min(days.length - 1, to));
  if (to === inside || event.key === "Home" || event.key === "End") {
    event.preventDefault();
    days[inside].focus();
  } else turn(part, event, to < 0 ? "earlier" : "later");
}

function turn(part, event, way) {
  event.preventDefault();
  const button = part.querySelector('[data-way="' + way + '"]');
  if (!button || button.disabled) return;
  part.setAttribute("data-turned", way);
  button.click();
}
