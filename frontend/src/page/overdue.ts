// How long the page waits for Python, and what the reader is told when that is over.

export const MUST_START_WITHIN = 120_000;
export const NOT_STARTED = "Python did not start within two minutes.";
/** Python ends a run by itself when its time is over. Where it can't, the page ends it with all that it holds. */
export const GRACE = 1_500;

/** `held`: the step could not begin, for something that others had left running. */
export function whyEnded(seconds: number, held: boolean): string {
  return held
    ? `Something that earlier cells left running kept this from beginning for ${seconds} seconds. Python is new now, without their names.`
    : `This ran for ${seconds} seconds, the time limit, and was ended. Names from before are kept.`;
}
