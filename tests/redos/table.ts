/** New docs of the endpoint that tests stand on, each with what a person has to write when it is taken in. */
import { readFileSync } from "node:fs";
import { stringify } from "yaml";

/** A change of a text: what is found, everywhere, gives way to what is put there. Where nothing is found, the redo fails. */
export interface Edit {
  readonly find: string;
  readonly put: string;
}

export interface Redo {
  readonly name: string;
  /** The end of the file's name, which no form of docs depends on. */
  readonly suffix: string;
  /** The new docs, made of the page of before. */
  docs(page: string): string;
  /** What a person writes into the overlay, beside what the update spells out. */
  readonly hand: readonly Edit[];
  /** Rules and probes that a person takes out, because the docs no longer say so. */
  readonly without: readonly string[];
}

/** @throws Error where a text does not hold what is to be changed in it */
export function edited(text: string, edits: readonly Edit[]): string {
  return edits.reduce((sum, { find, put }) => {
    if (!sum.includes(find)) throw new Error(`nothing to change: ${JSON.stringify(find)}`);
    return sum.replaceAll(find, put);
  }, text);
}

const page = (...edits: Edit[]): Pick<Redo, "docs" | "suffix"> => ({
  suffix: "txt",
  docs: (text) => edited(text, edits),
});

const SLASH: readonly Edit[] = [
  { find: "POST\n/\ncalendars\n", put: "POST\n/\ncalendars\n/\n" },
  { find: ".com/calendars \\", put: ".com/calendars/ \\" },
];

const IN_PLACE_OF = "While we will support this property for backward compatibility, it is";

/** What the next major version of the vendor's document changes of what a page shows. */
const NEXT_MAJOR: readonly Edit[] = [
  ...SLASH,
  { find: "\n2021-04-15\n", put: "\nv3\n" },
  {
    find: "for events\n\nallowBookingAfterUnit\nenum<string>\n\nUnit for minimum scheduling notice\n\nAvailable options:\n",
    put: "for events\n\nallowBookingAfterUnit\nenum<string>\n\nUnit for minimum scheduling notice\n\nAvailable options:\nmins,\n",
  },
  {
    find: "openHours\nobject[]\n\nThis is only to set the standard availability. For custom availability, use the availabilities property\n",
    put: `openHours\nobject[]\ndeprecated\n\n${IN_PLACE_OF} recommended to use 'Availability' APIs instead.\n`,
  },
  {
    find: "availabilities\nobject[]\n\nThis is only to set the custom availability. For standard availability, use the openHours property\n",
    put: `availabilities\nobject[]\ndeprecated\n\n${IN_PLACE_OF} recommended to use 'Availability' APIs instead.\n`,
  },
  {
    find: `availabilityType
enum<number>

Determines which availability type to consider:

  • 1: Only custom availabilities will be used.
  • 0: Only open hours will be used.
  • null: Both custom availabilities and open hours will be considered.
`,
    put: `availabilityType\nenum<number>\ndeprecated\n\n${IN_PLACE_OF} not required anymore.\n\n`,
  },
];

/** The vendor's own document of its next major version, one operation of it (CC0). */
const document = (): string => readFileSync(new URL("../fixtures/next-major.json", import.meta.url), "utf8");

const markdown = (): string =>
  `# Create Calendar\n\n\`\`\`\`yaml POST /calendars/\n${stringify(JSON.parse(document()))}\`\`\`\`\n`;

const RULE = `        - id: personal-no-guest-limit
          sentence: A personal calendar has no limit of guests.
          docs: '#/components/schemas/CreateCalendarRequest/properties/guestLimit'
          cites: ['859b30ede819']
          source: docs page, description of guestLimit
          reason: The docs forbid the field for this one type.
          keeps:
            if:
              required: [calendarType]
              properties: {calendarType: {const: personal}}
            then: {properties: {guestLimit: false}}
          breaks:
            required: [calendarType, guestLimit]
            properties: {calendarType: {const: personal}}

`;

const NOTHING = { hand: [], without: [] };

/** Nothing says any more which availabilities count. */
const MAJOR = { hand: [], without: ["custom-only-without-custom", "open-hours-only-without-open-hours"] };

export const REDOS: readonly Redo[] = [
  {
    name: "one enum value more",
    ...page({ find: "\nservice_booking,\n", put: "\nservice_booking,\nkiosk,\n" }),
    ...NOTHING,
  },
  {
    name: "one field more with a rule in its description",
    ...page(
      { find: '  "notes": "<string>",\n', put: '  "notes": "<string>",\n  "guestLimit": 5,\n' },
      {
        find: "\nnotes\nstring\npixelId\n",
        put: "\nnotes\nstring\nguestLimit\nnumber\n\nLargest number of guests. Personal calendars must not have a guest limit.\n\npixelId\n",
      },
    ),
    hand: [{ find: "      x-rules:\n", put: `      x-rules:\n${RULE}` }],
    without: [],
  },
  {
    name: "a field gone",
    ...page({ find: '  "pixelId": "<string>",\n', put: "" }, { find: "\npixelId\nstring\n", put: "\n" }),
    ...NOTHING,
  },
  { name: "the path with a slash", ...page(...SLASH), ...NOTHING },
  { name: "the next major version as page text", ...page(...NEXT_MAJOR), ...MAJOR },
  { name: "the next major version as Markdown", suffix: "md", docs: markdown, ...MAJOR },
  { name: "the next major version as the vendor's document", suffix: "json", docs: document, ...MAJOR },
];
