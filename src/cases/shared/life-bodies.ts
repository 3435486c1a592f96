import { isBound, isMarked } from "../../contract/account-marks.ts";
import type { Schema, SchemaObject } from "../../contract/contract.ts";
import { isWhole, type Location } from "../../contract/locations.ts";
import type { Json } from "../../core/json.ts";
import { seedOf } from "../../core/seed.ts";
import { atOnce } from "../../core/slices.ts";
import type { OperationUnderTest } from "../../generation/operation-under-test.ts";
import { asJson, asRequest } from "../../generation/requests.ts";
import { ALL_CHARACTERS, CONTROL_CHARACTERS } from "../../generation/values/naughty-values.ts";
import type { SpecialValue } from "../../generation/values/special-value.ts";
import { withMoreItems } from "./more-items.ts";
import { withSpecialValues } from "./special-values.ts";

/** Makes the body of a creation; undefined where there is none of its kind. */
export type MakeBody = (maker: OperationUnderTest) => Json | undefined;

/** As many fields as can stand together, so that a read can be compared with all of them. */
export const fullBody: MakeBody = ({ requests }) => requests.maximal[0]?.body;

/** The same with long lists, and with texts and numbers that many endpoints answer otherwise when they are read. */
export const richBody: MakeBody = (maker) => {
  const [full] = maker.requests.maximal;
  if (full?.body === undefined) return undefined;
  const isFit = (body: Json): boolean => maker.requests.isLawful({ ...full, body });
  const longer = withMoreItems(maker, full.body, {
    count: ITEMS,
    isLeft: ({ schema }) => isBound(schema),
    isFit,
  });
  return withValues(maker, atOnce(longer), RICH);
};

/** The same with false, zero and empty texts wherever they may stand: many endpoints lose them between a creation and a read. */
export const emptyBody: MakeBody = (maker) => withValues(maker, fullBody(maker), EMPTY);

/** The same with two of what comes from the account, such as users, where it has several. */
export const emptyPairsBody: MakeBody = (maker) => {
  const [full] = maker.requests.maximal;
  const empty = emptyBody(maker);
  if (full === undefined || empty === undefined) return undefined;
  const isWithin = ({ pointer }: Location, list: Location): boolean =>
    `${pointer}/`.startsWith(`${list.pointer}/`);
  const lists = maker.bodyLocations.filter(
    (list) =>
      list.types.includes("array") &&
      maker.bodyLocations.some((other) => isBound(other.schema) && isWithin(other, list)),
  );
  const longer = withMoreItems(maker, empty, {
    count: 2,
    isLeft: (location) => !lists.some((list) => isWithin(location, list)),
    isFit: (body) => maker.requests.isLawful({ ...full, body }),
  });
  // Once more, for the items that came: those of one list differ.
  return withValues(maker, atOnce(longer), EMPTY);
};

/** The same with empty lists, and null where it may stand. */
export const hollowBody: MakeBody = (maker) => withValues(maker, fullBody(maker), HOLLOW);

/** The same, with control characters, and with numbers below those of 32 bits. */
export const oddBody: MakeBody = (maker) => withValues(maker, hollowBody(maker), ODD);

/**
 * A small body with the nth value of each list of them at its top, and of each boolean: what is of another kind may be read,
 * listed or deleted otherwise.
 */
export const listedBody =
  (nth: number): MakeBody =>
  (maker) => {
    const lists = listsOf(maker);
    const conditions = lists.map(({ name, values }): Schema => {
      const value = values[nth % values.length] as Json;
      return { required: [name], properties: { [name]: { const: value } } };
    });
    // One seed for all: what is in no account then has the same ids, and one list holds it.
    const seed = seedOf(maker.seed, "listed");
    const longest = lists.findIndex(({ values }) => values.length === listedCount(maker));
    return (
      maker.baseInstance(conditions, seed) ?? maker.baseInstance(conditions.slice(longest, longest + 1), seed)
    );
  };

/** Number of the bodies that hold each of these values, or as many of them as are sent at most. */
export const listedCount = (maker: OperationUnderTest): number =>
  Math.min(MOST_LISTED, Math.max(0, ...listsOf(maker).map(({ values }) => values.length)));

const MOST_LISTED = 8;

function listsOf({ bodyLocations }: OperationUnderTest) {
  return bodyLocations.flatMap(({ tokens: [name, ...below], schema, types }) => {
    const values = schema.enum ?? (types.includes("boolean") ? [true, false] : []);
    const isAtTop = name !== undefined && name !== "-" && below.length === 0;
    return isAtTop && values.length > 1 && !isMarked(schema) ? [{ name, values }] : [];
  });
}

/** More than a page of a list has in many a user interface. */
const ITEMS = 12;

function withValues(
  maker: OperationUnderTest,
  body: Json | undefined,
  special: SpecialValue,
): Json | undefined {
  const [full] = maker.requests.maximal;
  if (full === undefined || body === undefined) return undefined;
  const chosen = maker.requests.locations
    .filter((location) => location.in === "body" && !isWhole(location) && !isMarked(location.schema))
    .map((location) => ({ location, special }));
  const start = asJson({ ...full, body });
  return asRequest(atOnce(withSpecialValues({ underTest: maker }, start, chosen)).request).body;
}

const isFree = (schema: SchemaObject): boolean => schema.enum === undefined && schema.const === undefined;

/** A text that is longer than many columns are wide. */
const LONG_TEXT = `${"x".repeat(300)}${ALL_CHARACTERS}`;

/** Letters and fractions in an order that neither sorting nor reversing keeps. */
const LETTERS = "ryaq";
const FRACTIONS = [0.876543211, 0.912345678, 0.801234567, 0.943210987];

const RICH: SpecialValue = {
  name: "rich",
  value: ({ schema, types }, value, nth) => {
    if (!isFree(schema)) return undefined;
    if (typeof value === "string") return `${LETTERS[nth % LETTERS.length]}${LONG_TEXT}`;
    const fraction = FRACTIONS[nth % FRACTIONS.length] ?? 0;
    return typeof value === "number" && types.includes("number")
      ? (schema.maximum ?? 1e3) - 1 + fraction
      : undefined;
  },
};

/** False, zero and empty texts; listed numbers fall from one item of a list to the next. */
const EMPTY: SpecialValue = {
  name: "empty",
  value: ({ schema, tokens }, value, nth) => {
    if (typeof value === "number" && tokens.includes("-") && schema.enum !== undefined)
      return nth % 2 === 0 ? schema.enum.at(-1) : schema.enum[0];
    if (!isFree(schema)) return undefined;
    if (typeof value === "boolean") return false;
    return typeof value === "number" ? 0 : typeof value === "string" ? "" : undefined;
  },
};

const HOLLOW: SpecialValue = {
  name: "hollow",
  value: ({ types }, value) => {
    if (types.includes("null")) return null;
    return Array.isArray(value) ? [] : undefined;
  },
};

const ODD: SpecialValue = {
  name: "odd",
  value: ({ schema }, value) => {
    if (!isFree(schema)) return undefined;
    if (typeof value === "string") return CONTROL_CHARACTERS;
    return typeof value === "number" ? -(2 ** 31) - 1 : undefined;
  },
};
