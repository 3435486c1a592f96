import type { CompiledRule } from "../contract/compiled-rule.ts";
import type { Rule, Schema, SchemaObject } from "../contract/contract.ts";
import { childPointer, type InstancePointer, WHOLE } from "../contract/pointers.ts";
import { tokensOf } from "../core/json.ts";
import { seedOf } from "../core/seed.ts";
import { collected, type WithPauses } from "../core/slices.ts";
import type { Fault } from "../generation/fault.ts";
import type { Draft, Kind, KindContext } from "./kind.ts";
import { PRIORITY } from "./priority.ts";
import { lateBreach } from "./shared/late-breach.ts";

/** For each rule bodies that break it and no other, and bodies that keep it at its edge; once for each value it names. */
export const rule: Kind = {
  id: "rule",
  sends: "for each rule of the docs requests that break it alone, and that just keep it",
  *drafts(context) {
    const { rules } = context.underTest;
    const share = 1 / Math.max(1, 2 * rules.length);
    const drafts: Draft[] = [];
    for (const rule of rules) {
      drafts.push(...(yield* collected(broken(context, rule))));
      drafts.push(...(yield* collected(kept(context, rule, Math.min(share, PRIORITY.keptRule)))));
    }
    yield* drafts.sort((a, b) => b.priority - a.priority);
  },
};

function* broken(context: KindContext, rule: CompiledRule): WithPauses<Draft> {
  const { underTest } = context;
  let priority: number = PRIORITY.brokenRule;
  for (const [index, condition] of alternatives(rule.breaks).entries()) {
    yield;
    const name = `${rule.id}/broken/${index}`;
    const found = underTest.instanceBreaking(rule, condition, seedOf(underTest.seed, `rule/${name}`));
    if (found === undefined) continue;
    const body = lateBreach(underTest, { rule, condition }, found);
    const fault: Fault = {
      kind: "rule",
      rule: rule.id,
      at: instanceLocation(rule),
      docs: rule.docs,
      expected: rule.sentence,
    };
    yield { name, expect: "reject", body, fault, about: { rule: rule.id }, priority };
    priority = PRIORITY.furtherRuleValue;
  }
}

function* kept(context: KindContext, rule: Rule, share: number): WithPauses<Draft> {
  const { underTest } = context;
  let priority = share;
  for (const [index, condition] of edges(rule.keeps).entries()) {
    yield;
    const name = `${rule.id}/kept/${index}`;
    const body = underTest.baseInstance([condition], seedOf(underTest.seed, `rule/${name}`));
    if (body === undefined) continue;
    yield { name, expect: "accept", body, about: { rule: rule.id }, priority };
    priority = PRIORITY.furtherRuleValue;
  }
}

/** The instance location that the rule's clause describes. */
function instanceLocation({ docs }: Rule): InstancePointer {
  const tokens = tokensOf(docs.slice(1));
  const keys = tokens.flatMap((token, index): (string | number)[] =>
    tokens[index - 1] === "properties" ? [token] : token === "items" ? [0] : [],
  );
  return keys.reduce<InstancePointer>(childPointer, WHOLE);
}

/** The condition split up: one for each value that it names and each way to meet it. */
export function alternatives(schema: Schema): Schema[] {
  if (typeof schema === "boolean") return schema ? [schema] : [];
  if (schema.anyOf) {
    const { anyOf, ...rest } = schema;
    return anyOf.flatMap((part) => alternatives({ allOf: [rest, part] }));
  }
  if (schema.allOf) {
    const { allOf, ...rest } = schema;
    return product([...(Object.keys(rest).length > 0 ? [rest] : []), ...allOf].map(alternatives)).map(
      (parts) => ({ allOf: parts }),
    );
  }
  if (schema.enum) return schema.enum.map((value): Schema => ({ ...schema, enum: [value] }));
  const { properties, items, contains } = schema;
  if (contains !== undefined) return alternatives(contains).map((part) => ({ ...schema, contains: part }));
  if (properties)
    return product(Object.values(properties).map(alternatives)).map((parts) => ({
      ...schema,
      properties: zip(Object.keys(properties), parts),
    }));
  return items === undefined ? [schema] : alternatives(items).map((part) => ({ ...schema, items: part }));
}

const MOST_ALTERNATIVES = 64;

function product(lists: readonly (readonly Schema[])[]): Schema[][] {
  return lists.reduce<Schema[][]>(
    (sum, list) => sum.flatMap((left) => list.map((right) => [...left, right])).slice(0, MOST_ALTERNATIVES),
    [[]],
  );
}

const zip = (names: readonly string[], parts: readonly Schema[]): { [name: string]: Schema } =>
  Object.fromEntries(names.map((name, index) => [name, parts[index] ?? true]));

/** Bodies to which the rule applies, and which keep it without a margin. */
function edges(keeps: Schema): Schema[] {
  if (typeof keeps !== "object") return [];
  if (keeps.if === undefined) return [edge(keeps)];
  const applies = alternatives(keeps.if).map(
    (condition): Schema => ({ allOf: [condition, edge(keeps.then ?? true)] }),
  );
  if (keeps.else === undefined) return applies;
  return [
    ...applies.map((condition): Schema => (keeps.then === undefined ? (keeps.if ?? true) : condition)),
    { allOf: [{ not: keeps.if }, edge(keeps.else)] },
  ];
}

/** The condition with every upper limit reached. */
function edge(schema: Schema): Schema {
  if (typeof schema !== "object") return schema;
  const copy: { -readonly [K in keyof SchemaObject]: SchemaObject[K] } = { ...schema };
  if (schema.maxItems !== undefined) copy.minItems = Math.max(schema.minItems ?? 0, schema.maxItems);
  if (schema.contains !== undefined && schema.maxContains !== undefined)
    copy.minContains = schema.maxContains;
  if (schema.items !== undefined) copy.items = edge(schema.items);
  if (schema.properties) {
    copy.properties = Object.fromEntries(
      Object.entries(schema.properties).map(([name, part]) => [name, edge(part)]),
    );
    // A limit on what may be left out is reached only where it is there.
    const limited = Object.entries(copy.properties).flatMap(([name, part]) =>
      isLimited(part) ? [name] : [],
    );
    copy.required = [...new Set([...(schema.required ?? []), ...limited])];
  }
  return copy;
}

const isLimited = (schema: Schema): boolean =>
  typeof schema === "object" &&
  (schema.maxItems !== undefined ||
    schema.maxContains !== undefined ||
    (schema.items !== undefined && isLimited(schema.items)) ||
    Object.values(schema.properties ?? {}).some(isLimited));
