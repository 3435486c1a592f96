import { expect, onTestFinished, test, vi } from "vitest";
import { retryAfterMs } from "../../../src/http/retry-after.ts";

const DATE = "Wed, 25 Nov 2026 10:00:00 GMT";

test.each([
  ["seconds", { "retry-after": "3" }, 3000],
  ["no time", { "retry-after": "0" }, 0],
  ["a date after the answer's own", { "retry-after": "Wed, 25 Nov 2026 10:00:07 GMT", date: DATE }, 7000],
  ["a date that has passed", { "retry-after": "Wed, 25 Nov 2026 09:00:00 GMT", date: DATE }, 0],
  ["nothing", {}, undefined],
  ["a word", { "retry-after": "soon" }, undefined],
  ["a negative number", { "retry-after": "-1" }, undefined],
  ["a fraction", { "retry-after": "1.5" }, undefined],
])("%s", (_, headers, want) => expect(retryAfterMs(headers)).toBe(want));

test("a date without the answer's own counts from the clock here", () => {
  vi.useFakeTimers({ toFake: ["Date"], now: Date.parse("2026-11-25T10:00:00Z") });
  onTestFinished(() => void vi.useRealTimers());
  expect(retryAfterMs({ "retry-after": "Wed, 25 Nov 2026 10:01:00 GMT" })).toBe(60_000);
});
