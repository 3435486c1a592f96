const BULLET = /^\s*•\s*/;

/** Turns the lines of a description into Markdown: paragraphs apart, list items as `- …`, white space normalised. */
export function fieldDescription(lines: readonly string[]): string {
  const blocks: string[][] = [[]];
  let inList = false;
  for (const line of lines) {
    const isItem = BULLET.test(line);
    const block = blocks.at(-1);
    if (line === "" || block === undefined || isItem !== inList) blocks.push([]);
    inList = isItem;
    if (line !== "") blocks.at(-1)?.push(line.replace(BULLET, "- ").replace(/\s+/g, " ").trim());
  }
  return blocks
    .filter((block) => block.length > 0)
    .map((block) => block.join(block[0]?.startsWith("- ") ? "\n" : " "))
    .join("\n\n");
}
