// A line with fewer points that looks the same.

import type { Place } from "./looks.ts";

/** In pixels. */
const TOLERANCE = 0.2;

/** Without the points that are closer to the line than anybody sees (Douglas and Peucker, 1973). */
export function simplified(line: readonly Place[]): Place[] {
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
