/** The run-time helper of `generated/arbitraries.ts`: generators that make and shrink the values of one schema each. */

export { type Field, type Generator, lazy, optional, required } from "../../contract/generator.ts";
export { body } from "./body.ts";
export { array, type Fields, hasConstants, map, object, typeIs, union } from "./containers.ts";
export { boolean, nothing, number, text, values } from "./leaves.ts";
