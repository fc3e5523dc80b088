// The line where the last run went wrong, marked until the text changes.

import { StateEffect, StateField } from "@codemirror/state";
import { Decoration, type DecorationSet, EditorView } from "@codemirror/view";

/** Counted from 1; null for none. */
export const setMarkedLine = StateEffect.define<number | null>();

const mark = Decoration.line({ class: "lesson-failed-line" });

export const markedLine = StateField.define<DecorationSet>({
  create: () => Decoration.none,
  update(marks, transaction) {
    if (transaction.docChanged) return Decoration.none;
    for (const effect of transaction.effects) {
      if (!effect.is(setMarkedLine)) continue;
      const { doc } = transaction.state;
      if (effect.value === null || effect.value < 1 || effect.value > doc.lines) return Decoration.none;
      return Decoration.set(mark.range(doc.line(effect.value).from));
    }
    return marks;
  },
  provide: (field) => EditorView.decorations.from(field),
});
