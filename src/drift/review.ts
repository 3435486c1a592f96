/** Sentences of the docs that somebody has reviewed: those that a rule cites, and those marked as read. */
import type { Json } from "../core/json.ts";
import { isObject } from "../core/json.ts";
import { CaptureError } from "../docs/capture-error.ts";
import type { Overlay } from "../docs/overlay/read-overlay.ts";
import { projectOverlay } from "../docs/project-docs.ts";
import type { FoundChange, SentenceChange } from "./change.ts";
import { descriptionsOf } from "./descriptions.ts";
import { fieldOf } from "./field.ts";
import type { OperationModel } from "./operation-model.ts";
import { sentenceHash, sentencesOf } from "./prose.ts";

/** The overlay's statements about sentences, by hash. */
export interface Review {
  /** The rules and probes that cite a sentence. */
  readonly cited: ReadonlyMap<string, readonly string[]>;
  readonly read: ReadonlySet<string>;
}

/** The keyword at the overlay's top for sentences from which no rule follows, and the one of a rule for those that it states. */
export const READ_KEYWORD = "x-read-sentences";
const CITES = "cites";
const HASH = /^[0-9a-f]{12}$/;

/** Reads the overlay's statements about sentences; throws `CaptureError` that names the entry. */
export function readReview({ name, root }: Pick<Overlay, "name" | "root">): Review {
  const entries = root[READ_KEYWORD] ?? [];
  if (!Array.isArray(entries))
    throw new CaptureError(
      `${name}: ${READ_KEYWORD}: expected a list of entries with hash and note; correct it`,
    );
  const read = entries.map((entry, index) => readEntry(entry, `${name}: ${READ_KEYWORD} entry ${index + 1}`));
  return { cited: citesIn(root, name), read: new Set(read) };
}

/** The statements of an operation's own overlay and of that of the project's first one: the same words are read once. */
export function readReviews(own: Pick<Overlay, "name" | "root">, root: string): Review {
  const first = projectOverlay(root);
  const all = [own, ...(first ? [first] : [])].map(readReview);
  return {
    cited: new Map(all.flatMap(({ cited }) => [...cited])),
    read: new Set(all.flatMap(({ read }) => [...read])),
  };
}

function readEntry(entry: Json, where: string): string {
  const { hash, note } = isObject(entry) ? entry : {};
  if (typeof hash !== "string" || !HASH.test(hash))
    throw new CaptureError(
      `${where}: no hash; expected 12 hex digits in quotes, as the drift report gives them; add it`,
    );
  if (typeof note !== "string" || note.trim() === "")
    throw new CaptureError(
      `${where} (${hash}): no note; expected text that says why no rule follows; add it`,
    );
  return hash;
}

/** Every `cites` beside an `id`, wherever the overlay has it. */
function citesIn(root: Json, name: string): Map<string, string[]> {
  const cited = new Map<string, string[]>();
  const visit = (value: Json): void => {
    if (Array.isArray(value)) value.forEach(visit);
    if (!isObject(value)) return;
    const { id, [CITES]: hashes = [] } = value;
    if (typeof id === "string")
      for (const hash of hashesIn(hashes, `${name}: ${id}`))
        cited.set(hash, [...(cited.get(hash) ?? []), id]);
    Object.values(value).forEach(visit);
  };
  visit(root);
  return cited;
}

/** The hash or hashes that a rule cites; throws `CaptureError` for anything else. */
function hashesIn(hashes: Json, where: string): string[] {
  return [hashes].flat().map((hash) => {
    if (typeof hash === "string" && HASH.test(hash)) return hash;
    throw new CaptureError(
      `${where}: ${CITES}: expected 12 hex digits in quotes, as the drift report gives them; correct it`,
    );
  });
}

/** The overlay's statement about a sentence. */
export function reviewOf(hash: string, { cited, read }: Review): "unreviewed" | "cited" | "read" {
  return cited.has(hash) ? "cited" : read.has(hash) ? "read" : "unreviewed";
}

/** Adds to each gained sentence whether somebody has reviewed it. */
export function withReview(changes: readonly FoundChange[], review: Review): FoundChange[] {
  return changes.map((change) => {
    if (change.sentences === undefined) return change;
    const sentences = change.sentences.map(
      (sentence): SentenceChange =>
        sentence.change === "gained" ? { ...sentence, review: reviewOf(sentence.hash, review) } : sentence,
    );
    return { ...change, sentences };
  });
}

/**
 * One entry for each description that has sentences which nobody has reviewed and which the changes do not name
 * already. A sentence of the same field counts once, whether it is sent or answered.
 */
export function unreviewed(
  models: readonly OperationModel[],
  review: Review,
  changes: readonly FoundChange[],
): FoundChange[] {
  const reported = new Set(changes.flatMap(({ sentences = [] }) => sentences.map(({ hash }) => hash)));
  return models.flatMap(descriptionsOf).flatMap((description): FoundChange[] => {
    const sentences = sentencesOf(description.text).flatMap((text): SentenceChange[] => {
      const hash = sentenceHash(fieldOf(description), text);
      if (reported.has(hash) || reviewOf(hash, review) !== "unreviewed") return [];
      reported.add(hash);
      return [{ text, hash, change: "kept", review: "unreviewed" }];
    });
    if (sentences.length === 0) return [];
    const { side, at, status, text } = description;
    return [
      {
        class: "rule",
        side,
        kind: "description-changed",
        at,
        before: text,
        after: text,
        impact: [],
        ...(status === undefined ? {} : { status }),
        sentences,
      },
    ];
  });
}
