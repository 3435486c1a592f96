/** Differences between two whole examples of a body, reported at the locations of their values. */
import type { Json } from "../core/json.ts";
import { equal, escapeToken, isObject, own, tokensOf } from "../core/json.ts";
import { type ComparedLocation, type Finding, finding } from "./finding.ts";
import type { Content } from "./operation-model.ts";
import { ANYTHING } from "./shape-of.ts";

/**
 * Values that differ between the first examples that only one side has; the names and the order of examples do not count.
 * Locations that another change reports are left out, because docs make examples from what they say of a field.
 */
export function compareExamples(
  before: Content,
  after: Content,
  location: ComparedLocation,
  known: readonly Finding[],
): Finding[] {
  const from = before.examples.find((example) => !has(after.examples, example));
  const to = after.examples.find((example) => !has(before.examples, example));
  if (from === undefined || to === undefined) return [];
  const reported = known.filter(({ kind }) => kind !== "description-changed").map(({ at }) => at);
  const seen = new Set<string>();
  return differences(from, to, location.at).flatMap(({ at, from, to }) => {
    if (
      seen.has(at) ||
      reported.some((covered) => covered !== "" && (at === covered || at.startsWith(`${covered}/`)))
    )
      return [];
    seen.add(at);
    const here: ComparedLocation = { ...location, at, path: at };
    return [
      finding(here, [ANYTHING, ANYTHING], "example-changed", {
        class: "annotation",
        before: from,
        after: to,
      }),
    ];
  });
}

/**
 * Findings without examples of a field that only one side has and that its whole example has as well: some forms of the
 * docs show a field's example on its own, others only in the whole.
 */
export function withoutRepeated(
  before: Content,
  after: Content,
  location: ComparedLocation,
  found: readonly Finding[],
): Finding[] {
  const isRepeated = (body: Content, at: string, value: Json): boolean =>
    body.examples.some((whole) =>
      valuesAt(whole, tokensOf(at.slice(location.at.length))).some((covered) => equal(covered, value)),
    );
  return found.filter(({ kind, at, before: from, after: to }) => {
    if (kind !== "example-changed" || (from !== null && to !== null)) return true;
    return !isRepeated(from === null ? after : before, at, from === null ? to : from);
  });
}

/** The values of an example at a location of its schema. */
function valuesAt(value: Json | undefined, [token, ...rest]: readonly string[]): Json[] {
  if (value === undefined) return [];
  if (token === undefined) return [value];
  if (Array.isArray(value)) return token === "-" ? value.flatMap((item) => valuesAt(item, rest)) : [];
  return isObject(value) ? valuesAt(value[token], rest) : [];
}

const has = (examples: readonly Json[], wanted: Json): boolean =>
  examples.some((example) => equal(example, wanted));

interface Difference {
  readonly at: string;
  readonly from: Json;
  readonly to: Json;
}

function differences(from: Json, to: Json, at: string): Difference[] {
  if (equal(from, to)) return [];
  if (Array.isArray(from) && Array.isArray(to) && from.length === to.length)
    return from.flatMap((item, index) => differences(item, to[index] ?? null, `${at}/-`));
  if (isObject(from) && isObject(to)) {
    const names = [...new Set([...Object.keys(from), ...Object.keys(to)])];
    return names.flatMap((name) =>
      differences(own(from, name) ?? null, own(to, name) ?? null, `${at}/${escapeToken(name)}`),
    );
  }
  return [{ at, from, to }];
}
