/** The run-time helper of `generated/`: generators that make and shrink the values of one schema each, and patterns. */

export {
  type Field,
  type InstanceGenerator,
  lazy,
  optional,
  required,
} from "../../contract/instance-generator.ts";
export { linearPattern } from "../../contract/pattern/linear-pattern.ts";
export { array } from "./array.ts";
export { body } from "./body.ts";
export { boolean, nothing, number, text, values } from "./leaves.ts";
export { type Fields, map, object } from "./object.ts";
export { constant, parameters } from "./parameters.ts";
export { hasConstants, typeIs, union } from "./union.ts";
