// The code editor: CodeMirror 6. Only the files `editor*.ts` import it, so that it comes in a chunk of its own, on first use.

import { closeBrackets, closeBracketsKeymap } from "@codemirror/autocomplete";
import { defaultKeymap, history, historyKeymap, indentWithTab, isolateHistory } from "@codemirror/commands";
import { python } from "@codemirror/lang-python";
import { bracketMatching, indentOnInput, indentUnit } from "@codemirror/language";
import { highlightSelectionMatches, search, searchKeymap } from "@codemirror/search";
import { EditorState, Prec } from "@codemirror/state";
import { EditorView, highlightSpecialChars, keymap, tooltips } from "@codemirror/view";
import type { DescribeResult } from "../protocol/index.ts";
import { colours } from "./editor_colours.ts";
import { setMarkedLine, markedLine } from "./editor_line.ts";
import { completingNames, explainingNames } from "./editor_names.ts";
import { look } from "./editor_theme.ts";

export interface NameOption {
  label: string;
  kind: "keyword" | "class" | "namespace" | "function" | "variable";
}

/** Where the editor learns what names there are. */
export interface NameSources {
  complete: ((text: string) => Promise<NameOption[] | null>) | null;
  describe: ((text: string) => Promise<DescribeResult | null>) | null;
  /** Names that other cells give, read off their text. */
  otherNames(): string[];
}

export interface EditorOptions extends NameSources {
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
  goTo(line: number): void;
  markLine(line: number | null): void;
  destroy(): void;
}

const HELP =
  "Tab leaves the editor. Control M, on a Mac Shift Option M, makes Tab indent; then Escape and Tab leave. "
  + "Control Space completes a name, Control I explains it, Control Enter runs the code.";

export function openEditor(options: EditorOptions): Editor {
  const run = (action: () => void) => () => (action(), true);
  const root = options.parent.shadowRoot ?? options.parent.attachShadow({ mode: "open" });
  const help = document.createElement("p");
  help.id = "help";
  help.hidden = true;
  help.textContent = HELP;
  const view = new EditorView({
    // A shadow root keeps the editor's styles out of <head>, which instant navigation clears.
    root,
    state: EditorState.create({
      doc: options.text,
      extensions: [
        Prec.high(keymap.of([
          { key: "Mod-Enter", run: run(options.onRun) },
          { key: "Ctrl-Enter", run: run(options.onRun) },
          { key: "Shift-Enter", run: run(options.onRunAndMoveOn) },
        ])),
        explainingNames(options),
        completingNames(options),
        // Tab indents only once the reader has asked for it (Ctrl-M): until then it leaves, as everywhere on the page.
        keymap.of([...closeBracketsKeymap, ...historyKeymap, ...searchKeymap, ...defaultKeymap, indentWithTab]),
        history(),
        search({ top: true }),
        highlightSelectionMatches({ minSelectionLength: 2 }),
        python(),
        indentUnit.of("    "),
        indentOnInput(),
        bracketMatching(),
        closeBrackets(),
        // Code may come from a stranger: what cannot be seen is made to be seen.
        highlightSpecialChars(),
        tooltips({ position: "fixed" }),
        colours,
        markedLine,
        look,
        EditorView.contentAttributes.of({ "aria-label": options.label, "aria-describedby": "help", tabindex: "0" }),
        EditorView.updateListener.of((update) => {
          if (update.docChanged) options.onChange(update.state.doc.toString());
        }),
      ],
    }),
  });
  root.append(help, view.dom);
  view.setTabFocusMode(true);

  return {
    // A step of its own for Undo, however soon after the last key.
    setText: (text) => view.dispatch({ changes: { from: 0, to: view.state.doc.length, insert: text }, annotations: isolateHistory.of("full") }),
    focus(point) {
      if (point !== undefined) view.dispatch({ selection: { anchor: view.posAtCoords(point, false) } });
      view.focus();
    },
    goTo(line) {
      const at = view.state.doc.line(Math.min(Math.max(line, 1), view.state.doc.lines));
      const anchor = at.from + (/^\s*/.exec(at.text)?.[0].length ?? 0);
      view.dispatch({ selection: { anchor }, effects: EditorView.scrollIntoView(anchor, { y: "center" }) });
      view.focus();
    },
    markLine: (line) => view.dispatch({ effects: setMarkedLine.of(line) }),
    destroy: () => view.destroy(),
  };
}
