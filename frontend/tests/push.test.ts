import { describe, expect, it } from "vitest";
import { bytesOf, deviceName } from "../src/app/push";

describe("push", () => {
  it("reads a key in url-safe base64", () => {
    expect([...bytesOf("-_8A")]).toEqual([251, 255, 0]);
  });

  it.each([
    ["Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 Chrome/126.0 Mobile Safari/537.36", "Chrome · Android"],
    ["Mozilla/5.0 (Linux; Android 12) Chrome/107 Mobile MicroMessenger/8.0", "WeChat · Android"],
    ["Mozilla/5.0 (Windows NT 10.0) Chrome/126.0 Safari/537.36 Edg/126.0", "Edge · Windows"],
    ["curl/8", ""],
  ])("names the device of %s", (agent, name) => {
    expect(deviceName(agent)).toBe(name);
  });
});
