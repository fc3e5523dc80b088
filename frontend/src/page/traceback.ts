// The places that a traceback names, so that each can lead to its line. No DOM here.

export interface Place {
  label: string;
  /** The cell's name; its code is called `<name>.py`. */
  name: string;
  line: number;
}

/** The text in pieces, in order: plain, or a place. */
export function placesIn(text: string): (string | Place)[] {
  const pieces: (string | Place)[] = [];
  let end = 0;
  for (const found of text.matchAll(/(?<=^ +(?:[|+] *)*)File "([^"\n/]+)\.py", line (\d+)/gm)) {
    pieces.push(text.slice(end, found.index), { label: found[0], name: found[1]!, line: Number(found[2]) });
    end = found.index + found[0].length;
  }
  return [...pieces, text.slice(end)].filter((piece) => piece !== "");
}
