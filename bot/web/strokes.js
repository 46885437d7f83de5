/** What was drawn, kept as lines: they can be taken back one by one, and drawn again on any sheet. */

export const SIDE = 1200; // the sheet is square and measured in these, however large it is on the screen
const WHITE = "#ffffff";
const NEAR = 3; // a finger that rests is no new point
const SMALL = 150; // enough to see whether there is anything on the sheet

/** The steps of one drawing. They live in memory only, and outlive the sheet they are shown on. */
export function strokes() {
  let steps = []; // each a line, or null: a clean sheet was taken
  let paper = null;

  /** Show everything on this canvas from now on. */
  function show(canvas) {
    canvas.width = SIDE;
    canvas.height = SIDE;
    paper = canvas.getContext("2d", { alpha: false });
    repaint();
  }

  function begin(colour, width, point) {
    const line = { colour: colour || WHITE, width, points: [point], ended: false };
    steps.push(line);
    dot(paper, line);
    return line;
  }

  function add(line, point) {
    const before = line.points[line.points.length - 1];
    if (Math.abs(point[0] - before[0]) + Math.abs(point[1] - before[1]) < NEAR) return;
    line.points.push(point);
    bend(paper, line, line.points.length - 1);
  }

  function end(line) {
    line.ended = true;
    tail(paper, line);
  }

  function undo() {
    steps.pop();
    repaint();
  }

  function clean() {
    if (!steps.length || steps[steps.length - 1] === null) return;
    steps.push(null);
    repaint();
  }

  function repaint() {
    paper.fillStyle = WHITE;
    paper.fillRect(0, 0, SIDE, SIDE);
    steps.slice(steps.lastIndexOf(null) + 1).forEach((line) => paint(paper, line));
  }

  /** Whether nothing is to be seen: never drawn, or all of it rubbed out. */
  function blank() {
    const small = document.createElement("canvas");
    small.width = SMALL;
    small.height = SMALL;
    const look = small.getContext("2d", { alpha: false, willReadFrequently: true });
    look.drawImage(paper.canvas, 0, 0, SMALL, SMALL);
    return look.getImageData(0, 0, SMALL, SMALL).data.every((part) => part > 240);
  }

  /** The sheet as a picture to send. */
  function picture() {
    return new Promise((done, failed) => {
      paper.canvas.toBlob((blob) => (blob ? done(blob) : failed(new Error("not drawn"))), "image/png");
    });
  }

  return { show, begin, add, end, undo, clean, blank, picture, forget: () => { steps = []; }, any: () => steps.length > 0 };
}

/* ---- ink: round, and bent through the middles between the points, so that no corner shows ---- */

function paint(paper, line) {
  dot(paper, line);
  for (let at = 1; at < line.points.length; at += 1) bend(paper, line, at);
  if (line.ended) tail(paper, line);
}

function dot(paper, line) {
  paper.fillStyle = line.colour;
  paper.beginPath();
  paper.arc(line.points[0][0], line.points[0][1], line.width / 2, 0, 2 * Math.PI);
  paper.fill();
}

function bend(paper, line, at) {
  const [from, to] = [line.points[at - 1], line.points[at]];
  const start = at > 1 ? middle(line.points[at - 2], from) : from;
  ink(paper, line, start, from, middle(from, to));
}

function tail(paper, line) {
  const last = line.points.length - 1;
  if (last > 0) ink(paper, line, middle(line.points[last - 1], line.points[last]), line.points[last], line.points[last]);
}

function ink(paper, line, start, over, to) {
  paper.strokeStyle = line.colour;
  paper.lineWidth = line.width;
  paper.lineCap = "round";
  paper.lineJoin = "round";
  paper.beginPath();
  paper.moveTo(start[0], start[1]);
  paper.quadraticCurveTo(over[0], over[1], to[0], to[1]);
  paper.stroke();
}

function middle(one, other) {
  return [(one[0] + other[0]) / 2, (one[1] + other[1]) / 2];
}
