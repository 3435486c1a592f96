/** The run-time helper of `generated/`: generators that make and shrink the values of one schema each, and patterns. */

export {
  type Field,
  type InstanceGenerator,
  lazy,
  optional,
  required,
} from "../../contract/instance-generator.ts";
export { linearPattern } from "../../contract/pattern/linear-pattern.ts";
export { body } from "./body.ts";
export { array, type Fields, hasConstants, map, object, typeIs, union } from "./containers.ts";
export { boolean, nothing, number, text, values } from "./leaves.ts";
export { constant, parameters } from "./parameters.ts";
