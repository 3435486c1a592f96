import type { ValueChange } from "./change.ts";

/** The characters of windows-1252 in place of the controls of latin-1, from U+0080 on. */
const WINDOWS_1252 = "€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ";

const asWindows1252 = (latin1: string): string =>
  latin1.replace(/[\u0080-\u009f]/g, (control) => WINDOWS_1252[control.charCodeAt(0) - 0x80] ?? control);

/** Texts that a wrong reading of bytes makes, by the encoding that was taken. */
const READINGS: readonly (readonly [words: string, read: (text: string) => string])[] = [
  ["UTF-8 read as latin-1", (text) => Buffer.from(text, "utf8").toString("latin1")],
  ["UTF-8 read as windows-1252", (text) => asWindows1252(Buffer.from(text, "utf8").toString("latin1"))],
  ["latin-1 read as UTF-8", (text) => Buffer.from(text, "latin1").toString("utf8")],
  ["read as latin-1", (text) => Buffer.from(text, "latin1").toString("latin1")],
  ["read as ASCII", (text) => Buffer.from(text, "utf8").toString("ascii")],
];

/** Characters that stand for one that an encoding does not have. */
const MARKS = ["?", "\ufffd", "_", " ", "*"];

/** Sets of characters that encodings have, the largest first, by the first code point beyond. */
const SETS: readonly (readonly [beyond: number, words: string])[] = [
  [0x10000, "above U+FFFF"],
  [0x100, "outside latin-1"],
  [0x80, "outside ASCII"],
];

/** The change of a text that an encoding cannot hold, or that was read in another one; undefined where it is none. */
export function reEncoded(sent: string, received: string): ValueChange | undefined {
  const reading = READINGS.find(([, read]) => read(sent) === received);
  if (reading !== undefined) return { kind: "re-encoded", detail: reading[0] };
  for (const mark of MARKS) {
    const lost = replaced(sent, received, mark);
    if (lost !== undefined) return { kind: "re-encoded", detail: `characters ${lost} became ${shown(mark)}` };
  }
  const stripped = SETS.find(([beyond]) => without(sent, beyond) === received);
  return stripped && { kind: "re-encoded", detail: `characters ${stripped[1]} are lost` };
}

const shown = (mark: string): string => (mark === "\ufffd" ? "U+FFFD" : mark === " " ? "a blank" : mark);

const without = (text: string, beyond: number): string =>
  [...text].filter((character) => (character.codePointAt(0) ?? 0) < beyond).join("");

/** The set of characters that came back as a mark; undefined where something else changed. */
function replaced(sent: string, received: string, mark: string): string | undefined {
  return SETS.find(([beyond]) =>
    // A mark for each character, for each of its UTF-16 units, or for each of its bytes in UTF-8.
    [
      () => 1,
      (character: string) => character.length,
      (character: string) => Buffer.byteLength(character),
    ].some(
      (times) =>
        [...sent]
          .map((one) => ((one.codePointAt(0) ?? 0) < beyond ? one : mark.repeat(times(one))))
          .join("") === received,
    ),
  )?.[1];
}
