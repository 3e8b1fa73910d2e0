// What journeys need and nobody has: telephone numbers, days, photos.
import { randomInt } from "node:crypto";
import { deflateSync } from "node:zlib";

/** A mobile number that no other journey has: what is done for one number is counted, and calls from one are kept together. */
export function aNumber(): string {
  return `139${String(randomInt(100_000_000)).padStart(8, "0")}`;
}

/** The day in Hainan, some days from now: `2026-11-28`. */
export function inDays(days: number): string {
  return new Date(Date.now() + (8 + 24 * days) * 3_600_000).toISOString().slice(0, 10);
}

/** A PNG of one colour, which says in a comment where it was taken. */
export function png(width: number, height: number): Buffer {
  const part = (kind: string, data: Buffer) => {
    const head = Buffer.concat([Buffer.from(kind, "latin1"), data]);
    const frame = Buffer.alloc(8);
    frame.writeUInt32BE(data.length, 0);
    frame.writeUInt32BE(crc32(head), 4);
    return Buffer.concat([frame.subarray(0, 4), head, frame.subarray(4)]);
  };
  const size = Buffer.alloc(13);
  size.writeUInt32BE(width, 0);
  size.writeUInt32BE(height, 4);
  size.set([8, 2, 0, 0, 0], 8);
  const line = Buffer.concat([Buffer.from([0]), Buffer.alloc(width * 3, 90)]);
  return Buffer.concat([
    Buffer.from("\x89PNG\r\n\x1a\n", "latin1"),
    part("IHDR", size),
    part("tEXt", Buffer.from("Comment\0GPS 19.2438 110.46", "latin1")),
    part("IDAT", deflateSync(Buffer.concat(Array(height).fill(line)))),
    part("IEND", Buffer.alloc(0)),
  ]);
}

function crc32(data: Buffer): number {
  let crc = 0xffffffff;
  for (const byte of data) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit++) crc = (crc >>> 1) ^ (crc & 1 ? 0xedb88320 : 0);
  }
  return (crc ^ 0xffffffff) >>> 0;
}
