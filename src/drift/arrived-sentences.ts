/** The sentences that come or go with a whole part of the docs. */
import { escapeToken } from "../core/json.ts";
import type { SentenceChange, Side } from "./change.ts";
import { fieldOf } from "./field.ts";
import { sentenceHash, sentencesOf } from "./prose.ts";
import type { Shape } from "./shape.ts";

/** A description with its location. */
export interface Description {
  readonly side: Side;
  readonly at: string;
  readonly status?: string;
  readonly text: string;
}

/** Every description in a schema, its own one first. */
export function descriptionsIn(
  shape: Shape,
  place: Pick<Description, "side" | "at" | "status">,
): Description[] {
  const { side, at, status } = place;
  const own = { side, at, text: shape.description, ...(status === undefined ? {} : { status }) };
  const under = (part: Shape, path: string): Description[] =>
    descriptionsIn(part, { ...place, at: `${at}${path}` });
  return [
    ...(shape.description === "" ? [] : [own]),
    ...[...shape.properties].flatMap(([name, part]) => under(part, `/${escapeToken(name)}`)),
    ...(shape.items ? under(shape.items, "/-") : []),
    ...(shape.rest ? under(shape.rest, "/*") : []),
    ...shape.union.flatMap((part) => under(part, "")),
  ];
}

/** The sentences of descriptions, each once for a field. */
export function sentencesOfAll(
  descriptions: readonly Pick<Description, "side" | "at" | "text">[],
  change: "gained" | "lost",
): SentenceChange[] {
  const all = descriptions.flatMap((description) =>
    sentencesOf(description.text).map((text): SentenceChange => {
      return { text, hash: sentenceHash(fieldOf(description), text), change };
    }),
  );
  return [...new Map(all.map((sentence) => [sentence.hash, sentence])).values()];
}

/** The sentences in a schema that comes or goes as a whole. */
export const sentencesIn = (
  shape: Shape,
  place: Pick<Description, "side" | "at" | "status">,
  change: "gained" | "lost",
): SentenceChange[] => sentencesOfAll(descriptionsIn(shape, place), change);
