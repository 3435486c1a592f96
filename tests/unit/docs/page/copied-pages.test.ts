/** Pages as browsers copy them: what stands around the text makes no difference, and what cannot be told apart is refused. */
import { describe, expect, test } from "vitest";
import { type JsonObject, valueAt } from "../../../../src/core/json.ts";
import { readSource } from "../../../../src/docs/source/read-source.ts";
import { PAGE, PAGE_NAME } from "../pages.ts";
import { TICKET_PAGE } from "../ticket-forms.ts";

const read = async (text: string) => (await readSource({ text, name: "page.txt" })).document;
const edited = (from: string | RegExp, to: string, page = PAGE): string => {
  const text = page.replace(from, () => to);
  expect(text).not.toBe(page);
  return text;
};
const CURL = /^curl[\s\S]*?--data '\n/m;
const head = (data: string, quote = "'") =>
  `curl -X POST \\\n  ${quote}https://services.leadconnectorhq.com/calendars${quote} \\\n  -H ${quote}Version: <version>${quote} \\\n  ${data}`;

describe("a page says the same", () => {
  test.each<[string, string]>([
    ["with the buttons beside title and path", edited("Create Calendar\n", "Try it\nCreate Calendar\nCopy page\n")],
    ["with the tabs of languages and answers", edited("curl --request", "cURL\nPython\nCopy\ncurl --request").replace("\n'\n{", () => "\n'\n200\n400\nCopy\n{")],
    ["with a button that unfolds a section", edited("\nBody\n\napplication/json\n", "\nBody\n\napplication/json\nExpand all\n").replace("\nResponse\n", "\nResponse\n\nCollapse all\n")],
    ["with method and path in one line", edited("POST\n/\ncalendars\n", "POST /calendars\n")],
    ["with method and path in one line, which goes on", edited("POST\n/\ncalendars\n", "POST /\ncalendars\n")],
    ["with the button that opens nested attributes", edited(/^(?=groupId\nstring$)/m, "Show child attributes\n\n")],
    ["with buttons that have pictures or name a program", edited("Create Calendar\n", "Try it ▶\nCreate Calendar\nView as Markdown\nOpen in Claude\n")],
    ["with tabs in one line", edited("curl --request", "cURL Python JavaScript\ncurl --request").replace("\n'\n{", () => "\n'\n200 400 401\n{")],
    ["with a status and its reason, or a media type", edited("\n'\n{", "\n'\n200 - Success\n400 Bad Request\napplication/json\n{")],
    ["with its title above the sample as well", edited("curl --request", "Create Calendar\ncurl --request")],
    ["with the button in other letters", edited(/^(?=groupId\nstring$)/m, "+ Show 6 Child Attributes\n\n")],
    ["with its footer above the closing line", edited(/^(?=Last modified)/m, "Was this page helpful?\n\nYes\nNo\nGet Calendars\nPrevious\nUpdate Calendar\nNext\n\n")],
    ["with the day before the month", edited("on March 4, 2026", "on 4 March 2026")],
    ["with the day as an ordinal", edited("Last modified on March 4, 2026", "Updated Mar 4th, 2026")],
    ["with the day as a date", edited("on March 4", "on 2026-03-04").replace("2026-03-04, 2026", "2026-03-04")],
    ["with points for list marks", PAGE.replaceAll("  • ", "· ")],
    ["with its list marks in lines of their own", PAGE.replaceAll("  • ", "•\n")],
    ["with a prompt before curl", edited("curl --request", "$ curl --request")],
    ["with curl's lines unmarked", edited(CURL, "curl --request POST\n  --url https://services.leadconnectorhq.com/calendars\n  --data '\n")],
    ["with a method that curl's data imply", edited(CURL, "curl -L https://services.leadconnectorhq.com/calendars \\\n  -d '\n")],
    ["with links in its footer", `${PAGE}\nWas this page helpful?\n\nYes\nNo\nPrevious\nNext\n`],
    ["with a short month", edited("on March 4", "on Mar 4")],
    ["with dashes for list marks", PAGE.replaceAll("  • ", "- ")],
    ["with stars for list marks", PAGE.replaceAll("  • ", "* ")],
    ["with its list marks lost", PAGE.replaceAll("  • ", "")],
    ["with curl's short options", edited(CURL, `${head("-d '")}\n`)],
    ["with curl's data in its own line", edited(CURL, head("--data-raw '")).replace(/\n'\n\{/, "'\n{")],
    ["with bent quotes", edited(CURL, `${head("-d ‘")}\n`).replace(/\n'\n\{/, "\n’\n{")],
    ["with a link above a heading", edited("\nBody\n\n", "\nCopy link\nBody\n\n")],
    ["with links above and below its headings", PAGE.replace(/\n(Headers|Body|Response)\n/g, "\nPermalink\n\n$1\n\nCopy link to section\n")],
    ["with the marks of links behind its headings", PAGE.replace(/\n(Authorizations|Headers|Body|Response)\n/g, "\n$1 #\n")],
    ["with when it was changed below its title", edited("Create Calendar\n", "Create Calendar\nLast updated 3 days ago\nUpdated on Mar 4, 2026 by Jane\n")],
    ["with when it was changed, counted back, above the closing line", edited(/^(?=Last modified)/m, "Last updated yesterday\n\n")],
    ["with the way to it above its title", edited("Create Calendar\n", "API Reference > Calendars > Create Calendar\nCreate Calendar\n")],
    ["with a list of its headings below its title", edited("Create Calendar\n", "Create Calendar\nOn this page\nAuthorizations\nHeaders\nBody\nResponse\n")],
    ["with a list of its headings below its text", edited(/^(?=Last modified)/m, "On this page\nCreate Calendar\nAuthorizations\nHeaders\nBody\nResponse\n\n")],
    ["with a word on cookies", edited(/^(?=Last modified)/m, "We use cookies to make this site work and to understand how you use it.\nAccept all\nReject all\nCookie settings\n\n")],
    ["with its owner and who made the site", edited(/^(?=Last modified)/m, "Edit this page\nNext: Update Calendar\n© 2026 Example, Inc. All rights reserved.\nPowered by Mintlify\n\n")],
    ["with the line numbers of its samples before the lines", PAGE.replace(/^curl[\s\S]*?\n'\n/m, (sample) => sample.trimEnd().split("\n").map((line, at) => `${at + 1} ${line}\n`).join(""))],
    ["with the line numbers of its samples in a row", edited("curl --request", `${Array.from({ length: 90 }, (_, at) => `${at + 1}\n`).join("")}curl --request`)],
    ["with the line numbers of its samples between the lines", PAGE.replace(/^curl[\s\S]*?\n'\n/m, (sample) => sample.trimEnd().split("\n").map((line, at) => `${at + 1}\n${line}\n`).join(""))],
    ["with lines that end as on Windows", PAGE.replaceAll("\n", "\r\n")],
    ["with spaces at which no line breaks", PAGE.replaceAll("  ", "\u00a0\u202f")],
    ["with marks that nobody sees", `\ufeff${PAGE.replace(/\n(Headers|Body|slug|groupId)\n/g, "\n\u200b$1\u2060\n").replace("Create Calendar", "\u200eCreate\u00ad Calendar")}`],
    ["with curl's data in the quotes that know escapes", PAGE.replace(/--data '\n/, () => "--data $'\n")],
    ["with curl's data in one line of escapes", PAGE.replace(/--data '\n([\s\S]*?)\n'\n/, (_, body: string) => `--data-raw $'${body.replace(/\\/g, "\\\\").replaceAll("\n", "\\n").replaceAll("@", "\\u0040").replaceAll("#", "\\x23")}'\n`)],
    ["with all of curl's values in such quotes", edited(CURL, `${head("-d '").replace(/ '/g, () => " $'")}\n`)],
  ])("%s", async (_, text) => {
    expect(text).not.toBe(PAGE);
    expect(await read(text)).toEqual(await read(PAGE));
  });

  test("but for its day, where the closing line counts back from today", async () => {
    const { info, ...rest } = await read(edited(/^Last modified.*$/m, "Last updated 3 days ago"));
    const { info: _, ...dated } = await read(PAGE);
    expect(rest).toEqual(dated);
    expect(info).toEqual({ title: "Create Calendar", version: "undated" });
  });

  test("with an apostrophe in the quotes that know escapes", async () => {
    const said = (name: string, quote: string) =>
      edited('"name": "test calendar"', `"name": "${name}"`).replace(
        "--data '\n",
        () => `--data ${quote}\n`,
      );
    expect(await read(said("the dean\\'s", "$'"))).toEqual(await read(said("the dean'\\''s", "'")));
  });

  test("with curl's data in double quotes", async () => {
    const body = /--data '\n([\s\S]*?)\n'\n/.exec(PAGE)?.[1] ?? "";
    const text = edited(/^curl[\s\S]*?\n'\n/m, `${head('-d "', '"')}\n${body.replaceAll('"', '\\"')}\n"\n`);
    expect(await read(text)).toEqual(await read(PAGE));
  });
}); // biome-ignore format: a table reads better in lines

describe("lines below a field are its bounds:", () => {
  const withLine = (type: string, line: string) =>
    edited(/^slug\nstring\n/m, `slug\n${type}\n\n${line}\n\n`);
  test.each<[string, string, object]>([
    ["number", "Required range: 5 <= x <= 480", { minimum: 5, maximum: 480 }],
    ["number", "Required range: 0 < x < 1.5", { exclusiveMinimum: 0, exclusiveMaximum: 1.5 }],
    ["number", "Required range: x >= -1", { minimum: -1 }],
    ["integer", "Required range: x < 10", { exclusiveMaximum: 10 }],
    ["integer", "Multiple of: 5", { multipleOf: 5 }],
    ["number", "Required range: 1<=x<=1,000", { minimum: 1, maximum: 1000 }],
    ["number", "Required range: 9 >= x > -1.5", { exclusiveMinimum: -1.5, maximum: 9 }],
    ["number", "Required range: 2 ≤ x", { minimum: 2 }],
    ["string", "Required string length: 1 - 100", { minLength: 1, maxLength: 100 }],
    ["string", "Required string length: 24", { minLength: 24, maxLength: 24 }],
    ["string", "Minimum string length: 2", { minLength: 2 }],
    ["string", "Maximum string length: 9", { maxLength: 9 }],
    ["string", "Pattern: ^[a-z0-9-]+$", { pattern: "^[a-z0-9-]+$" }],
    ["string[]", "Required array length: 1 - 10 elements", { minItems: 1, maxItems: 10 }],
    ["string[]", "Maximum string length: 9", { items: { type: "string", maxLength: 9 } }],
  ])("of a %s, %s", async (type, line, want) => {
    const { components } = (await read(withLine(type, line))) as never as { components: { schemas: { CreateCalendarRequest: { properties: { slug: object } } } } };
    expect(components.schemas.CreateCalendarRequest.properties.slug).toMatchObject(want);
    expect(components.schemas.CreateCalendarRequest.properties.slug).not.toHaveProperty("description");
  });
}); // biome-ignore format: a table reads better in lines

describe("open nested attributes are refused with the advice to fold them", () => {
  test.each<[string, string, string]>([
    ["below their button", "notifications\nobject[]\n", "\nHide child attributes\n\nshouldSendToContact\nboolean\nrequired\n"],
    ["below their button, as other browsers write it", "notifications\nobject[]\n", "\nHide Child Attributes\n\nshouldSendToContact\nboolean\n"],
    ["without it", "notifications\nobject[]\n", "\nshouldSendToContact\nboolean\nrequired\n"],
    ["in the answer", "calendar\nobject\nrequired\n", "\nid\nstring\n\nname\nstring\n"],
  ])("%s", async (_, field, nested) => {
    const page = edited(field, field + nested);
    await expect(readSource({ text: page, name: PAGE_NAME })).rejects.toThrow(/fold the child attributes/);
  });
}); // biome-ignore format: a table reads better in lines

describe("nested attributes that the page shows as such are read as nested", () => {
  const LOOK_BUSY = "lookBusyConfig\nobject\n";
  const request = (document: object) =>
    valueAt(document as JsonObject, "/components/schemas/CreateCalendarRequest/properties") as JsonObject;
  test.each<[string, string, string, JsonObject]>([
    ["by their names", LOOK_BUSY, "\nlookBusyConfig.enabled\nboolean\nrequired\n\nlookBusyConfig.LookBusyPercentage\nnumber\n\nHow much.\n\nRequired range: 0 <= x <= 100\n\n",
      { type: "object", required: ["enabled"], properties: { enabled: { type: "boolean" }, LookBusyPercentage: { type: "number", description: "How much.", minimum: 0, maximum: 100 } } }],
    ["below their button", LOOK_BUSY, "\nHide child attributes\n\nlookBusyConfig.enabled\nboolean\n\n",
      { type: "object", properties: { enabled: { type: "boolean" }, LookBusyPercentage: { type: "number", examples: [123] } } }],
    ["in a list, two levels deep", "availabilities\nobject[]\n", "\navailabilities[].hours\nobject[]\n\navailabilities[].hours[].openHour\nnumber\nrequired\n\n",
      { type: "array", items: { properties: { hours: { items: { required: ["openHour"], properties: { openHour: { type: "number" }, closeHour: { examples: [11.5] } } } }, deleted: { type: "boolean" } } } }],
  ])("%s", async (_, field, nested, want) => {
    const properties = request(await read(edited(new RegExp(`^${field.replaceAll("[]", "\\[\\]")}`, "m"), field + nested)));
    expect(properties[field.split("\n")[0]!]).toMatchObject(want);
  });

  test.each(["availabilities.kind", "name.first", "nobody.first"])("%s is refused where no object before it has that name", async (name) => {
    const page = edited(/^slug\nstring\n/m, `${name}\nstring\n\nslug\nstring\n`);
    await expect(read(page)).rejects.toThrow(`"${name}" is no field name`);
  });
}); // biome-ignore format: a table reads better in lines

test("a refusal counts the lines as they were copied", async () => {
  const page = edited("Create Calendar\n", "Try it\nCreate Calendar\n").replace(
    /^slug\nstring$/m,
    "slug\nstrings",
  );
  const line = page.split("\n").indexOf("strings") + 1;
  await expect(read(page)).rejects.toThrow(`page.txt:${line}: `);
});

test("a bound right below the type is one", async () => {
  const text = edited(/^slug\nstring\n/m, "slug\nstring\nMaximum string length: 9\n\n");
  expect(JSON.stringify(await read(text))).toContain('"maxLength":9');
});

test.each([
  "import requests\n",
  "await fetch('https://services.leadconnectorhq.com/calendars')\n",
  "http POST https://services.leadconnectorhq.com/calendars\n",
  "val client = OkHttpClient()\n",
])("a sample in another language is refused with the advice to choose another tab: %j", async (sample) => {
  const text = edited(/^curl[\s\S]*?\n'\n/m, sample);
  await expect(read(text)).rejects.toThrow(/choose the cURL tab/);
});

test("bent quotes in an example are refused with the advice to turn them off", async () => {
  const text = edited(
    '  "locationId": "ocQHyuzHvysMo5N5VsXc",\n',
    "  “locationId”: “ocQHyuzHvysMo5N5VsXc”,\n",
  );
  await expect(read(text)).rejects.toThrow(
    /^page\.txt:13: the example is not JSON: at "“locationId”.*smart quotes turned off$/,
  );
});

test("a number alone in an answer, and a few of them, are no line numbers", async () => {
  const text = edited(/"daysOfTheWeek": \[\n\s+3\n/, '"daysOfTheWeek": [\n1,\n2\n');
  expect(JSON.stringify(await read(text))).toContain('"daysOfTheWeek":[1,2]');
});

test.each(["copy", "node", "200"])("a segment of the path is no button: %s", async (segment) => {
  const text = edited("calendars\nCreate", `calendars\n/\n${segment}\nCreate`).replace(
    "com/calendars ",
    `com/calendars/${segment} `,
  );
  expect(Object.keys((await read(text)).paths as object)).toEqual([`/calendars/${segment}`]);
});

test("an indented number of a sample is no tab", async () => {
  const text = edited(/"daysOfTheWeek": \[\n\s+3\n/, '"daysOfTheWeek": [\n        200\n');
  expect(JSON.stringify(await read(text))).toContain('"daysOfTheWeek":[200]');
});

test("a button's word stays where it is text", async () => {
  const text = edited("Puts a ticket on a desk.", "Copy that.", TICKET_PAGE);
  expect(JSON.stringify(await read(text))).toContain("Copy that.");
});
