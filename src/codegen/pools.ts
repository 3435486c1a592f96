import { createHash } from "node:crypto";
import { en, Faker } from "@faker-js/faker";
import fc from "fast-check";
import type { SchemaObject } from "../contract/contract.ts";
import { SuiteError } from "../core/errors.ts";
import { inWords } from "../core/json.ts";
import { standAlone } from "./stand-alone.ts";
import type { SchemaCompiler } from "./validators.ts";

/** Number of values that a text draws from: enough to tell fields and bodies apart, few enough to review. */
const POOL_SIZE = 12;

/** Realistic values by JSON Schema format, as templates of `faker.helpers.fake`. */
const FORMAT_TEMPLATES: { readonly [format: string]: string } = {
  email: "{{internet.email}}",
  hostname: "{{internet.domainName}}",
  ipv4: "{{internet.ipv4}}",
  ipv6: "{{internet.ipv6}}",
  uri: "{{internet.url}}",
  url: "{{internet.url}}",
  "uri-reference": "{{internet.url}}",
  uuid: "{{string.uuid}}",
  password: "{{internet.password}}",
  byte: "{{string.alphanumeric(8)}}",
};

/**
 * The texts that a schema's generator draws from: the documented examples, then values by `x-faker`, format or pattern,
 * all valid by the schema, `least` of them at least where there are as many. The seed is the place, so that a change elsewhere changes nothing here.
 * @throws SuiteError where no valid text was found, with the place.
 */
export function textPool(
  schema: SchemaObject,
  docs: string,
  compiler: SchemaCompiler,
  least = 0,
): [string, ...string[]] {
  const key = JSON.stringify([docs, least, schema]);
  const pool = compiler.pools.get(key) ?? drawn(schema, docs, compiler, least);
  compiler.pools.set(key, pool);
  return pool;
}

function drawn(
  schema: SchemaObject,
  docs: string,
  compiler: SchemaCompiler,
  least: number,
): [string, ...string[]] {
  const size = Math.max(POOL_SIZE, least);
  const seed = Number.parseInt(createHash("sha256").update(docs).digest("hex").slice(0, 8), 16);
  const faker = new Faker({ locale: en, seed });
  faker.setDefaultRefDate("2026-01-01T00:00:00.000Z");
  const isValid = compiler.compile(standAlone(asText(schema), {}));
  const examples = (schema.examples ?? []).filter((text) => typeof text === "string");
  const pool = new Set(
    [...examples, ...(schema.default === undefined ? [] : [inWords(schema.default)])].filter((text) =>
      isValid(text),
    ),
  );
  for (const candidate of candidates(schema, faker, seed, docs, size)) {
    if (pool.size >= size) break;
    if (isValid(candidate)) pool.add(candidate);
  }
  const [first, ...others] = pool;
  if (first === undefined)
    throw new SuiteError(`${docs}: no valid text could be made; give an x-faker template in the overlay`);
  return [first, ...others];
}

/** Keywords that say nothing of which texts are valid. */
const ANNOTATIONS = new Set([
  ...["title", "description", "default", "examples", "deprecated", "readOnly", "writeOnly"],
  ...["externalDocs", "xml"],
]);

/** The schema of a text, without what tells texts of one schema from another only in words. */
const asText = (schema: SchemaObject): SchemaObject => ({
  ...Object.fromEntries(Object.entries(schema).filter(([keyword]) => !ANNOTATIONS.has(keyword))),
  type: "string",
});

function* candidates(
  schema: SchemaObject,
  faker: Faker,
  seed: number,
  docs: string,
  size: number,
): Iterable<string> {
  const template =
    (schema as { "x-faker"?: unknown })["x-faker"] ??
    (schema.format === undefined ? undefined : FORMAT_TEMPLATES[schema.format]);
  if (template !== undefined)
    for (let left = size * 4; left > 0; left--) yield fake(faker, inWords(template), docs);
  if (schema["x-binding"]) for (let left = POOL_SIZE; left > 0; left--) yield faker.string.alphanumeric(20);
  if (schema.format?.includes("date") || schema.format?.includes("time")) yield* dates(faker, schema.format);
  if (schema.pattern !== undefined) yield* matching(schema.pattern, seed, docs, size);
  for (let left = size * 4; left > 0; left--) yield words(faker, schema);
}

/** @throws SuiteError where fast-check cannot draw from the pattern (it knows no look-around). */
function matching(pattern: string, seed: number, docs: string, size: number): string[] {
  try {
    return fc.sample(fc.stringMatching(new RegExp(pattern, "u")), { seed, numRuns: Math.max(200, size * 4) });
  } catch (error) {
    throw new SuiteError(
      `${docs}: no text can be drawn from the pattern ${pattern}: ${(error as Error).message}; give an x-faker template in the overlay`,
    );
  }
}

/** @throws SuiteError that names the template and its place. */
function fake(faker: Faker, template: string, docs: string): string {
  try {
    return faker.helpers.fake(template);
  } catch (error) {
    throw new SuiteError(
      `${docs}/x-faker: ${JSON.stringify(template)} is no template that faker knows: ${(error as Error).message.split("\n")[0]}`,
    );
  }
}

function* dates(faker: Faker, format: string): Iterable<string> {
  for (let left = POOL_SIZE; left > 0; left--) {
    const date = faker.date.future({ years: 5 }).toISOString();
    yield format === "date" ? date.slice(0, 10) : format.includes("date") ? date : date.slice(11);
  }
}

/** A few words that respect the length bounds. */
function words(faker: Faker, { minLength = 0, maxLength = Number.POSITIVE_INFINITY }: SchemaObject): string {
  let text = faker.lorem.words({ min: 1, max: 4 });
  while (text.length < minLength) text += ` ${faker.lorem.word()}`;
  return text.length <= maxLength
    ? text
    : text.slice(0, Math.max(minLength, maxLength)).trim().padEnd(minLength, "x");
}
