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

const text = (name: string, make: (value: string) => string | undefined): SpecialValue => ({
  name,
  value: (location, value) => (isText(location) && typeof value === "string" ? make(value) : undefined),
});

const part = (name: string, value: string): SpecialValue => ({ ...text(name, () => value), isPart: true });

const EMOJI = "Zoë 👩‍👩‍👧 🗓️";
const MARKUP = `<b onclick='x()'>&amp;&"'</b>\\`;
const COMBINING = "e\u0301 n\u0303 \u1e9b\u0323";
const RIGHT_TO_LEFT = "\u202eפגישה اجتماع\u202c";
// biome-ignore lint/suspicious/noTemplateCurlyInString: it is sent as it stands
const TEMPLATES = "{{7*7}} ${7*7} <%= 7*7 %> #{7*7} %s";

/** All that systems get wrong of texts in one of them, blanks around it: shrinking tells which it is. */
export const ALL_CHARACTERS = `  ${[EMOJI, MARKUP, COMBINING, RIGHT_TO_LEFT, TEMPLATES].join(" ")} `;

export const CONTROL_CHARACTERS = "a\u0007b\u001b[31m\td\r\ne\u2028f";

/** A number that the bounds of its location allow. */
const number = (name: string, make: (location: Location) => number): SpecialValue => ({
  name,
  value: (location, value) => {
    if (!isNumber(location) || typeof value !== "number") return undefined;
    const made = make(location);
    const { minimum = made, maximum = made } = location.schema;
    return made >= minimum && made <= maximum ? made : undefined;
  },
});

const fractionBelow = (maximum: number | undefined): number =>
  maximum === undefined ? 0.1 + 0.2 : maximum - 0.123456789;

/** Most of a megabyte's worth of fields must still fit what servers take by default (100 kB). */
const LONG = 3000;
const MANY_ITEMS = 25;

/** Instants around which dates go wrong: leap day, the days on which clocks change, the first and the last. */
const DATES = ["2024-02-29", "2025-03-30", "2025-10-26", "1970-01-01", "9999-12-31"];

export const NAUGHTY_DATES: readonly SpecialValue[] = DATES.map((date) =>
  text(`date-${date}`, (value) =>
    /^\d{4}-\d{2}-\d{2}/.test(value) ? date + value.slice(date.length) : undefined,
  ),
);

/** Values that systems are known to get wrong whatever the docs say of the location. */
export const NAUGHTY_VALUES: readonly SpecialValue[] = [
  ...NAUGHTY_DATES,
  number("fraction", ({ schema }) => fractionBelow(exactBounds(schema).maximum)),
  number("zero", () => 0),
  number("beyond-int32", () => 2 ** 31),
  number("negative", () => -1),
  number("huge", () => 1e308),
  number("beyond-safe-integers", () => 2 ** 53),
  number("hundredths", () => 19.99),
  number("below-int32", () => -(2 ** 31) - 1),
  number("beyond-float32", () => 2 ** 24 + 1),
  number("negative-zero", () => -0),
  text("all-characters", () => ALL_CHARACTERS),
  text("empty", () => ""),
  text("very-long", () => "x".repeat(LONG)),
  text("nul", () => "a\u0000b"),
  text("control-characters", () => CONTROL_CHARACTERS),
  text("number-like", () => "0012.50"),
  part("emoji", EMOJI),
  part("markup", MARKUP),
  part("combining", COMBINING),
  part("right-to-left", RIGHT_TO_LEFT),
  part("templates", TEMPLATES),
  { ...text("blanks-around", (value) => `  ${value} `), isPart: true },
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

/** Half a character: JSON can hold it, and no text in UTF-8. */
export const UNPAIRED_SURROGATE = text("unpaired-surrogate", () => "a\ud83db");
