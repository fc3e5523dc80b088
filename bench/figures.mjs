// Times of drawing the figure at the path given: [changed, anew, asText] in milliseconds, many times in turn, as JSON.
// Frames are changed as by a reader who drags the start of the paths.

import { readFileSync } from "node:fs";
import { checkFigure, drawFigure, figureSvg } from "../frontend/src/figures/index.ts";

const [path, count] = process.argv.slice(2);
const figure = JSON.parse(readFileSync(path, "utf8"));

function frame(i) {
  const next = structuredClone(figure);
  for (const { marks } of next.panels) for (const mark of marks) if (mark.mark === "path") mark.x = mark.x.map((x) => x + i / 1000);
  return next;
}

function timed(work) {
  const start = performance.now();
  work();
  return performance.now() - start;
}

const kept = new Map();
const draw = (next, more) => timed(() => drawFigure(checkFigure(next), { id: "figure", width: "wide", ...more }));
const times = [];
// Compiled code is what a reader's second and later frames run.
for (let i = -50; i < Number(count); i += 1) {
  const pair = [draw(frame(i), { kept }), draw(frame(i), {}), timed(() => figureSvg(checkFigure(frame(i)), { id: "figure" }))];
  if (i >= 0) times.push(pair);
}
console.log(JSON.stringify(times));
