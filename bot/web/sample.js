/** The sample home's own bar: its clock, and both of its doors. A real home never shows it. */

import { empty, find, make, makeButton } from "./make.js";
import { post } from "./post.js";
import { say } from "./words.js";

const STEPS = [["hour", 1], ["day", 24], ["week", 168]];

/** Show the bar for the door that is open. */
export async function showSample(door) {
  const answer = await post("/sample");
  if (answer.status !== 200) return;
  const bar = find("sample");
  empty(bar);
  const inner = bar.appendChild(make("details"));
  inner.open = window.matchMedia("(min-width: 60rem)").matches;
  inner.appendChild(drawClock(answer.body.now));
  inner.appendChild(drawMore(door, answer.body.staff || []));
  bar.hidden = false;
}

function drawClock(now) {
  const line = make("summary");
  line.appendChild(make("strong", "sample-mark", say("sample")));
  line.appendChild(make("span", "sample-word", say("sample_clock")));
  const clock = line.appendChild(make("span", "sample-now", now));
  clock.id = "sample-now";
  clock.setAttribute("role", "status");
  return line;
}

function drawMore(door, staff) {
  const more = make("div", "sample-more");
  const steps = more.appendChild(make("div", "sample-steps"));
  STEPS.forEach(([key, hours]) => steps.appendChild(drawStep(key, hours)));
  more.appendChild(drawDoors(door, staff));
  return more;
}

function drawStep(key, hours) {
  const button = makeButton("small-button", say("clock_" + key));
  button.addEventListener("click", async () => {
    button.setAttribute("aria-busy", "true");
    const answer = await post("/sample/clock", { hours });
    button.removeAttribute("aria-busy");
    if (answer.status === 200) find("sample-now").textContent = answer.body.now;
  });
  return button;
}

function drawDoors(door, staff) {
  const doors = make("form", "sample-doors");
  const family = doors.appendChild(make("a", "small-button", say("family_door")));
  family.href = "/";
  if (door === "family") family.setAttribute("aria-current", "page");
  const label = doors.appendChild(make("label", "", say("staff_door")));
  label.htmlFor = "sample-role";
  const roles = doors.appendChild(make("select", "sample-role"));
  roles.id = "sample-role";
  staff.forEach((member) => roles.appendChild(make("option", "", member.name)).value = member.role);
  const enter = doors.appendChild(make("button", "small-button", say("enter")));
  enter.type = "submit";
  doors.addEventListener("submit", (event) => {
    event.preventDefault();
    enterAs(roles.value);
  });
  return doors;
}

async function enterAs(role) {
  const answer = await post("/sample/staff", { role });
  if (answer.status >= 200 && answer.status < 300) window.location.assign("/staff");
}
