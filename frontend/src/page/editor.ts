// The code editor: CodeMirror 6. The only file that imports it, so that it comes in a chunk of its own, on first use.

import { defaultKeymap, history, historyKeymap } from "@codemirror/commands";
import { python } from "@codemirror/lang-python";
import { bracketMatching, indentOnInput, indentUnit } from "@codemirror/language";
import { EditorState } from "@codemirror/state";
import { EditorView, keymap } from "@codemirror/view";
import { colours } from "./editor_colours.ts";

export interface EditorOptions {
  parent: HTMLElement;
  text: string;
  label: string;
  onChange(text: string): void;
  onRun(): void;
  onRunAndMoveOn(): void;
}

export interface Editor {
  setText(text: string): void;
  /** With a point of the screen, the cursor goes there. */
  focus(point?: { x: number; y: number }): void;
  destroy(): void;
}

// The very metrics of the static code it replaces: nothing may move when it opens.
const metrics = EditorView.theme({
  "&": { color: "inherit", backgroundColor: "transparent" },
  "&.cm-focused": { outline: "none" },
  ".cm-scroller": { fontFamily: "inherit", lineHeight: "inherit", overflowX: "auto", scrollbarWidth: "thin" },
  ".cm-content": { padding: "var(--lesson-code-padding)", caretColor: "currentcolor" },
  ".cm-line": { padding: "0" },
  "&.cm-focused .cm-matchingBracket": { backgroundColor: "var(--lesson-bracket)", outline: "1px solid var(--lesson-edge)" },
  "&.cm-focused .cm-nonmatchingBracket": { backgroundColor: "transparent", textDecoration: "underline wavy" },
});

export function openEditor(options: EditorOptions): Editor {
  const run = (action: () => void) => () => (action(), true);
  const view = new EditorView({
    // A shadow root keeps the editor's styles out of <head>, which instant navigation clears.
    root: options.parent.shadowRoot ?? options.parent.attachShadow({ mode: "open" }),
    state: EditorState.create({
      doc: options.text,
      extensions: [
        // Tab is not bound: it leaves the editor, as everywhere else on the page.
        keymap.of([
          { key: "Mod-Enter", run: run(options.onRun) },
          { key: "Shift-Enter", run: run(options.onRunAndMoveOn) },
          ...historyKeymap,
          ...defaultKeymap,
        ]),
        history(),
        python(),
        indentUnit.of("    "),
        indentOnInput(),
        bracketMatching(),
        colours,
        metrics,
        EditorView.contentAttributes.of({ "aria-label": options.label }),
        EditorView.updateListener.of((update) => {
          if (update.docChanged) options.onChange(update.state.doc.toString());
        }),
      ],
    }),
  });
  (view.root as ShadowRoot).append(view.dom);

  return {
    setText: (text) => view.dispatch({ changes: { from: 0, to: view.state.doc.length, insert: text } }),
    focus(point) {
      if (point !== undefined) view.dispatch({ selection: { anchor: view.posAtCoords(point, false) } });
      view.focus();
    },
    destroy: () => view.destroy(),
  };
}
