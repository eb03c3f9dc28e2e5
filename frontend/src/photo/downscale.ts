/** Make a photo small enough for a phone's connection without turning it on its side or losing its notes. */
import { notesIn, withNotes } from "./exif";
import { fit, jpegName, QUALITY } from "./scale";

/** Return the photo as a JPEG of at most 1600 px; what the browser cannot read goes up as it is. */
export async function downscale(file: File): Promise<File> {
  let bitmap: ImageBitmap;
  try {
    bitmap = await createImageBitmap(file, { imageOrientation: "from-image" });
  } catch {
    return file; // HEIC outside Safari, for example: the server reads it
  }
  const size = fit(bitmap.width, bitmap.height);
  const canvas = Object.assign(document.createElement("canvas"), size);
  canvas.getContext("2d")?.drawImage(bitmap, 0, 0, size.width, size.height);
  bitmap.close();
  const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, "image/jpeg", QUALITY));
  if (!blob) return file;
  return new File([await noted(blob, file)], jpegName(file.name), { type: "image/jpeg", lastModified: file.lastModified });
}

/** Return the small photo with what the camera wrote into the large one. */
async function noted(small: Blob, file: File): Promise<BlobPart> {
  const notes = notesIn(new Uint8Array(await file.arrayBuffer()));
  return notes ? withNotes(new Uint8Array(await small.arrayBuffer()), notes) : small;
}
