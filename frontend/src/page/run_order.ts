// Cells of a page share one namespace, in page order: before a cell runs, the cells above it must have run.

export interface Runnable {
  /** The Python session in which this cell last ran, or null. */
  readonly ranIn: number | null;
  /** Runs the cell; false when it ended with an error that it should not have. */
  execute(): Promise<boolean>;
}

export interface Ran<R> {
  /** The earlier cells that had to be run first. */
  earlier: R[];
  /** The earlier cell that failed; the target then did not run. */
  failed: R | null;
}

/** Runs the cells above `target` that have not run in the current session, then `target`. */
export async function runInOrder<R extends Runnable>(
  page: R[], target: R, session: () => number, onEarlier: (cell: R) => void = () => {},
): Promise<Ran<R>> {
  const ran = await runAbove(page, target, session, onEarlier);
  if (ran.failed === null) await target.execute();
  return ran;
}

/** Runs the cells above `target` that have not run in the current session. */
export async function runAbove<R extends Runnable>(
  page: R[], target: R, session: () => number, onEarlier: (cell: R) => void = () => {},
): Promise<Ran<R>> {
  const earlier: R[] = [];
  for (const cell of page.slice(0, page.indexOf(target))) {
    if (cell.ranIn === session()) continue;
    earlier.push(cell);
    onEarlier(cell);
    if (!(await cell.execute())) return { earlier, failed: cell };
  }
  return { earlier, failed: null };
}
