// Puts the editor where the static code stands, and the static code back when the element leaves.

import type { Editor, EditorOptions } from "./editor.ts";
import { make } from "./make.ts";
import { loadPart } from "./part.ts";

/** `options` are asked for once the editor has arrived: the text may have changed by then. */
export async function mountEditor(
  region: HTMLElement, code: HTMLElement, options: () => Omit<EditorOptions, "parent">, signal: AbortSignal,
): Promise<Editor> {
  region.setAttribute("aria-busy", "true");
  try {
    const { openEditor } = await loadPart("src/page/editor.ts");
    const host = make("div", "lesson-editor");
    // Letters typed into the code are not the site's keyboard shortcuts.
    host.addEventListener("keydown", (event) => event.stopPropagation());
    const editor = openEditor({ ...options(), parent: host });
    const close = (): void => {
      editor.destroy();
      host.remove();
      code.hidden = false;
    };
    if (signal.aborted) close();
    else {
      signal.addEventListener("abort", close);
      code.before(host);
      code.hidden = true;
    }
    return editor;
  } finally {
    region.removeAttribute("aria-busy");
  }
}

export function whenSeen(region: HTMLElement, then: () => void, signal: AbortSignal): void {
  const seen = new IntersectionObserver((entries) => {
    if (!entries.some((entry) => entry.isIntersecting)) return;
    seen.disconnect();
    then();
  });
  seen.observe(region);
  signal.addEventListener("abort", () => seen.disconnect());
}
