/** The types of what a project's `generated/` holds. */
export type { Readable, Writable } from "openapi-typescript-helpers";
export type { Contract, Operation, OperationValidators, Schema } from "../../contract/contract.ts";
export type { Validators } from "../../contract/typed-operations.ts";
