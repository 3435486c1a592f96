/** The validators of the API's requests and answers, by operation; each tells the type of what it accepts. */

export { validators } from "../../generated/validators.js";
export type { SchemaError } from "../contract/contract.ts";
export type { TypedValidators, TypeGuard, Validators } from "../contract/typed-operations.ts";
