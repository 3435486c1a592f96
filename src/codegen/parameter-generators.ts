import type { Operation, Parameter, Schema } from "../contract/contract.ts";
import { parametersIn } from "../contract/parameters.ts";
import type { DocPointer } from "../contract/pointers.ts";
import { PARAMETER_MEMBERS } from "../contract/request-schema.ts";
import { resolve, type Schemas } from "../contract/schema.ts";
import { literal, propertyKey } from "./literal.ts";

/** Writes the generator of one schema as code. */
type Emit = (schema: Schema, docs: DocPointer, indent: string) => string;

/** One generator for each member of a request that has parameters, as rows of a table by operation. */
export const emitParameterGenerators = (
  operations: readonly Operation[],
  schemas: Schemas,
  emit: Emit,
): string[] =>
  operations.flatMap((operation) => {
    const members = PARAMETER_MEMBERS.flatMap((member) => emitMember(operation, member, schemas, emit));
    return members.length === 0 ? [] : [`  ${propertyKey(operation.id)}: {\n${members.join("\n")}\n  },`];
  });

function emitMember(operation: Operation, member: Parameter["in"], schemas: Schemas, emit: Emit): string[] {
  const listed = parametersIn(operation, member);
  if (listed.length === 0) return [];
  const type = `NonNullable<operations[${literal(operation.id)}]["parameters"][${literal(member)}]>`;
  const fields = listed.map(({ name, required, schema, docs, style }) => {
    const made = onlyValue(schema, schemas) ?? emit(schema, `${docs}/schema`, "      ");
    // The types know what is written as JSON as a text.
    const code = style === "json" ? `${made} as never` : made;
    return `      ${propertyKey(name)}: ${required ? "required" : "optional"}(${code}),`;
  });
  return [`    ${propertyKey(member)}: parameters<${type}>({\n${fields.join("\n")}\n    }),`];
}

/** A value without a choice is made without chance, so that what is made after it does not depend on it. */
function onlyValue(schema: Schema, schemas: Schemas): string | undefined {
  const { const: only, enum: listed } = resolve(schema, "", schemas).schema;
  const values = only === undefined ? (listed ?? []) : [only];
  return values.length === 1 ? `constant(${literal(values[0])})` : undefined;
}
