import { closeSync, mkdtempSync, openSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Writable } from "node:stream";
import { expect, onTestFinished, test } from "vitest";
import { Printer } from "../../../../src/core/output/printer.ts";

/** A stream that takes each text as it is told, and what it has taken. */
function taking(take: (text: string, done: (error?: Error | null) => void) => void): {
  printer: Printer;
  taken: string[];
} {
  const taken: string[] = [];
  const stream = new Writable({
    decodeStrings: false,
    autoDestroy: false,
    write(text: string, _, done) {
      taken.push(text);
      take(text, done);
    },
  });
  return { printer: new Printer(() => stream as unknown as NodeJS.WriteStream), taken };
}

const failure = (code: string): Error => Object.assign(new Error(code), { code });

test.each(["EPIPE", "ENOSPC", "EIO"])(
  "a reader that fails with %s ends nothing, and is told of",
  async (code) => {
    const { printer, taken } = taking((_, done) => void setImmediate(done, failure(code)));
    printer.line("one");
    expect(await printer.lost()).toBe(code);
    printer.line("two");
    expect(taken).toEqual(["one\n"]);
    printer.begin();
    expect(await printer.lost()).toBeUndefined();
  },
);

test("an error at once is no other than a late one", async () => {
  const { printer } = taking(() => {
    throw failure("ENOSPC");
  });
  printer.line("one");
  expect(await printer.lost()).toBe("ENOSPC");
});

test("a slow reader is waited for", async () => {
  const { printer, taken } = taking((_, done) => void setTimeout(done, 5));
  for (const text of ["one", "two", "three"]) printer.line(text);
  expect(await printer.lost()).toBeUndefined();
  expect(taken).toEqual(["one\n", "two\n", "three\n"]);
});

test("a file is written to the end, and one that cannot be is told of", async () => {
  const dir = mkdtempSync(join(tmpdir(), "contract-printer-"));
  onTestFinished(() => rmSync(dir, { recursive: true }));
  const path = join(dir, "out");
  const print = async (flags: string): Promise<string | undefined> => {
    const fd = openSync(path, flags);
    onTestFinished(() => closeSync(fd));
    const printer = new Printer(() => Object.assign(new Writable(), { fd }) as unknown as NodeJS.WriteStream);
    printer.text(`${"x".repeat(1_000_000)}\n`);
    return printer.lost();
  };
  expect(await print("w")).toBeUndefined();
  expect(readFileSync(path).length).toBe(1_000_001);
  expect(await print("r")).toBe("EBADF");
});

test("what is printed in several lines keeps colours of ours alone", () => {
  const { printer, taken } = taking((_, done) => done());
  const text = "\u001b[31ma\u001b[39m\n ::error::b\u001b[2J\n";
  printer.text(text, true);
  printer.text(text);
  expect(taken).toEqual([
    "\u001b[31ma\u001b[39m\n \\u003a:error::b\\u001b[2J\n",
    "\\u001b[31ma\\u001b[39m\n \\u003a:error::b\\u001b[2J\n",
  ]);
});
