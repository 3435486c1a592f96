/** The exports of `src/generation/arbitrary/index.ts`. */
export const HELPERS = [
  "array", "body", "boolean", "constant", "hasConstants", "lazy", "map", "nothing", "number", "object", "optional",
  "parameters", "required", "text", "typeIs", "union", "values",
]; // biome-ignore format: a list reads better in lines

/** Every other name that stands in the file. */
export const NAMES = [
  "Writable",
  "InstanceGenerator",
  "NonNullable",
  "arbitraries",
  "parameterGenerators",
  "table",
  "operations",
  "components",
  "validators",
];
