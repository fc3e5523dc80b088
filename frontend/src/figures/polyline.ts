// A line as a path that looks the same with fewer points and digits.

import type { Place } from "./looks.ts";
import { short } from "./tree.ts";

/** Steps are whole tenths of a pixel from where the pen really is, so that errors do not add up. */
export function polyline(line: readonly Place[]): string {
  let [penX, penY] = [0, 0];
  let d = "";
  for (const [x, y] of simplified(line)) {
    const [dx, dy] = [Math.round((x - penX) * 10), Math.round((y - penY) * 10)];
    if (d !== "" && dx === 0 && dy === 0) continue;
    d += `${d === "" ? "M" : "l"}${short(dx / 10)}${dy < 0 ? "" : " "}${short(dy / 10)}`;
    [penX, penY] = [penX + dx / 10, penY + dy / 10];
  }
  return d;
}

/** In pixels. */
const TOLERANCE = 0.2;

/** Without the points that are closer to the line than anybody sees (Douglas and Peucker, 1973). */
function simplified(line: readonly Place[]): Place[] {
  const kept = line.map((_, i) => i === 0 || i === line.length - 1);
  const spans: [number, number][] = [[0, line.length - 1]];
  for (let span = spans.pop(); span !== undefined; span = spans.pop()) {
    const [first, last] = span;
    let [far, most] = [first, TOLERANCE];
    for (let i = first + 1; i < last; i += 1) {
      const away = distance(line[i]!, line[first]!, line[last]!);
      if (away > most) [far, most] = [i, away];
    }
    if (far === first) continue;
    kept[far] = true;
    spans.push([first, far], [far, last]);
  }
  return line.filter((_, i) => kept[i]);
}

/** Of a point from a segment. */
function distance([x, y]: Place, [ax, ay]: Place, [bx, by]: Place): number {
  const [u, v] = [bx - ax, by - ay];
  const length = u * u + v * v;
  const part = length === 0 ? 0 : Math.min(1, Math.max(0, ((x - ax) * u + (y - ay) * v) / length));
  return Math.hypot(x - ax - part * u, y - ay - part * v);
}
