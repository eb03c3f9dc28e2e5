/**
 * The camera's notes in a JPEG: when, where and with what a photo was taken.
 *
 * A photo made smaller on a canvas has none. They are evidence, so they are carried over, with the photo's
 * orientation set upright, because the canvas has already turned the pixels.
 */
const START_OF_IMAGE = 0xffd8;
const START_OF_PIXELS = 0xffda;
const NOTES = 0xffe1;
const EXIF = "Exif\0\0";
const LITTLE_ENDIAN = 0x4949;
const ORIENTATION = 0x0112;
const UPRIGHT = 1;
/** Marker, length and the word "Exif" stand before the notes proper. */
const HEAD_BYTES = 10;
const ENTRY_BYTES = 12;

/** Return the segment with the camera's notes, or `undefined` when there is none that can be read. */
export function notesIn(jpeg: Uint8Array): Uint8Array | undefined {
  const view = viewOf(jpeg);
  if (view.byteLength < 2 || view.getUint16(0) !== START_OF_IMAGE) return undefined;
  let at = 2;
  while (at + HEAD_BYTES <= view.byteLength) {
    const marker = view.getUint16(at);
    if (marker < 0xff00 || marker === START_OF_PIXELS) return undefined;
    const end = at + 2 + view.getUint16(at + 2);
    if (marker === NOTES && wordAt(jpeg, at + 4) === EXIF) return end <= view.byteLength ? jpeg.slice(at, end) : undefined;
    at = end;
  }
  return undefined;
}

/** Return `jpeg` with these notes. */
export function withNotes(jpeg: Uint8Array, notes: Uint8Array): Uint8Array<ArrayBuffer> {
  const joined = new Uint8Array(jpeg.length + notes.length);
  joined.set(jpeg.subarray(0, 2));
  joined.set(upright(notes), 2);
  joined.set(jpeg.subarray(2), 2 + notes.length);
  return joined;
}

function upright(notes: Uint8Array): Uint8Array {
  const copy = notes.slice();
  const view = viewOf(copy);
  try {
    const isLittle = view.getUint16(HEAD_BYTES) === LITTLE_ENDIAN;
    const list = HEAD_BYTES + view.getUint32(HEAD_BYTES + 4, isLittle);
    for (let index = 0; index < view.getUint16(list, isLittle); index += 1) {
      const entry = list + 2 + index * ENTRY_BYTES;
      if (view.getUint16(entry, isLittle) === ORIENTATION) view.setUint16(entry + 8, UPRIGHT, isLittle);
    }
  } catch {
    return notes; // a list that leads out of the segment: the server reads what it can
  }
  return copy;
}

function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

function wordAt(bytes: Uint8Array, at: number): string {
  return String.fromCharCode(...bytes.subarray(at, at + EXIF.length));
}
