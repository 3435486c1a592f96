import type { Contract, OperationValidators, SchemaError, Validator } from "../../src/contract/contract.ts";
import type { Json, JsonObject } from "../../src/core/json.ts";
import { isObject, typeOf, valueAt } from "../../src/core/json.ts";
import { CREATE, type Plant } from "./plant.ts";

const edited = (contract: Contract, edit: (one: OperationValidators) => OperationValidators): Contract => ({
  ...contract,
  validators: { ...contract.validators, [CREATE]: edit(contract.validators[CREATE]!) },
});

export const placeOf = ({ keyword, instancePath, params }: SchemaError): string =>
  keyword === "required" ? `${instancePath}/${String(params.missingProperty)}` : instancePath;

/** Accepts the errors of a body that it does not know of. */
const waives = (isWaived: (error: SchemaError, body: JsonObject) => boolean): Plant => ({
  contract: (contract) =>
    edited(contract, (validators) => {
      const own = validators.request!;
      const request: Validator = (body) => {
        const errors = own(body) ? [] : (own.errors ?? []);
        const left = errors.filter((error) => !isWaived(error, body as JsonObject));
        request.errors = left.length === 0 ? null : left;
        return left.length === 0;
      };
      return { ...validators, request };
    }),
});

/** The place of an error, items told as `-`. */
const patternIn = (error: SchemaError): string => placeOf(error).replace(/\/\d+(?=\/|$)/g, "/-");

/** True for a value of a wrong type; where values are listed, it is none of those either. */
const isOfType = ({ keyword }: SchemaError): boolean => keyword === "type" || keyword === "enum";

/** Accepts bodies whose only errors are of a keyword at a place; items are told as `-`. */
export const lets = (
  keyword: string,
  place: string,
  when: (body: JsonObject) => boolean = () => true,
): Plant =>
  waives(
    (error, body) =>
      (error.keyword === keyword || (keyword === "type" && error.keyword === "enum")) &&
      patternIn(error) === place &&
      when(body),
  );

/** Accepts values of a type wherever another one is asked for: a way in which a validator reads all that it is given. */
export const takes = (type: string, asked: string): Plant =>
  waives(
    ({ keyword, params, instancePath }, body) =>
      keyword === "type" && params.type === asked && typeOf(valueAt(body, instancePath)) === type,
  );

/** Accepts some values of a wrong type at a place, as code does that converts them. */
export const coerces = (place: string, when: (value: Json) => boolean): Plant =>
  waives(
    (error, body) =>
      isOfType(error) && patternIn(error) === place && when(valueAt(body, error.instancePath) as Json),
  );

/** Enforces what is asked for at a place of a list in its first item only; one keyword, or each. */
export const inFirstOnly = (place: string, keyword?: string): Plant =>
  waives(
    (error) =>
      (keyword === undefined || error.keyword === keyword) &&
      patternIn(error) === place &&
      /\/[1-9]\d*(?=\/|$)/.test(placeOf(error)),
  );

/** Enforces nothing below a place. */
export const unjudgedBelow = (place: string): Plant =>
  waives((error) => patternIn(error).startsWith(`${place}/`));

/** Accepts bodies that break a rule, where they meet the condition. */
export const forgets = (rule: string, when: (body: JsonObject) => boolean = () => true): Plant => ({
  contract: (contract) =>
    edited(contract, (validators) => {
      const own = validators.breaks[rule];
      if (!own) throw new RangeError(`there is no rule ${rule}`);
      const breaks = (body: unknown): boolean => own(body) && !when(body as JsonObject);
      return { ...validators, breaks: { ...validators.breaks, [rule]: breaks } };
    }),
});

/** The error that such an endpoint names: a validator that refuses always names one. */
const REFUSED: SchemaError = {
  instancePath: "",
  schemaPath: "#/not",
  keyword: "not",
  message: "is not supported",
  params: {},
};

/** Refuses bodies that the docs allow, where they meet the condition. */
export const refuses = (when: (body: JsonObject) => boolean): Plant => ({
  contract: (contract) =>
    edited(contract, (validators) => {
      const own = validators.request!;
      const request: Validator = (body) => {
        const isValid = own(body) && !(isObject(body) && when(body));
        request.errors = isValid ? null : (own.errors ?? [REFUSED]);
        return isValid;
      };
      return { ...validators, request };
    }),
});
