import { parsed } from "../../core/json.ts";
import { firstOf, type ValueChange } from "./change.ts";
import { dateChange } from "./date-change.ts";
import { invisibleChange } from "./invisible-change.ts";
import { reEncoded } from "./text-encoding.ts";

/** The change of a text. */
export function textChange(sent: string, received: string): ValueChange {
  return firstOf(sent, received, WAYS) ?? { kind: "changed", isVague: true };
}

const WAYS = [
  lineEnds,
  invisible,
  trimmed,
  emptied,
  cut,
  cased,
  escaped,
  reEncoded,
  dateChange,
  respelled,
  extended,
];

function lineEnds(sent: string, received: string): ValueChange | undefined {
  const plain = (text: string): string => text.replace(/\r?<br ?\/?>|\r\n?|[\u2028\u2029]/g, "\n");
  if (sent === received || plain(sent) !== plain(received)) return undefined;
  const [before, after] = [ends(sent), ends(received)];
  const named = (some: readonly string[], all: readonly string[]): string =>
    (some.length === 0 ? all : some).join(" and ");
  const [lost, added] = [
    before.filter((end) => !after.includes(end)),
    after.filter((end) => !before.includes(end)),
  ];
  return {
    kind: "changed in its line ends",
    detail: `${named(lost, before)} became ${named(added, after)}`,
  };
}

/** The names of the ends of a text's lines. */
const ends = (text: string): string[] =>
  [...new Set(text.match(/\r?<br ?\/?>|\r\n|\r|\n|[\u2028\u2029]/g) ?? [])].map(
    (end) => NAMES.get(end) ?? end.trim(),
  );

const NAMES = new Map([
  ["\r\n", "CRLF"],
  ["\r", "CR"],
  ["\n", "LF"],
  ["\u2028", "U+2028"],
  ["\u2029", "U+2029"],
]);

function invisible(sent: string, received: string): ValueChange | undefined {
  const detail = invisibleChange(sent, received);
  return detail === undefined ? undefined : { kind: "changed invisibly", detail };
}

function trimmed(sent: string, received: string): ValueChange | undefined {
  const cause = "trimmed";
  if (received === sent.trim()) return { kind: "trimmed", isByChance: received === "" };
  if (received === sent.trimEnd()) return { kind: "trimmed at its end", cause };
  if (received === sent.trimStart()) return { kind: "trimmed at its start", cause };
  const oneBlank = sent.replace(/\s+/g, " ");
  if (received === oneBlank || received === oneBlank.trim()) return { kind: "changed in its blanks" };
  return undefined;
}

function emptied(_: string, received: string): ValueChange | undefined {
  return received === "" ? { kind: "emptied", isByChance: true } : undefined;
}

/** Cut at a character: where it is one that ends texts, its name; else how many came before it. */
function cut(sent: string, received: string): ValueChange | undefined {
  if (!sent.startsWith(received)) return undefined;
  if (/^\d{4}-\d{2}-\d{2}$/.test(received) && /^\d{4}-\d{2}-\d{2}[T ]/.test(sent))
    return { kind: "cut to its date", cause: "cut" };
  const next = sent.codePointAt(received.length) ?? 0;
  const isEnd = next < 0x20 || next > 0xffff || (next >= 0xd800 && next < 0xe000);
  const place = isEnd ? codePoint(next) : `character ${[...received].length}`;
  return { kind: `cut at ${place}`, cause: `cut at ${place}` };
}

const codePoint = (point: number): string =>
  point > 0xffff ? "a character above U+FFFF" : `U+${point.toString(16).toUpperCase().padStart(4, "0")}`;

function cased(sent: string, received: string): ValueChange | undefined {
  if (received.toLowerCase() !== sent.toLowerCase()) return undefined;
  const cause = "changed in case";
  if (received === sent.toLowerCase()) return { kind: "changed in case: to lower case", cause };
  return { kind: received === sent.toUpperCase() ? "changed in case: to upper case" : cause, cause };
}

const ENTITIES: { readonly [entity: string]: string } = {
  "&amp;": "&",
  "&lt;": "<",
  "&gt;": ">",
  "&quot;": '"',
  "&#39;": "'",
  "&#x27;": "'",
  "&apos;": "'",
  "&#x2F;": "/",
  "&#47;": "/",
};

const withoutEntities = (text: string): string =>
  text.replace(/&(amp|lt|gt|quot|apos|#39|#x27|#x2F|#47);/g, (entity) => ENTITIES[entity] ?? entity);

const withoutSlashes = (text: string): string => text.replace(/\\(["'\\])/g, "$1");

const READS = [withoutEntities, withoutSlashes, (text: string) => withoutEntities(withoutSlashes(text))];

const withoutMarkup = (text: string): string => text.replace(/<[^<>]*>/g, "");

function escaped(sent: string, received: string): ValueChange | undefined {
  if (READS.some((read) => read(received) === sent)) return { kind: "escaped" };
  if (READS.some((read) => read(sent) === received)) return { kind: "unescaped" };
  if ([withoutMarkup(sent), withoutMarkup(sent).trim()].includes(received))
    return { kind: "stripped of markup" };
  if (decoded(received) === sent) return { kind: "percent-encoded" };
  return decoded(sent) === received ? { kind: "percent-decoded" } : undefined;
}

function decoded(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}

const withoutMarks = (text: string): string => text.normalize("NFD").replace(/\p{Mn}/gu, "");

function respelled(sent: string, received: string): ValueChange | undefined {
  if (received === [...sent].reverse().join("")) return { kind: "reversed" };
  if (received === withoutMarks(sent)) return { kind: "stripped of accents" };
  if (received.normalize("NFKC") === sent.normalize("NFKC")) return { kind: "changed in its Unicode form" };
  const hyphenated = sent.toLowerCase().replace(/[^a-z0-9]+/g, "-");
  return [hyphenated, hyphenated.replace(/^-|-$/g, "")].includes(received)
    ? { kind: "changed to hyphenated words" }
    : undefined;
}

function extended(sent: string, received: string): ValueChange | undefined {
  if (parsed(received) === sent) return { kind: "quoted once more" };
  if (sent === "") return { kind: "filled in", isVague: true };
  if (received.startsWith(sent)) return { kind: "extended at its end" };
  return received.endsWith(sent) ? { kind: "extended at its start" } : undefined;
}
