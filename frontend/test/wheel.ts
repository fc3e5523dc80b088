// A wheel made on the spot: a zip of stored files, which is all that unpacking needs.

import { crc32 } from "node:zlib";

const filesOf = (name: string): Record<string, string> => ({
  [`${name}/__init__.py`]: "def double(x):\n    return 2 * x\n",
  [`${name}/later.py`]: "WORD = 'later'\n",
  [`${name}-1.0.dist-info/METADATA`]: `Metadata-Version: 2.1\nName: ${name}\nVersion: 1.0\n`,
  [`${name}-1.0.dist-info/WHEEL`]: "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
  [`${name}-1.0.dist-info/RECORD`]: "",
});

export function tinyWheel(name: string): Buffer {
  const bodies: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const [path, text] of Object.entries(filesOf(name))) {
    const [filename, data] = [Buffer.from(path), Buffer.from(text)];
    const common = Buffer.alloc(26);
    common.writeUInt16LE(20, 0);
    common.writeUInt16LE(0x21, 8); // 1 January 1980
    common.writeUInt32LE(crc32(data), 10);
    common.writeUInt32LE(data.length, 14);
    common.writeUInt32LE(data.length, 18);
    common.writeUInt16LE(filename.length, 22);
    const body = Buffer.concat([Buffer.from("PK\x03\x04"), common, filename, data]);
    const place = Buffer.alloc(14);
    place.writeUInt32LE(offset, 10);
    bodies.push(body);
    directory.push(Buffer.concat([Buffer.from("PK\x01\x02\x14\x00"), common, place, filename]));
    offset += body.length;
  }
  const entries = Buffer.concat(directory);
  const end = Buffer.alloc(22);
  end.write("PK\x05\x06", "latin1");
  end.writeUInt16LE(directory.length, 8);
  end.writeUInt16LE(directory.length, 10);
  end.writeUInt32LE(entries.length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...bodies, entries, end]);
}
