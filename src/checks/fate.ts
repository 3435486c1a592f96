import { equal, escapeToken, isObject, valueAt } from "../json.ts";

/** In a word or two, what became of a field on its way: what a reader guesses the cause from. */
export function fateOf(sent: unknown, received: unknown): string {
  if (received === undefined) return "dropped";
  if (typeof sent === "string" && typeof received === "string") return textFate(sent, received);
  if (typeof sent === "number" && typeof received === "number") return numberFate(sent, received);
  if (Array.isArray(sent) && Array.isArray(received)) return listFate(sent, received);
  return "changed";
}

/** The field beside this one whose value came back here, and which got this one's (or nothing got either's). */
export function swappedWith(
  at: string,
  sent: unknown,
  received: unknown,
  body: object,
  answer: object,
): string | undefined {
  const parent = at.slice(0, at.lastIndexOf("/"));
  const names = new Set(
    [valueAt(body, parent), valueAt(answer, parent)].flatMap((one) =>
      isObject(one) ? Object.keys(one) : [],
    ),
  );
  for (const name of names) {
    const other = `${parent}/${escapeToken(name)}`;
    if (other === at || equal(sent, received) || !equal(valueAt(answer, other), sent)) continue;
    if (!equal(valueAt(body, other), received) || equal(valueAt(body, other), valueAt(answer, other)))
      continue;
    return other;
  }
  return undefined;
}

function textFate(sent: string, received: string): string {
  if (received === sent.trim()) return "trimmed";
  if (received !== "" && sent.startsWith(received)) return "truncated";
  if (received.toLowerCase() === sent.toLowerCase()) return "changed in case";
  if (unescaped(received) === sent) return "escaped";
  return isDate(sent) && isDate(received) ? "shifted" : "changed";
}

const ENTITIES: { readonly [entity: string]: string } = {
  "&amp;": "&",
  "&lt;": "<",
  "&gt;": ">",
  "&quot;": '"',
  "&#39;": "'",
  "&#x27;": "'",
  "&apos;": "'",
};

const unescaped = (text: string): string =>
  text
    .replace(/&(amp|lt|gt|quot|apos|#39|#x27);/g, (entity) => ENTITIES[entity] ?? entity)
    .replace(/\\(["'\\])/g, "$1");

const isDate = (text: string): boolean => /^\d{4}-\d{2}-\d{2}/.test(text);

function numberFate(sent: number, received: number): string {
  if (!Number.isInteger(sent) && Number.isInteger(received) && Math.abs(sent - received) < 1)
    return "rounded";
  return Math.abs(sent - received) === 1 ? "shifted" : "changed";
}

function listFate(sent: readonly unknown[], received: readonly unknown[]): string {
  const texts = (list: readonly unknown[]) => list.map((item) => JSON.stringify(item));
  if (equal(texts(sent).sort(), texts(received).sort())) return "reordered";
  if (received.length < sent.length && received.every((item, index) => equal(item, sent[index])))
    return "truncated";
  return "changed";
}
