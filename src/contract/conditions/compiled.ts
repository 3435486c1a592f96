import type { Json } from "../../core/json.ts";
import { equal, isObject } from "../../core/json.ts";
import type { Schema, SchemaObject } from "../contract.ts";
import { linearPattern } from "../pattern/linear-pattern.ts";
import { matches } from "./matches.ts";

type Test = (value: Json) => boolean;

const known = new WeakMap<SchemaObject, Test>();

/** The condition as a function, made once: it says what `matches` says, several times faster. */
export function compiled(schema: Schema): Test {
  if (typeof schema === "boolean") return () => schema;
  let test = known.get(schema);
  if (test === undefined) {
    test = all([...ofItself(schema), ...ofObjects(schema), ...ofLists(schema), ...ofParts(schema)]);
    known.set(schema, test);
  }
  return test;
}

function all(tests: readonly Test[]): Test {
  const [first, second] = tests;
  if (first === undefined) return () => true;
  if (second === undefined) return first;
  return (value) => {
    for (const test of tests) if (!test(value)) return false;
    return true;
  };
}

function ofItself(schema: SchemaObject): Test[] {
  const { type, const: only, enum: allowed, pattern } = schema;
  const { minimum, maximum, exclusiveMinimum, exclusiveMaximum } = schema;
  const rest = { type, minimum, maximum, exclusiveMinimum, exclusiveMaximum };
  const asked = Object.fromEntries(Object.entries(rest).filter(([, operand]) => operand !== undefined));
  return [
    ...(only === undefined ? [] : [(value: Json) => equal(only, value)]),
    ...(allowed === undefined ? [] : [(value: Json) => allowed.some((listed) => equal(listed, value))]),
    ...(pattern === undefined ? [] : [ofText(pattern)]),
    ...(Object.keys(asked).length === 0 ? [] : [(value: Json) => matches(asked as SchemaObject, value)]),
  ];
}

function ofText(pattern: string): Test {
  const matcher = linearPattern(pattern);
  return (value) => typeof value !== "string" || matcher.test(value);
}

function ofObjects({ required, properties }: SchemaObject): Test[] {
  const members = Object.entries(properties ?? {}).map(([name, part]) => ({ name, test: compiled(part) }));
  if (required === undefined && members.length === 0) return [];
  return [
    (value) => {
      if (!isObject(value)) return true;
      for (const name of required ?? []) if (!Object.hasOwn(value, name)) return false;
      for (const { name, test } of members)
        if (Object.hasOwn(value, name) && !test(value[name] as Json)) return false;
      return true;
    },
  ];
}

function ofLists(schema: SchemaObject): Test[] {
  const { items, contains, minItems = 0, maxItems = Number.POSITIVE_INFINITY } = schema;
  const { minContains = 1, maxContains = Number.POSITIVE_INFINITY } = schema;
  const tests: ((list: Json[]) => boolean)[] = [];
  if (minItems > 0 || maxItems < Number.POSITIVE_INFINITY)
    tests.push((list) => list.length >= minItems && list.length <= maxItems);
  if (items !== undefined) {
    const test = compiled(items);
    tests.push((list) => list.every(test));
  }
  if (contains !== undefined) {
    const test = compiled(contains);
    tests.push((list) => {
      let found = 0;
      for (const item of list) if (test(item)) found += 1;
      return found >= minContains && found <= maxContains;
    });
  }
  return tests.map((test) => (value: Json) => !Array.isArray(value) || test(value));
}

function ofParts(schema: SchemaObject): Test[] {
  const { allOf = [], anyOf, not, if: condition, then, else: otherwise } = schema;
  const tests = allOf.map(compiled);
  if (anyOf) {
    const parts = anyOf.map(compiled);
    tests.push((value) => parts.some((part) => part(value)));
  }
  if (not !== undefined) {
    const part = compiled(not);
    tests.push((value) => !part(value));
  }
  if (condition !== undefined) {
    const [applies, yes, no] = [compiled(condition), compiled(then ?? true), compiled(otherwise ?? true)];
    tests.push((value) => (applies(value) ? yes(value) : no(value)));
  }
  return tests;
}
