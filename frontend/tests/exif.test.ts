import { describe, expect, it } from "vitest";
import { notesIn, withNotes } from "../src/photo/exif";

const ORIENTATION_AT = 10 + 8 + 2 + 8;

/** Notes of a camera held on its side: one entry, the orientation, in the given byte order. */
function notes(isLittle: boolean): Uint8Array {
  const bytes = new Uint8Array(10 + 8 + 2 + 12 + 4);
  const view = new DataView(bytes.buffer);
  view.setUint16(0, 0xffe1);
  view.setUint16(2, bytes.length - 2);
  bytes.set([..."Exif\0\0"].map((letter) => letter.charCodeAt(0)), 4);
  view.setUint16(10, isLittle ? 0x4949 : 0x4d4d);
  view.setUint16(12, 42, isLittle);
  view.setUint32(14, 8, isLittle);
  view.setUint16(18, 1, isLittle);
  view.setUint16(20, 0x0112, isLittle);
  view.setUint16(22, 3, isLittle);
  view.setUint32(24, 1, isLittle);
  view.setUint16(28, 6, isLittle);
  return bytes;
}

function photo(...segments: Uint8Array[]): Uint8Array {
  return Uint8Array.from([0xff, 0xd8, ...segments.flatMap((segment) => [...segment]), 0xff, 0xda, 0, 2, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
}

const jfif = Uint8Array.from([0xff, 0xe0, 0, 4, 1, 1]);

describe("the camera's notes", () => {
  it.each([true, false])("are found behind other segments and put upright (little-endian: %s)", (isLittle) => {
    const found = notesIn(photo(jfif, notes(isLittle)));
    expect(found).toEqual(notes(isLittle));

    const small = withNotes(photo(jfif), found as Uint8Array);

    const carried = notesIn(small) as Uint8Array;
    expect(new DataView(carried.buffer, carried.byteOffset).getUint16(ORIENTATION_AT, isLittle)).toBe(1);
    expect(small.length).toBe(photo(jfif).length + notes(isLittle).length);
  });

  it("are missing in a photo without any, in another format, and in a file cut short", () => {
    expect(notesIn(photo(jfif))).toBeUndefined();
    expect(notesIn(Uint8Array.from([0x89, 0x50, 0x4e, 0x47]))).toBeUndefined();
    expect(notesIn(photo(notes(true)).slice(0, 20))).toBeUndefined();
  });

  it("are left as they are when they lead nowhere", () => {
    const broken = notes(true);
    new DataView(broken.buffer).setUint32(14, 9_999, true);

    expect(notesIn(withNotes(photo(jfif), broken))).toEqual(broken);
  });
});
