import { describe, expect, test } from "vitest";
import { readPage } from "../../../../src/docs/page/read-page.ts";
import { INVOICE_PAGE, PAGE, PAGE_NAME } from "../pages.ts";

const page = readPage(PAGE_NAME, PAGE);
const fields = new Map(page.body?.fields.map((field) => [field.name, field]));

/** Counts the list by another way than the reader: each line of the body section that is a type, alone. */
function typeLines(): number {
  const body = PAGE.slice(PAGE.indexOf("\nBody\n"), PAGE.indexOf("\nResponse\n"));
  return body.match(/^(?:string|number|boolean|object(?:\[\])?|enum<\w+>)$/gm)?.length ?? 0;
}

describe("the committed page gives", () => {
  test.each([
    ["method", page.method, "POST"],
    ["path", page.path, "/calendars"],
    ["title", page.title, "Create Calendar"],
    ["server", page.server, "https://services.leadconnectorhq.com"],
    ["media type", page.body?.mediaType, "application/json"],
    ["day of the last change", page.modified, "2026-03-04"],
    ["answer", page.response.description, "Successful response"],
    ["answered fields", page.response.fields.map((field) => field.name), ["calendar"]],
    [
      "headers",
      page.parameters.header?.map((field) => [field.name, field.options]),
      [["Version", ["2021-04-15"]]],
    ],
    ["token", page.authorizations.map((field) => [field.name, field.required]), [["Authorization", true]]],
  ])("its %s", (_, given, want) => expect(given).toEqual(want));

  test("each of the 53 fields of its list", () => {
    expect(fields.size).toBe(53);
    expect(typeLines()).toBe(53);
  });

  test("the required fields", () => {
    expect([...fields.values()].filter((field) => field.required).map((field) => field.name)).toEqual([
      "locationId",
      "name",
    ]);
  });

  test("the deprecated field", () => {
    const deprecated = [...fields.values()].filter((field) => field.deprecated);
    expect(deprecated.map((field) => field.name)).toEqual(["notifications"]);
  });

  test("the defaults, as the declared types", () => {
    const defaults = [...fields.values()].flatMap((field) =>
      field.default === undefined ? [] : [[field.name, field.default]],
    );
    expect(Object.fromEntries(defaults)).toEqual({
      isActive: true,
      eventType: "RoundRobin_OptimizeForAvailability",
      widgetType: "classic",
      eventTitle: "{{contact.name}}",
      eventColor: "#039be5",
      slotDuration: 30,
      slotInterval: 30,
      appoinmentPerSlot: 1,
      enableRecurring: false,
      autoConfirm: true,
      googleInvitationEmails: false,
      allowReschedule: true,
      allowCancellation: true,
      formSubmitType: "ThankYouMessage",
    });
  });

  test.each([
    ["eventType", ["RoundRobin_OptimizeForAvailability", "RoundRobin_OptimizeForEqualDistribution"]],
    ["calendarType", ["round_robin", "event", "class_booking", "collective", "service_booking", "personal"]],
    ["widgetType", ["default", "classic"]],
    ["slotBufferUnit", ["mins", "hours"]],
    ["allowBookingAfterUnit", ["hours", "days", "weeks", "months"]],
    ["availabilityType", [0, 1]],
    ["guestType", ["count_only", "collect_detail"]],
    ["name", undefined],
  ])("the options of %s", (name, want) => expect(fields.get(name)?.options).toEqual(want));

  test.each([
    ["locationId", "ocQHyuzHvysMo5N5VsXc"],
    ["description", "this is used for testing"],
    ["widgetType", "classic"],
    ["calendarCoverImage", "https://path-to-image.com"],
    ["formId", undefined],
  ])("the example of %s", (name, want) => expect(fields.get(name)?.example).toEqual(want));

  test.each([
    ["groupId", "Group Id"],
    ["formId", ""],
    ["slotDurationUnit", "Unit for slot duration."],
    [
      "availabilityType",
      "Determines which availability type to consider:\n\n- 1: Only custom availabilities will be used.\n" +
        "- 0: Only open hours will be used.\n" +
        "- null: Both custom availabilities and open hours will be considered.",
    ],
  ])("the description of %s", (name, want) => expect(fields.get(name)?.description).toBe(want));
});

describe("the page of another operation gives", () => {
  const invoice = readPage("invoice.txt", INVOICE_PAGE);
  const [amount, note, lines, kind, tags] = invoice.body?.fields ?? [];

  test.each([
    ["path", invoice.path, "/shops/{shopId}/invoices"],
    ["server", invoice.server, "https://api.example.com/v2"],
    ["title", invoice.title, "Create Invoice"],
    ["description", invoice.description, "Makes an invoice of an order."],
    ["path parameter", invoice.parameters.path?.[0]?.name, "shopId"],
    ["format of a header", invoice.parameters.header?.[0]?.type.format, "uuid"],
    [
      "answer's status and media type",
      [invoice.response.status, invoice.response.mediaType],
      ["201", "application/json"],
    ],
    ["answer", invoice.response.description, "The invoice."],
    ["shell-quoted text", invoice.requestExample, expect.objectContaining({ note: "it's due" })],
  ])("its %s", (_, given, want) => expect(given).toEqual(want));

  test("a description in which type words, lists and several paragraphs stand", () => {
    expect(amount?.description).toBe(
      "string\n\nIn the shop's currency. Two lines of one paragraph, string and no field.\n\n- one item\n- another",
    );
  });

  test("fields that follow a list item, an attribute, a type or the last option", () => {
    expect([note, lines, kind, tags].map((field) => field?.name)).toEqual(["note", "lines", "kind", "tags"]);
  });

  test("nullable types, and defaults of arrays and numeric enums", () => {
    expect([note?.type.nullable, kind?.default, tags?.default]).toEqual([true, 2, ["a"]]);
  });
});

test.each([
  ["carriage returns", (text: string) => text.replaceAll("\n", "\r\n")],
  ["a byte order mark", (text: string) => `\uFEFF${text}`],
  ["white space at the ends of lines", (text: string) => text.replaceAll("\n", "  \n")],
  ["blank lines at the end", (text: string) => `${text}\n\n`],
  ["no first line of navigation", (text: string) => text.slice(text.indexOf("\n") + 1)],
])("a copy with %s says the same", (_, change) => {
  const strip = (key: string, value: unknown) => (key === "line" ? undefined : value);
  expect(JSON.stringify(readPage("copy.txt", change(PAGE)), strip)).toBe(JSON.stringify(page, strip));
});
