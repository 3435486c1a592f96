import { isWhole, type Location } from "../../contract/locations.ts";
import type { Json } from "../../core/json.ts";
import { atOnce } from "../../core/slices.ts";
import type { OperationUnderTest } from "../../generation/operation-under-test.ts";
import { asJson, asRequest } from "../../generation/requests.ts";
import type { SpecialValue } from "../../generation/values/special-value.ts";
import { withSpecialValues } from "./special-values.ts";

/** Makes the body of a creation; undefined where there is none of its kind. */
export type MakeBody = (maker: OperationUnderTest) => Json | undefined;

/** As many fields as can stand together, so that a read can be compared with all of them. */
export const fullBody: MakeBody = ({ requests }) => requests.maximal[0]?.body;

/** The same with false, zero and empty texts wherever they may stand: many endpoints lose them between a creation and a read. */
export function emptyBody(maker: OperationUnderTest): Json | undefined {
  const [full] = maker.requests.maximal;
  if (full === undefined) return undefined;
  const chosen = maker.requests.locations
    .filter((location) => location.in === "body" && !isWhole(location) && !isMarked(location))
    .map((location) => ({ location, special: EMPTY }));
  return asRequest(atOnce(withSpecialValues({ underTest: maker }, asJson(full), chosen)).request).body;
}

const isMarked = ({ schema }: Location): boolean =>
  schema["x-binding"] !== undefined || schema["x-unique"] === true || schema["x-tag"] === true;

const EMPTY: SpecialValue = {
  name: "empty",
  value: ({ schema }, value) => {
    if (schema.enum !== undefined || schema.const !== undefined) return undefined;
    if (typeof value === "boolean") return false;
    return typeof value === "number" ? 0 : typeof value === "string" ? "" : undefined;
  },
};
