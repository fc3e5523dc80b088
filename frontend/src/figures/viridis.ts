// A map from heights to colours that is even to the eye, in grey and to the colour-blind: viridis (van der Walt and
// Smith, 2015; CC0), at every sixteenth. Between them it is nearly straight: no channel is off by more than 5 of 255.

const STOPS = [
  "440154", "48186a", "472d7b", "424086", "3b528b", "33638d", "2c728e", "26828e", "21918c",
  "1fa088", "28ae80", "3fbc73", "5ec962", "84d44b", "addc30", "d8e219", "fde725",
].map((stop) => [0, 2, 4].map((at) => parseInt(stop.slice(at, at + 2), 16)));

/** The colour of a height, from 0 for the lowest to 1 for the highest. */
export function viridis(height: number): string {
  const at = Math.min(1, Math.max(0, height)) * (STOPS.length - 1);
  const i = Math.min(STOPS.length - 2, Math.floor(at));
  const channels = STOPS[i]!.map((low, c) => Math.round(low + (at - i) * (STOPS[i + 1]![c]! - low)));
  return `#${channels.map((channel) => channel.toString(16).padStart(2, "0")).join("")}`;
}
