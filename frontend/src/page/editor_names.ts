// Names in the editor: completed with what Python knows when it is there, else with what the page's text tells;
// explained on request.

import { autocompletion, closeCompletion, type Completion, type CompletionContext, type CompletionResult } from "@codemirror/autocomplete";
import { globalCompletion, localCompletionSource } from "@codemirror/lang-python";
import { syntaxTree } from "@codemirror/language";
import { type EditorState, type Extension, Prec, StateEffect, StateField } from "@codemirror/state";
import { type EditorView, type Tooltip, keymap, showTooltip } from "@codemirror/view";
import { announce } from "./announce.ts";
import type { NameSources } from "./editor.ts";

const DOTTED = /[\p{L}_][\p{L}\p{N}_]*(?:\.[\p{L}\p{N}_]*)*$/u;

export function completingNames(sources: NameSources): Extension {
  const names = async (context: CompletionContext): Promise<CompletionResult | null> => {
    if (inText(context.state, context.pos)) return null;
    const text = context.matchBefore(DOTTED)?.text ?? "";
    // While one types, only a dot asks for names: a list that opens by itself takes Enter and the arrows for its own.
    if (!context.explicit && !text.includes(".")) return null;
    const known = (await sources.complete?.(text)) ?? [];
    const options: Completion[] = known.map(({ label, kind }) => ({ label, type: kind }));
    if (!text.includes(".")) {
      const there = new Set(known.map(({ label }) => label));
      const page = sources.otherNames().filter((name) => !there.has(name));
      for (const name of new Set(page)) options.push({ label: name, type: "variable" });
    }
    if (options.length === 0) return null;
    return { from: context.pos - (text.length - text.lastIndexOf(".") - 1), options, validFor: /^[\p{L}\p{N}_]*$/u };
  };
  const words = (source: typeof globalCompletion) => (context: CompletionContext) =>
    context.explicit && !(context.matchBefore(DOTTED)?.text ?? "").includes(".") ? source(context) : null;
  return autocompletion({
    override: [names, words(localCompletionSource), words(globalCompletion)],
    // What was only typed past stays as typed; a list that was asked for is entered with the arrow keys.
    selectOnOpen: false,
    interactionDelay: 0,
    icons: false,
  });
}

const explain = StateEffect.define<Tooltip | null>();

const explanation = StateField.define<Tooltip | null>({
  create: () => null,
  update(shown, transaction) {
    for (const effect of transaction.effects) if (effect.is(explain)) return effect.value;
    return transaction.docChanged || transaction.selection ? null : shown;
  },
  provide: (field) => showTooltip.from(field),
});

export function explainingNames({ describe }: NameSources): Extension {
  const show = (view: EditorView): boolean => {
    closeCompletion(view);
    void explainAt(view, describe);
    return true;
  };
  const hide = (view: EditorView): boolean => {
    if (view.state.field(explanation) === null) return false;
    view.dispatch({ effects: explain.of(null) });
    return true;
  };
  return [explanation, Prec.highest(keymap.of([{ key: "Mod-i", run: show }, { key: "Ctrl-i", run: show }, { key: "Escape", run: hide }]))];
}

async function explainAt(view: EditorView, describe: NameSources["describe"]): Promise<void> {
  const { state } = view;
  const name = nameAt(state, state.selection.main.head);
  if (name === null) return say(view, state, "", "Put the cursor on a name; then Python can say what it is.");
  const found = describe === null ? null : await describe(name);
  if (view.state !== state) return; // the reader has gone on writing
  if (found === null) {
    const why = describe === null ? "A challenge runs apart from the page, so its names cannot be asked about." : "Run a cell first: then Python is there to be asked.";
    return say(view, state, name, why);
  }
  if (found.signature === null) return say(view, state, name, "Python does not know this name yet. Has the cell run that makes it?");
  say(view, state, found.signature, found.doc ?? "");
}

function say(view: EditorView, state: EditorState, signature: string, text: string): void {
  const create = (): { dom: HTMLElement } => {
    const dom = document.createElement("div");
    dom.className = "lesson-explains";
    const code = document.createElement("code");
    const words = document.createElement("p");
    code.textContent = signature;
    words.textContent = text;
    if (signature !== "") dom.append(code);
    if (text !== "") dom.append(words);
    return { dom };
  };
  view.dispatch({ effects: explain.of({ pos: state.selection.main.head, above: true, create }) });
  announce(`${signature} ${text}`.trim());
}

/** The dotted name that the position stands in or at the end of. */
function nameAt(state: EditorState, pos: number): string | null {
  const line = state.doc.lineAt(pos);
  const before = DOTTED.exec(line.text.slice(0, pos - line.from))?.[0] ?? "";
  const after = /^[\p{L}\p{N}_]*/u.exec(line.text.slice(pos - line.from))?.[0] ?? "";
  const name = before + after;
  return /^[\p{L}_]/u.test(name) && !name.endsWith(".") ? name : null;
}

function inText(state: EditorState, pos: number): boolean {
  const { name } = syntaxTree(state).resolveInner(pos, -1);
  return name === "Comment" || name === "String";
}
