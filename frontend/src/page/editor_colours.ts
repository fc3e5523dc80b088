// Python in the editor, coloured as Pygments and the theme colour the static code, so that opening it changes nothing.

import { HighlightStyle, syntaxHighlighting, syntaxTree } from "@codemirror/language";
import { Prec, type Extension, type Range } from "@codemirror/state";
import { Decoration, type DecorationSet, type EditorView, ViewPlugin, type ViewUpdate } from "@codemirror/view";
import { tags as t } from "@lezer/highlight";

const colour = (name: string): string => `var(--md-code-hl-${name}-color)`;

const byTag = HighlightStyle.define([
  { tag: [t.keyword, t.meta], color: colour("keyword") },
  { tag: [t.operator, t.operatorKeyword, t.derefOperator], color: colour("operator") },
  { tag: [t.punctuation, t.bracket, t.separator], color: colour("punctuation") },
  { tag: [t.number], color: colour("number") },
  { tag: [t.string, t.special(t.string)], color: colour("string") },
  { tag: [t.comment], color: colour("comment") },
  { tag: [t.function(t.definition(t.variableName)), t.definition(t.className)], color: colour("function") },
  { tag: [t.variableName, t.propertyName, t.bool, t.null], color: colour("name") },
]);

const BUILTINS = new Set((
  "self cls abs all any ascii bin bool bytearray bytes callable chr classmethod compile complex delattr dict dir divmod "
  + "enumerate eval exec filter float format frozenset getattr globals hasattr hash help hex id input int isinstance "
  + "issubclass iter len list locals map max memoryview min next object oct open ord pow print property range repr "
  + "reversed round set setattr slice sorted staticmethod str sum super tuple type vars zip"
).split(" "));

// The grammar does not tell these two apart; Pygments does.
const builtin = Decoration.mark({ attributes: { style: `color: ${colour("constant")}` } });
const docstring = Decoration.mark({ attributes: { style: `color: ${colour("comment")}` } });

function decorate(view: EditorView): DecorationSet {
  const marks: Range<Decoration>[] = [];
  for (const { from, to } of view.visibleRanges) {
    syntaxTree(view.state).iterate({
      from, to,
      enter(node) {
        if (node.name === "VariableName" && BUILTINS.has(view.state.sliceDoc(node.from, node.to))) {
          marks.push(builtin.range(node.from, node.to));
        } else if (node.name === "String" && node.node.parent?.name === "ExpressionStatement") {
          marks.push(docstring.range(node.from, node.to));
        }
      },
    });
  }
  return Decoration.set(marks);
}

class ByName {
  decorations: DecorationSet;

  constructor(view: EditorView) {
    this.decorations = decorate(view);
  }

  update(update: ViewUpdate): void {
    const parsed = syntaxTree(update.startState) !== syntaxTree(update.state);
    if (update.docChanged || update.viewportChanged || parsed) this.decorations = decorate(update.view);
  }
}

export const colours: Extension = [
  syntaxHighlighting(byTag),
  // Of two marks on a text, the one with the higher precedence lies inside, and its colour is the one seen.
  Prec.highest(ViewPlugin.fromClass(ByName, { decorations: (plugin) => plugin.decorations })),
];
