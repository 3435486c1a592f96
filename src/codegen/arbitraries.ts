import type { Operation } from "../contract/contract.ts";
import type { Schemas } from "../contract/schema.ts";
import { GeneratorEmitter } from "./generator-emitter.ts";
import { HELPERS } from "./generator-names.ts";
import { propertyKey } from "./literal.ts";
import { emitParameterGenerators } from "./parameter-generators.ts";
import type { SchemaCompiler } from "./validators.ts";

/** fast-check arbitraries for each request body and generators of its parameters, as code, typed by the generated types: a mismatch does not compile. */
export function emitArbitraries(
  operations: { readonly [id: string]: Operation },
  schemas: Schemas,
  compiler: SchemaCompiler,
): string {
  const emitter = new GeneratorEmitter(schemas, compiler);
  const withBody = Object.values(operations).filter((operation) => operation.requestBody !== undefined);
  const bodies = withBody.map((operation) => emitter.body(operation));
  const rows = withBody.map(({ id }) => `  ${propertyKey(id)}: ${emitter.names.of(id)},`);
  const parameterRows = emitParameterGenerators(Object.values(operations), schemas, emitter.schema);
  const code = [...emitter.shared, ...bodies, ...parameterRows]
    .join("\n")
    .replace(/"(?:[^"\\]|\\.)*"/g, '""');
  const used = HELPERS.filter((name) => new RegExp(`\\b${name}(<.*>)?\\(`).test(code));
  const usesValidators = code.includes("validators[");
  const types = [
    ...(emitter.shared.length > 0 ? ["components"] : []),
    ...(code.includes("operations[") ? ["operations"] : []),
  ];
  const helpers = [...used, ...(emitter.shared.length > 0 ? ["type InstanceGenerator"] : [])];
  return [
    ...(withBody.length > 0 ? [`import type { Writable } from "openapi-typescript-helpers";`] : []),
    ...(helpers.length > 0
      ? [`import { ${helpers.join(", ")} } from "../src/generation/arbitrary/index.ts";`]
      : []),
    ...(withBody.length > 0 ? [`import { operations as table } from "./operations.ts";`] : []),
    ...(types.length > 0 ? [`import type { ${types.join(", ")} } from "./types.ts";`] : []),
    ...(usesValidators ? [`import { validators } from "./validators.js";`] : []),
    "",
    ...emitter.shared,
    ...bodies,
    `export const arbitraries = {\n${rows.join("\n")}\n};`,
    "",
    "/** The parameters of each operation's requests, by where they stand. */",
    `export const parameterGenerators = {\n${parameterRows.join("\n")}\n};`,
    "",
  ].join("\n");
}
