// Code that came with the address of the page: handed to the element it belongs to, which shows it and runs nothing.

import { settle } from "./arrival.ts";
import { notice } from "./notice.ts";
import { BadLink, fromFragment } from "./share_link.ts";

type Receiver = (code: string) => void;

const receivers = new Map<string, Receiver>();
let asked = false;

/** Calls back when the address carries code for the element `id`, now or later. */
export function onSharedCode(id: string, receive: Receiver, signal: AbortSignal): void {
  receivers.set(id, receive);
  signal.addEventListener("abort", () => {
    if (receivers.get(id) === receive) receivers.delete(id);
  });
  if (asked) return;
  asked = true;
  // Once all elements of the page are there: instant navigation brings them one by one.
  setTimeout(() => {
    asked = false;
    void open();
  });
}

/** The shared code was taken or turned down: opening the page again need not ask again. */
export function settleShared(id: string): void {
  if (location.hash.startsWith("#share=")) history.replaceState(history.state, "", `#${id}`);
}

addEventListener("hashchange", () => void open());

async function open(): Promise<void> {
  try {
    const shared = await fromFragment(location.hash.slice(1));
    if (shared === null) return;
    settle(); // whoever it is for must be there
    const receive = receivers.get(shared.id);
    if (receive === undefined) throw new BadLink("The link that you opened has code for a cell that is not on this page, so it was left out.");
    receive(shared.code);
  } catch (error) {
    if (!(error instanceof BadLink)) throw error;
    notice(error.message);
  }
}
