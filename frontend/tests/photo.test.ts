import { describe, expect, it } from "vitest";
import { fit, jpegName, readableSize } from "../src/photo/scale";
import { whereAmI } from "../src/photo/position";

describe("fit", () => {
  it("brings the longer edge to 1600 and keeps the proportions", () => {
    expect(fit(4000, 3000)).toEqual({ width: 1600, height: 1200 });
    expect(fit(3000, 4000)).toEqual({ width: 1200, height: 1600 });
  });
  it("never enlarges", () => expect(fit(800, 600)).toEqual({ width: 800, height: 600 }));
  it("keeps a pixel of a hair-thin photo", () => expect(fit(100_000, 1)).toEqual({ width: 1600, height: 1 }));
});

describe("jpegName", () => {
  it.each([
    ["IMG_1.HEIC", "IMG_1.jpg"],
    ["现场.png", "现场.jpg"],
    ["", "photo.jpg"],
  ])("turns %j into %j", (from, to) => expect(jpegName(from)).toBe(to));
});

describe("readableSize", () => {
  it("speaks in kilobytes and megabytes", () => {
    expect(readableSize(240_000)).toBe("240 KB");
    expect(readableSize(2_340_000)).toBe("2.3 MB");
  });
});

describe("whereAmI", () => {
  const answering = (answer: unknown): Geolocation =>
    ({
      getCurrentPosition: (yes: (position: unknown) => void, no: () => void) => (answer ? yes({ coords: answer }) : no()),
    }) as unknown as Geolocation;

  it("tells the place with its accuracy", async () => {
    const place = await whereAmI(answering({ longitude: 120.4, latitude: 31.5, accuracy: 12.4 }));
    expect(place).toEqual({ lon: 120.4, lat: 31.5, accuracyM: 12, mocked: null });
  });
  it("is silent when the device refuses or has no sensor", async () => {
    expect(await whereAmI(answering(null))).toBeUndefined();
    expect(await whereAmI(undefined)).toBeUndefined();
  });
});
