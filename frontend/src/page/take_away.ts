// Copy and Share: the code as the reader sees it, into the clipboard, or into a link that holds it.

import { announce } from "./announce.ts";
import type { EditableCode } from "./editable_code.ts";
import { make, makeButton, whileConnected } from "./make.ts";
import { BadLink, toFragment } from "./share_link.ts";
import type { StateLine } from "./state_line.ts";

const SAID_FOR = 2_500;

export function offerToTakeAway(bar: HTMLElement, id: string, code: EditableCode, line: StateLine, signal: AbortSignal): void {
  const actions = bar.querySelector(".lesson-actions") ?? bar;
  const copy = whileConnected(makeButton("copy", "Copy"), signal);
  const share = whileConnected(makeButton("share", "Share"), signal);
  share.title = "Copy a link to this code";
  actions.append(copy, share);
  copy.addEventListener("click", () => void giveOut(copy, "Copied", async () => code.text, "Copy this code:", line), { signal });
  share.addEventListener("click", () => void giveOut(share, "Link copied", () => linkTo(id, code), "Copy this link:", line), { signal });
}

/** To the published code leads a plain link. */
async function linkTo(id: string, code: EditableCode): Promise<string> {
  const address = new URL(location.href);
  address.hash = code.text !== code.original ? await toFragment({ id, code: code.text }) : id;
  return address.href;
}

async function giveOut(button: HTMLButtonElement, done: string, text: () => Promise<string>, byHand: string, line: StateLine): Promise<void> {
  try {
    const coming = text();
    const isCopied = await copied(coming);
    const given = await coming;
    if (isCopied) say(button, done);
    else {
      const field = make("textarea", "lesson-by-hand");
      field.readOnly = true;
      field.rows = 1;
      field.value = given;
      field.setAttribute("aria-label", byHand);
      line.tell("plain", byHand, field);
      field.select();
    }
  } catch (error) {
    if (!(error instanceof BadLink)) throw error;
    line.tell("failed", error.message);
  }
}

/** False where the browser keeps the clipboard from the page. */
async function copied(text: Promise<string>): Promise<boolean> {
  // Without HTTPS there is none.
  if (!navigator.clipboard) return false;
  try {
    // At once, with a promise: WebKit forgets the click while a link is made.
    await navigator.clipboard.write([new ClipboardItem({ "text/plain": text.then((it) => new Blob([it], { type: "text/plain" })) })]);
    return true;
  } catch {
    return false; // denied by the reader: the text is shown, to be copied by hand
  }
}

/** On the button itself, so that the line below goes on saying how the cell stands. */
function say(button: HTMLButtonElement, word: string): void {
  if (button.dataset["said"] === undefined) {
    const label = button.textContent ?? "";
    button.style.minWidth = `${button.offsetWidth}px`;
    button.dataset["said"] = "";
    setTimeout(() => {
      button.textContent = label;
      delete button.dataset["said"];
    }, SAID_FOR);
  }
  button.textContent = word;
  announce(word);
}
