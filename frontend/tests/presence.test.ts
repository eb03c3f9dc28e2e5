import { describe, expect, it } from "vitest";
import { AWAY_MS, Presence } from "../src/app/presence";

describe("presence", () => {
  let now = 0;
  const presence = new Presence(() => now);

  it("begins with somebody there", () => expect(presence.away).toBe(false));
  it("ends when nobody touches the page", () => {
    now = AWAY_MS + 1;
    expect(presence.away).toBe(true);
  });
  it("comes back with the next touch", () => {
    presence.touched();
    expect(presence.away).toBe(false);
  });
});
