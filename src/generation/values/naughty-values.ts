import type { Location } from "../../contract/locations.ts";
import { typesOf } from "../../contract/schema.ts";
import type { Json } from "../../core/json.ts";
import { exactBounds } from "../../core/limits.ts";
import type { SpecialValue } from "./special-value.ts";

const isText = ({ schema }: Location): boolean =>
  typesOf(schema).includes("string") && schema.enum === undefined && schema.const === undefined;
const isNumber = ({ schema }: Location): boolean =>
  schema.enum === undefined &&
  schema.const === undefined &&
  typesOf(schema).some((type) => type === "number" || type === "integer");

const text = (name: string, make: (value: string) => string): SpecialValue => ({
  name,
  value: (location, value) => (isText(location) && typeof value === "string" ? make(value) : undefined),
});

const number = (name: string, make: (location: Location) => number | undefined): SpecialValue => ({
  name,
  value: (location, value) => (isNumber(location) && typeof value === "number" ? make(location) : undefined),
});

const fractionBelow = (maximum: number | undefined): number =>
  maximum === undefined ? 0.1 + 0.2 : maximum - 0.5;

/** Most of a megabyte's worth of fields must still fit what servers take by default (100 kB). */
const LONG = 3000;
const MANY_ITEMS = 25;

/** Instants around which dates go wrong: leap day, the days on which clocks change, the first and the last. */
const DATES = ["2024-02-29", "2025-03-30", "2025-10-26", "1970-01-01", "9999-12-31"];

export const NAUGHTY_DATES: readonly SpecialValue[] = DATES.map((date) =>
  text(`date-${date}`, (value) =>
    /^\d{4}-\d{2}-\d{2}/.test(value) ? date + value.slice(date.length) : value,
  ),
);

/** Values that systems are known to get wrong whatever the docs say of the location. */
export const NAUGHTY_VALUES: readonly SpecialValue[] = [
  number("fraction", ({ schema }) => fractionBelow(exactBounds(schema).maximum)),
  number("zero", () => 0),
  number("negative-zero", () => -0),
  number("huge", () => 1e308),
  number("beyond-safe-integers", () => 2 ** 53),
  text("empty", () => ""),
  text("very-long", () => "x".repeat(LONG)),
  text("blanks-around", (value) => `  ${value} `),
  text("emoji", () => "Zoë 👩‍👩‍👧 🗓️"),
  text("combining", () => "e\u0301 n\u0303 \u1e9b\u0323"),
  text("right-to-left", () => "\u202eפגישה اجتماع\u202c"),
  text("control-characters", () => "a\u0000b\u0007c\u001b[31m\td\r\ne\u2028f"),
  text("markup", () => `<b onclick='x()'>&amp;&"'</b>\\`),
  // biome-ignore lint/suspicious/noTemplateCurlyInString: it is sent as it stands
  text("templates", () => "{{7*7}} ${7*7} <%= 7*7 %> #{7*7} %s"),
  ...NAUGHTY_DATES,
  {
    name: "many-items",
    value: ({ schema }, value) =>
      Array.isArray(value) && value.length > 0 && !schema.uniqueItems
        ? Array.from(
            { length: Math.min(MANY_ITEMS, schema.maxItems ?? MANY_ITEMS) },
            (_, index) => value[index % value.length] as Json,
          )
        : undefined,
  },
];
