import { describe, expect, test } from "vitest";
import { Progress } from "../../../src/commands/progress.ts";
import { Printer } from "../../../src/core/output/printer.ts";

/** What is printed to a stream, which may be a terminal. */
function shown(isTTY: boolean, show: (progress: Progress) => void): string {
  let all = "";
  const stream = {
    isTTY,
    on: () => stream,
    write(text: string, done: () => void) {
      all += text;
      done();
    },
  };
  show(new Progress(new Printer(() => stream as unknown as NodeJS.WriteStream)));
  return all;
}

const WAIT = { ms: 7400, why: "api.example.com answered 429 and asks to wait" };

describe("a run that waits", () => {
  test("says for what and how long, once a wait", () => {
    const text = shown(false, (progress) => {
      progress.begin(400);
      progress.wait(WAIT);
      progress.wait({ ...WAIT, ms: 7300 });
    });
    expect(text).toBe("waiting 8 s: api.example.com answered 429 and asks to wait (0 of 400 sent)\n");
  });

  test("says it in place of the bar on a terminal, also of a short wait", () => {
    const text = shown(true, (progress) => {
      progress.begin(400);
      progress.wait({ ...WAIT, ms: 1200 });
    });
    expect(text).toContain("0/400 waiting 2 s: api.example.com");
    expect(text).not.toContain("\n");
  });

  test("says nothing where nothing is to be shown, or of short waits where each takes a line", () => {
    expect(shown(true, (progress) => progress.wait(WAIT))).toBe("");
    expect(
      shown(false, (progress) => {
        progress.begin(400);
        progress.wait({ ...WAIT, ms: 1200 });
      }),
    ).toBe("");
  });
});
