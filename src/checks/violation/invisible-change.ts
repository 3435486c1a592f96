/**
 * Characters without a shape of their own: controls, format characters such as the byte order mark, zero-width and direction
 * marks, variation selectors and fillers (Unicode, Default_Ignorable_Code_Point and General_Category C). Blanks, tabs and line
 * feeds are not among them.
 */
const INVISIBLE = /(?![\t\n])[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]/gu;

/** Code points that are named at most, on either side. */
const MOST_NAMED = 5;

/** The code points that make the difference of two texts that look alike; undefined where they do not look alike. */
export function invisibleChange(sent: string, received: string): string | undefined {
  if (sent === received || visible(sent) !== visible(received)) return undefined;
  const [lost, added] = [without(sent, received), without(received, sent)];
  if (lost.length > 0 && added.length > 0) return `${named(lost)} became ${named(added)}`;
  if (lost.length > 0) return `${named(lost)} ${lost.length === 1 ? "is" : "are"} lost`;
  if (added.length > 0) return `${named(added)} ${added.length === 1 ? "is" : "are"} added`;
  return "its code points are in another order";
}

/** A text as it looks: composed, all kinds of blanks alike, and without what has no shape. */
const visible = (text: string): string =>
  text
    .replace(INVISIBLE, "")
    .normalize("NFC")
    .replace(/\p{Zs}/gu, " ");

/** The different code points of a text of which it has more than another. */
function without(text: string, other: string): string[] {
  const left = new Map<string, number>();
  for (const point of other) left.set(point, (left.get(point) ?? 0) + 1);
  const found = new Set<string>();
  for (const point of text) {
    const count = left.get(point) ?? 0;
    if (count === 0) found.add(point);
    else left.set(point, count - 1);
  }
  return [...found];
}

function named(points: readonly string[]): string {
  const names = points
    .slice(0, MOST_NAMED)
    .map((point) => `U+${(point.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0")}`);
  return [...names, ...(points.length > MOST_NAMED ? ["…"] : [])].join(" ");
}
