// The files of a wheel, whose archive is not compressed: it is shipped compressed as a whole.
// Python could unpack it as well, but that would take a tenth of its start.

export interface WheelFile {
  path: string;
  bytes: Uint8Array;
}

const END = 0x06054b50;
const END_BYTES = 22;
const ENTRY = 0x02014b50;
const ENTRY_BYTES = 46;
const LOCAL_BYTES = 30;

/**
 * Read from the directory at the archive's end (PKWARE APPNOTE 6.3.10, 4.3).
 * Throws where there is none, and for an entry that is compressed.
 */
export function filesOf(wheel: ArrayBuffer): WheelFile[] {
  const view = new DataView(wheel);
  const u16 = (at: number): number => view.getUint16(at, true);
  const u32 = (at: number): number => view.getUint32(at, true);
  const text = (at: number, length: number): string => new TextDecoder().decode(new Uint8Array(wheel, at, length));

  let end = view.byteLength - END_BYTES;
  // A comment may follow it.
  while (end >= 0 && u32(end) !== END) end -= 1;
  if (end < 0) throw new Error("This is not a wheel: the directory of a zip archive is missing.");
  const files: WheelFile[] = [];
  let at = u32(end + 16);
  for (let left = u16(end + 10); left > 0; left--) {
    const [method, size, nameLength] = [u16(at + 10), u32(at + 24), u16(at + 28)];
    const path = text(at + ENTRY_BYTES, nameLength);
    if (u32(at) !== ENTRY) throw new Error("The directory of this wheel is damaged.");
    if (method !== 0) throw new Error(`The file ${path} of this wheel is compressed, which it must not be.`);
    const local = u32(at + 42);
    const start = local + LOCAL_BYTES + u16(local + 26) + u16(local + 28);
    if (!path.endsWith("/")) files.push({ path, bytes: new Uint8Array(wheel, start, size) });
    at += ENTRY_BYTES + nameLength + u16(at + 30) + u16(at + 32);
  }
  return files;
}
