/** The marks of list items, as pages and browsers write them. */
const BULLET = /^\s*[•◦▪·‣○●■□∙⁃*+–—-]\s+/;
/** A mark that some browsers leave in a line of its own, above the item. */
const LONE_MARK = /^\s*[•◦▪·‣○●■□∙⁃]$/;
/** An item whose mark was lost: a value, a colon and what it means. */
const MARKLESS = /^\s*\S{1,40}: \S/;

/** True for a line that begins with the mark of a list item. */
export const isListItem = (line: string): boolean => BULLET.test(line);

/** Turns the lines of a description into Markdown: paragraphs apart, list items as `- …`, white space normalised. */
export function fieldDescription(lines: readonly string[]): string {
  const blocks: string[][] = [[]];
  let inList = false;
  const joined = withMarks(lines);
  for (const [at, line] of joined.entries()) {
    const isItem = isListItem(line) || isMarkless(joined, at);
    const block = blocks.at(-1);
    if (line === "" || block === undefined || isItem !== inList) blocks.push([]);
    inList = isItem;
    const text = line.replace(BULLET, "").replace(/\s+/g, " ").trim();
    if (line !== "") blocks.at(-1)?.push(isItem ? `- ${text}` : text);
  }
  return blocks
    .filter((block) => block.length > 0)
    .map((block) => block.join(block[0]?.startsWith("- ") ? "\n" : " "))
    .join("\n\n");
}

/** Each lone mark in the line of its item. */
function withMarks(lines: readonly string[]): string[] {
  const joined: string[] = [];
  for (const line of lines) {
    const last = joined.at(-1);
    if (last !== undefined && LONE_MARK.test(last) && line !== "")
      joined.splice(-1, 1, `${last} ${line.trim()}`);
    else joined.push(line);
  }
  return joined;
}

/** True for one of several such lines in a row, which nobody writes as a paragraph. */
const isMarkless = (lines: readonly string[], at: number): boolean =>
  MARKLESS.test(lines[at] ?? "") &&
  (MARKLESS.test(lines[at - 1] ?? "") || MARKLESS.test(lines[at + 1] ?? ""));
