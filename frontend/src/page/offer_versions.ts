// A newer published text, or another device's edit of the same code: offered beside the reader's own, in the place of neither.

import { nextVersion, withoutOthers } from "./code_versions.ts";
import type { Offer } from "./offer.ts";
import { afterKeeping, originalChanged, type SavedCode } from "./saved_code.ts";

export interface VersionOwner {
  readonly original: string;
  readonly saved: SavedCode | null;
  reset(): void;
  /** Keep this from now on, and show what it shows. */
  take(saved: SavedCode | null): void;
}

/** Shows what there is to choose from, or nothing. */
export function offerOthers(offer: Offer, owner: VersionOwner): void {
  if (!originalChanged(owner.saved, owner.original)) return offerVersions(offer, owner);
  offer.show("The published code has changed since you began this edit.", {
    "Show the published code": () => owner.reset(),
    "Keep my edit": () => owner.saved && owner.take(afterKeeping(owner.saved, owner.original)),
  });
}

function offerVersions(offer: Offer, owner: VersionOwner): void {
  const count = owner.saved?.others?.length ?? 0;
  if (count === 0) return offer.hide();
  const what = count === 1 ? "another edit" : `${count} other edits`;
  const it = count === 1 ? ["the other edit", "It is", "it"] : ["the other edits", "They are", "them"];
  offer.show(`There is ${what} of this code, from another device.`, {
    "Show the other edit": () => {
      if (owner.saved !== null) owner.take(nextVersion(owner.saved) ?? owner.saved);
    },
    [`Forget ${it[0]}`]: () => {
      const before = owner.saved;
      if (before === null) return;
      owner.take(withoutOthers(before));
      offer.show(`${it[1]} forgotten.`, { [`Bring ${it[2]} back`]: () => owner.take({ ...before, ...owner.saved }) });
    },
  });
}
