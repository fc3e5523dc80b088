// How the editor looks: the very metrics of the static code it replaces, so that nothing moves when it opens.

import { EditorView } from "@codemirror/view";

export const look = EditorView.theme({
  "&": { color: "inherit", backgroundColor: "transparent" },
  "&.cm-focused": { outline: "none" },
  ".cm-scroller": { fontFamily: "inherit", lineHeight: "inherit", overflowX: "auto", scrollbarWidth: "thin" },
  ".cm-content": { padding: "var(--lesson-code-padding)", caretColor: "currentcolor" },
  ".cm-line": { padding: "0" },
  ".cm-selectionMatch": { backgroundColor: "var(--lesson-bracket)" },
  "&.cm-focused .cm-matchingBracket": { backgroundColor: "var(--lesson-bracket)", outline: "1px solid var(--lesson-edge)" },
  "&.cm-focused .cm-nonmatchingBracket": { backgroundColor: "transparent", textDecoration: "underline wavy" },
  ".lesson-failed-line": { boxShadow: "inset 3px 0 var(--lesson-wrong)", backgroundColor: "color-mix(in srgb, var(--lesson-wrong) 10%, transparent)", marginInline: "calc(-1 * var(--lesson-inset))", paddingInline: "var(--lesson-inset)" },
  ".cm-tooltip": {
    border: "1px solid var(--lesson-edge-strong)", borderRadius: "0.25rem", backgroundColor: "var(--lesson-ground)",
    color: "var(--md-default-fg-color)", boxShadow: "0 2px 10px hsl(220 20% 10% / 0.18)", maxWidth: "min(34rem, 86vw)",
  },
  ".cm-tooltip.cm-tooltip-autocomplete > ul": { fontFamily: "var(--md-code-font-family)", maxHeight: "11rem" },
  ".cm-tooltip.cm-tooltip-autocomplete > ul > li": { padding: "0.2rem 0.6rem 0.2rem 0.2rem", lineHeight: "1.4" },
  ".cm-tooltip-autocomplete ul li[aria-selected]": { backgroundColor: "var(--lesson-accent)", color: "var(--lesson-on-accent)" },
  ".lesson-explains": { padding: "0.5rem 0.7rem", maxHeight: "14rem", overflow: "auto", whiteSpace: "pre-wrap" },
  ".lesson-explains code": { fontFamily: "var(--md-code-font-family)", fontWeight: "600" },
  ".lesson-explains p": { margin: "0.4rem 0 0", fontFamily: "var(--md-text-font-family)" },
  ".cm-panels": { backgroundColor: "var(--lesson-hover)", color: "inherit", fontFamily: "var(--md-text-font-family)" },
  ".cm-panels-top": { borderBottom: "var(--lesson-hairline)" },
  ".cm-textfield": { backgroundColor: "var(--lesson-ground)", color: "inherit", border: "1px solid var(--lesson-edge-strong)", fontSize: "inherit" },
  ".cm-button": { backgroundImage: "none", backgroundColor: "var(--lesson-ground)", color: "inherit", border: "1px solid var(--lesson-edge-strong)", borderRadius: "0.25rem" },
  ".cm-panel.cm-search [name=close]": { color: "inherit", minWidth: "24px", minHeight: "24px" },
  ".cm-searchMatch": { backgroundColor: "var(--lesson-bracket)", outline: "1px solid var(--lesson-edge-strong)" },
  ".cm-searchMatch-selected": { backgroundColor: "var(--lesson-accent)", color: "var(--lesson-on-accent)" },
});
