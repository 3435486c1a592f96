import { clean } from "./text.ts";

/** What Markdown, HTML, a table or a forge gives a meaning to: within a line, at its start, and where a link begins. */
const SPECIAL = /[\\`*_[\]<>|~&$:@#]|^[-+=\d]|(?<=^|\W)www(?=\.)/gi;

/** A forge looks for mentions and numbers of issues once entities are read, but not past a space without a width. */
const APART = "&#8203;";

/** A text as one line that Markdown shows as it is: no markup, no HTML, no link, no mention of anybody. */
export function markdown(text: string, most = Number.POSITIVE_INFINITY): string {
  const line = [...clean(text)];
  const cut = line.length > most ? `${line.slice(0, most).join("")}…` : line.join("");
  return cut.replace(SPECIAL, (found) => {
    const entity = `&#${found.charCodeAt(0)};`;
    return /[@#]/.test(found) ? entity + APART : entity + found.slice(1);
  });
}
