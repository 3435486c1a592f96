/** A contract from a document in memory, as code generation would make it, without a file. */
import { transformSync } from "esbuild";
import * as openapiFetch from "openapi-fetch";
import { emitArbitraries } from "../../codegen/arbitraries.ts";
import { emitClient } from "../../codegen/client.ts";
import type { OpenApiDocument } from "../../codegen/document.ts";
import { readOperations, readSchemas } from "../../codegen/operations.ts";
import { standAlone } from "../../codegen/stand-alone.ts";
import { SchemaCompiler } from "../../codegen/validators.ts";
import type { Contract, Operation, OperationValidators, Schema, Validator } from "../../contract/contract.ts";
import { parametersSchema } from "../../contract/request-schema.ts";
import type { Schemas } from "../../contract/schema.ts";
import type { JsonObject } from "../../core/json.ts";
import { bare } from "../../core/json.ts";
import { withoutLostRules } from "../../docs/overlay/lost-rules.ts";
import * as arbitrary from "../../generation/arbitrary/index.ts";

/**
 * The contract of a document; rules whose location is gone are left out. A compiler that has read another document compiles
 * nothing twice that both say.
 * @throws SuiteError for what code generation refuses
 */
export function memoryContract(root: JsonObject, name: string, compiler = new SchemaCompiler()): Contract {
  const document: OpenApiDocument = { name, hash: "", root: withoutLostRules(root).document };
  const schemas = readSchemas(document);
  const operations = readOperations(document);
  const validators = bare(
    Object.fromEntries(
      Object.entries(operations).map(([id, found]) => [id, validatorsOf(found, schemas, compiler)]),
    ),
  );
  const code = emitArbitraries(operations, schemas, compiler);
  const { arbitraries, parameterGenerators } = evaluate(code, {
    "../src/generation/arbitrary/index.ts": arbitrary,
    "./operations.ts": { operations },
    "./validators.js": { validators },
  });
  const { linked } = evaluate(emitClient(operations), {
    // Marks it as a module, so that its default is the function and not all of it.
    "openapi-fetch": { __esModule: true, ...openapiFetch },
  });
  return {
    hash: "",
    document: name,
    schemas: bare(schemas),
    operations,
    validators,
    arbitraries: bare(arbitraries as Contract["arbitraries"]),
    linked: bare(linked as Contract["linked"]),
    parameterGenerators: bare(parameterGenerators as Contract["parameterGenerators"]),
  };
}

function validatorsOf(operation: Operation, schemas: Schemas, compiler: SchemaCompiler): OperationValidators {
  const { parameters, requestBody, responses, rules } = operation;
  const compile = (schema: Schema): Validator =>
    onDemand(() => compiler.compile(standAlone(schema, schemas)) as unknown as Validator);
  const answered = Object.entries(responses).flatMap(([status, { schema }]) =>
    schema === undefined ? [] : [[status, compile(schema)] as const],
  );
  return {
    ...(parameters.length > 0 ? { parameters: compile(parametersSchema(operation)) } : {}),
    ...(requestBody ? { request: compile(requestBody.schema) } : {}),
    responses: Object.fromEntries(answered),
    breaks: Object.fromEntries(rules.map(({ id, breaks }) => [id, compile(breaks)])),
  };
}

/** A validator that is compiled when it is first called. */
function onDemand(compile: () => Validator): Validator {
  let compiled: Validator | undefined;
  const validator: Validator = (value) => {
    compiled ??= compile();
    const isValid = compiled(value);
    validator.errors = compiled.errors ?? null;
    return isValid;
  };
  return validator;
}

/** Runs generated code, in which all text of the docs is escaped, with its imports given. */
function evaluate(
  code: string,
  modules: { readonly [name: string]: object },
): { readonly [name: string]: unknown } {
  const script = transformSync(code, { loader: "ts", format: "cjs" }).code;
  const module: { exports: { readonly [name: string]: unknown } } = { exports: {} };
  new Function("module", "require", script)(module, (name: string) => modules[name]);
  return module.exports;
}
