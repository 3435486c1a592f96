/** The columns that the report for people fits. */
export const WIDTH = 80;

/** A labelled text, wrapped at words to at most `most` lines. */
export function field(label: string, text: string, most: number): string[] {
  const room = WIDTH - 12;
  const words = clean(text)
    .split(" ")
    .flatMap((word) => word.match(new RegExp(`.{1,${room}}`, "gu")) ?? [""]);
  const lines: string[] = [];
  let line = "";
  for (const word of words) {
    if (line !== "" && line.length + 1 + word.length > room) {
      lines.push(line);
      line = word;
    } else line = line === "" ? word : `${line} ${word}`;
  }
  lines.push(line);
  const kept = lines.slice(0, most).map((one) => (one.length > room ? `${one.slice(0, room - 1)}…` : one));
  const last = kept.at(-1);
  if (lines.length > most && last !== undefined) kept[kept.length - 1] = `${last.slice(0, room - 1)}…`;
  return kept.map((one, index) => `  ${(index === 0 ? label : "").padEnd(10)}${one}`);
}

/** One line, no control characters: an answer must not move the reader's cursor, nor turn the text around. */
export const clean = (text: string): string =>
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is taken out
  text.replace(/[\u0000-\u001f\u007f-\u009f\u200e\u200f\u2028-\u202e\u2066-\u2069]+/g, " ");

export const fit = (text: string): string =>
  clean(text).length > WIDTH ? `${clean(text).slice(0, WIDTH - 1)}…` : clean(text);
