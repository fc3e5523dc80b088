// What code in the worker may not do. The frame's policy forbids most of it already; without the name, even the
// attempt is not there.

const POWERS = [
  "fetch", "XMLHttpRequest", "WebSocket", "WebSocketStream", "WebTransport", "EventSource", "Worker", "SharedWorker",
  "indexedDB", "caches", "BroadcastChannel", "importScripts", "postMessage", "close", "Notification",
];

export function removePowers(): void {
  for (const power of POWERS) {
    // Both places: the global object itself, and where its prototypes have it.
    for (let place: object | null = self; place !== null; place = Object.getPrototypeOf(place)) {
      if (Object.hasOwn(place, power)) delete (place as Record<string, unknown>)[power];
    }
    Object.defineProperty(self, power, { value: undefined });
  }
}

const PAGE = 65_536;
const MOST_BYTES = 1 << 30;

/** Python meets a MemoryError before the browser's tab meets its end. */
export function limitMemory(): void {
  const { grow } = WebAssembly.Memory.prototype;
  WebAssembly.Memory.prototype.grow = function (delta) {
    if (this.buffer.byteLength + delta * PAGE > MOST_BYTES) throw new RangeError("a lesson's memory is limited");
    return grow.call(this, delta);
  };
}
