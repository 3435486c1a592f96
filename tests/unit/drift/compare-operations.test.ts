import { describe, expect, test } from "vitest";
import type { Json } from "../../../src/core/json.ts";
import { CHANGE_KINDS } from "../../../src/drift/change.ts";
import { cakeShop, drift, driftOf, type Editable, editable, line } from "./operations.ts";

type Row = [
  name: string,
  edit: (document: Editable) => void,
  want: [class_: string, side: string, kind: string, at: string, before: Json, after: Json],
];

/** One change in the docs each, and the one entry that the report has for it. */
const ROWS: Row[] = [
  // What is sent: whatever was allowed must stay allowed.
  ["a value more", ({ request: { properties: p } }) => p.size.enum.push("huge"), ["compatible", "request", "enum-added", "/size", null, "huge"]],
  ["a value less", ({ request: { properties: p } }) => p.size.enum.pop(), ["breaking", "request", "enum-removed", "/size", "large", null]],
  ["values listed where any was allowed", ({ request: { properties: p } }) => { p.note.enum = ["a"]; }, ["breaking", "request", "bound-tightened", "/note", null, ["a"]]],
  ["any value allowed where some were listed", ({ request: { properties: p } }) => { delete p.size.enum; }, ["compatible", "request", "bound-loosened", "/size", ["small", "large"], null]],
  ["a new optional field", ({ request: { properties: p } }) => { p.gift = { type: "boolean", description: "Wrapped." }; }, ["compatible", "request", "property-added", "/gift", null, "boolean"]],
  ["a new required field", ({ request: r }) => { r.properties.gift = { type: "boolean" }; r.required.push("gift"); }, ["breaking", "request", "property-added", "/gift", null, "boolean"]],
  ["a field gone", ({ request: { properties: p } }) => { delete p.note; }, ["breaking", "request", "property-removed", "/note", "string", null]],
  ["a required field gone", ({ request: r }) => { delete r.properties.size; r.required.pop(); }, ["breaking", "request", "property-removed", "/size", "string", null]],
  ["a field becomes required", ({ request: r }) => r.required.push("note"), ["breaking", "request", "required-added", "/note", false, true]],
  ["a field becomes optional", ({ request: r }) => r.required.pop(), ["compatible", "request", "required-removed", "/size", true, false]],
  ["another type", ({ request: { properties: p } }) => { p.note.type = "number"; }, ["breaking", "request", "type-changed", "/note", "string", "number"]],
  ["a wider type", ({ request: { properties: p } }) => { p.note.type = ["string", "number"]; }, ["compatible", "request", "type-changed", "/note", "string", "number | string"]],
  ["a wider type, nested", ({ request: { properties: p } }) => { p.tiers.items.properties.layers.type = "number"; }, ["compatible", "request", "type-changed", "/tiers/-/layers", "integer", "number"]],
  ["a default changed", ({ request: { properties: p } }) => { p.size.default = "large"; }, ["breaking", "request", "default-changed", "/size", "small", "large"]],
  ["a default gone", ({ request: { properties: p } }) => { delete p.size.default; }, ["breaking", "request", "default-changed", "/size", "small", null]],
  ["a default stated", ({ request: { properties: p } }) => { p.note.default = ""; }, ["compatible", "request", "default-changed", "/note", null, ""]],
  ["a bound arrives", ({ request: { properties: p } }) => { p.note.maxLength = 9; }, ["breaking", "request", "bound-tightened", "/note", null, 9]],
  ["a bound tightened", ({ request: { properties: p } }) => { p.greeting.maxLength = 20; }, ["breaking", "request", "bound-tightened", "/greeting", 40, 20]],
  ["a bound loosened", ({ request: { properties: p } }) => { p.greeting.maxLength = 80; }, ["compatible", "request", "bound-loosened", "/greeting", 40, 80]],
  ["a bound gone", ({ request: { properties: p } }) => { delete p.greeting.maxLength; }, ["compatible", "request", "bound-loosened", "/greeting", 40, null]],
  ["a bound becomes exclusive", ({ request: { properties: p } }) => { const { layers } = p.tiers.items.properties; delete layers.minimum; layers.exclusiveMinimum = 1; }, ["breaking", "request", "bound-tightened", "/tiers/-/layers", 1, { exclusiveMinimum: 1 }]],
  ["a coarser step", ({ request: { properties: p } }) => { p.weight.multipleOf = 2; }, ["breaking", "request", "bound-tightened", "/weight", null, 2]],
  ["another pattern", ({ request: { properties: p } }) => { p.note.pattern = "^a"; }, ["breaking", "request", "bound-tightened", "/note", null, "^a"]],
  ["fewer items", ({ request: { properties: p } }) => { p.tiers.items.properties.candles.maxItems = 4; }, ["breaking", "request", "bound-tightened", "/tiers/-/candles", 8, 4]],
  ["other fields are refused", ({ request: r }) => { r.additionalProperties = false; }, ["breaking", "request", "bound-tightened", "", null, false]],
  ["null allowed", ({ request: { properties: p } }) => { p.note.type = ["string", "null"]; }, ["compatible", "request", "nullable-added", "/note", false, true]],
  ["null no longer allowed", ({ request: { properties: p } }) => { p.weight.type = "number"; }, ["breaking", "request", "nullable-removed", "/weight", true, false]],
  ["a field becomes read-only", ({ request: { properties: p } }) => { p.note.readOnly = true; }, ["breaking", "request", "readonly-changed", "/note", false, true]],
  ["deprecated", ({ request: { properties: p } }) => { p.note.deprecated = true; }, ["annotation", "request", "deprecated-added", "/note", false, true]],
  ["a format asked for", ({ request: { properties: p } }) => { p.note.format = "uuid"; }, ["breaking", "request", "format-changed", "/note", null, "uuid"]],
  ["another format", ({ request: { properties: p } }) => { p.pickUp.format = "date"; }, ["breaking", "request", "format-changed", "/pickUp", "date-time", "date"]],
  ["a format no longer asked for", ({ request: { properties: p } }) => { delete p.pickUp.format; }, ["compatible", "request", "format-changed", "/pickUp", "date-time", null]],
  ["another example", ({ request: { properties: p } }) => { p.size.examples = ["large"]; }, ["annotation", "request", "example-changed", "/size", "small", "large"]],
  ["a sentence gained", ({ request: { properties: p } }) => { p.note.description = "Cakes of one size have exactly one note."; }, ["rule", "request", "description-changed", "/note", null, "Cakes of one size have exactly one note."]],
  ["a sentence lost", ({ request: { properties: p } }) => { p.greeting.description = "Written on top."; }, ["rule", "request", "description-changed", "/greeting", "Written on top. At most two lines.", "Written on top."]],
  ["a sentence changed", ({ request: { properties: p } }) => { p.greeting.description = "Written on top. At most three lines."; }, ["rule", "request", "description-changed", "/greeting", "Written on top. At most two lines.", "Written on top. At most three lines."]],
  ["sentences in another order", ({ request: { properties: p } }) => { p.greeting.description = "At most two lines. Written on top."; }, ["annotation", "request", "description-changed", "/greeting", "Written on top. At most two lines.", "At most two lines. Written on top."]],
  ["a value more, nested", ({ request: { properties: p } }) => p.tiers.items.properties.flavour.enum.push("nut"), ["compatible", "request", "enum-added", "/tiers/-/flavour", null, "nut"]],
  ["required, nested", ({ request: { properties: p } }) => p.tiers.items.required.push("layers"), ["breaking", "request", "required-added", "/tiers/-/layers", false, true]],
  ["a field is no longer answered", ({ request: { properties: p } }) => { p.note.writeOnly = true; }, ["annotation", "request", "writeonly-changed", "/note", false, true]],
  ["the day on which a field goes", ({ request: { properties: p } }) => { p.note["x-sunset"] = "2030-01-31"; }, ["annotation", "request", "sunset-changed", "/note", null, "2030-01-31"]],
  ["a rule on the whole body", ({ operation: { requestBody: b } }) => { b.description = "Ten cakes a day."; }, ["rule", "request", "description-changed", "", null, "Ten cakes a day."]],
  ["a media type more", ({ operation: { requestBody: b } }) => { b.content["application/xml"] = b.content["application/json"]; }, ["compatible", "request", "type-changed", "", "application/json", ["application/json", "application/xml"]]],
  ["a schema becomes one of two", ({ request: { properties: p } }) => { p.note = { oneOf: [{ type: "string" }, { type: "object", properties: { text: { type: "string" } } }] }; }, ["compatible", "request", "type-changed", "/note", "string", "string | object"]],
  ["a step arrives", ({ request: { properties: p } }) => { p.tiers.items.properties.layers.multipleOf = 2; }, ["breaking", "request", "bound-tightened", "/tiers/-/layers", null, 2]],
  ["the body may be left out", ({ operation }) => { operation.requestBody.required = false; }, ["compatible", "request", "required-removed", "", true, false]],
  ["another media type", ({ operation: { requestBody: b } }) => { b.content = { "application/xml": b.content["application/json"] }; }, ["breaking", "request", "type-changed", "", "application/json", "application/xml"]],

  // What is read: nothing may come that was not promised.
  ["an answered value more", ({ answer: { properties: p } }) => p.size.enum.push("huge"), ["breaking", "response", "enum-added", "/cake/size", null, "huge"]],
  ["an answered value less", ({ answer: { properties: p } }) => p.size.enum.pop(), ["compatible", "response", "enum-removed", "/cake/size", "large", null]],
  ["a new answered field", ({ answer: { properties: p } }) => { p.price = { type: "number" }; }, ["compatible", "response", "property-added", "/cake/price", null, "number"]],
  ["a new answered field that is always there", ({ answer: a }) => { a.properties.price = { type: "number" }; a.required.push("price"); }, ["compatible", "response", "property-added", "/cake/price", null, "number"]],
  ["an optional answered field gone", ({ answer: { properties: p } }) => { delete p.note; }, ["breaking", "response", "property-removed", "/cake/note", "string", null]],
  ["a required answered field gone", ({ answer: a }) => { delete a.properties.id; a.required.shift(); }, ["breaking", "response", "property-removed", "/cake/id", "string", null]],
  ["an answered field is always there", ({ answer: a }) => a.required.push("note"), ["compatible", "response", "required-added", "/cake/note", false, true]],
  ["an answered field may be missing", ({ answer: a }) => a.required.shift(), ["breaking", "response", "required-removed", "/cake/id", true, false]],
  ["another answered type", ({ answer: { properties: p } }) => { p.id.type = "number"; }, ["breaking", "response", "type-changed", "/cake/id", "string", "number"]],
  ["a narrower answered type", ({ answer: { properties: p } }) => { p.weight.type = ["integer", "null"]; }, ["compatible", "response", "type-changed", "/cake/weight", "number | null", "integer | null"]],
  ["an answered bound tightened", ({ answer: { properties: p } }) => { p.greeting.maxLength = 20; }, ["compatible", "response", "bound-tightened", "/cake/greeting", 40, 20]],
  ["an answered bound loosened", ({ answer: { properties: p } }) => { p.greeting.maxLength = 80; }, ["breaking", "response", "bound-loosened", "/cake/greeting", 40, 80]],
  ["null answered", ({ answer: { properties: p } }) => { p.note.type = ["string", "null"]; }, ["breaking", "response", "nullable-added", "/cake/note", false, true]],
  ["null no longer answered", ({ answer: { properties: p } }) => { p.weight.type = "number"; }, ["compatible", "response", "nullable-removed", "/cake/weight", true, false]],
  ["a default of the answer changed", ({ answer: { properties: p } }) => { p.size.default = "large"; }, ["compatible", "response", "default-changed", "/cake/size", "small", "large"]],
  ["an answered field marked read-only", ({ answer: { properties: p } }) => { p.id.readOnly = true; }, ["annotation", "response", "readonly-changed", "/cake/id", false, true]],
  ["an answered format gone", ({ answer: { properties: p } }) => { delete p.pickUp.format; }, ["breaking", "response", "format-changed", "/cake/pickUp", "date-time", null]],
  ["an answered format promised", ({ answer: { properties: p } }) => { p.id.format = "uuid"; }, ["compatible", "response", "format-changed", "/cake/id", null, "uuid"]],
  ["an answered field deprecated", ({ answer: { properties: p } }) => { p.note.deprecated = true; }, ["annotation", "response", "deprecated-added", "/cake/note", false, true]],
  ["a sentence on the answer", ({ answer: { properties: p } }) => { p.id.description = "Never changes."; }, ["rule", "response", "description-changed", "/cake/id", null, "Never changes."]],
  ["an answered value more, nested", ({ answer: { properties: p } }) => p.tiers.items.properties.flavour.enum.push("nut"), ["breaking", "response", "enum-added", "/cake/tiers/-/flavour", null, "nut"]],
  ["an answered field is no longer answered", ({ answer: { properties: p } }) => { p.note.writeOnly = true; }, ["breaking", "response", "writeonly-changed", "/cake/note", false, true]],
  ["an answered schema becomes one of two", ({ answer: { properties: p } }) => { p.note = { oneOf: [{ type: "string" }, { type: "object", properties: { text: { type: "string" } } }] }; }, ["breaking", "response", "type-changed", "/cake/note", "string", "string | object"]],
  ["a header of the answer", ({ operation: { responses: r } }) => { r["200"].headers = { "X-Left": { schema: { type: "integer" } } }; }, ["compatible", "response", "header-added", "X-Left", null, "integer"]],
  ["a field of a refusal gone", ({ schemas }) => { delete schemas.Refusal.properties.message; }, ["breaking", "response", "property-removed", "/message", "string", null]],

  // How it is called.
  ["path", ({ document: { paths } }) => { const p = paths as Record<string, Json>; p["/cakes/"] = p["/cakes"]!; delete p["/cakes"]; }, ["breaking", "operation", "path-changed", "", "/cakes", "/cakes/"]],
  ["method", ({ document: { paths } }) => { const p = (paths as Record<string, Record<string, Json>>)["/cakes"]!; p.put = p.post!; delete p.post; }, ["breaking", "operation", "method-changed", "", "POST", "PUT"]],
  ["server", ({ document }) => { document.servers = [{ url: "https://bakery.example" }]; }, ["breaking", "operation", "server-changed", "", "https://cakes.example", "https://bakery.example"]],
  ["a server more", ({ document }) => { document.servers = [{ url: "https://cakes.example" }, { url: "https://bakery.example" }]; }, ["compatible", "operation", "server-changed", "", "https://cakes.example", ["https://cakes.example", "https://bakery.example"]]],
  ["another title", ({ operation: o }) => { o.summary = "Order a Cake"; }, ["annotation", "operation", "title-changed", "", "order-cake", "Order a Cake"]],
  ["a second token is taken as well", ({ document, operation: o }) => { (document as Editable["schemas"]).components.securitySchemes.other = { type: "http", scheme: "bearer" }; o.security.push({ other: ["cakes.write"] }); }, ["compatible", "operation", "security-changed", "", [{ "http bearer": ["cakes.write"] }], [{ "http bearer": ["cakes.write"] }, { "http bearer": ["cakes.write"] }]]],
  ["another version", ({ operation: o }) => { o.parameters[0].schema.enum = ["2"]; }, ["breaking", "operation", "header-changed", "Version", "1", "2"]],
  ["a version more", ({ operation: o }) => o.parameters[0].schema.enum.push("2"), ["compatible", "operation", "header-changed", "Version", "1", ["1", "2"]]],
  ["a required header", ({ operation: o }) => o.parameters.push({ name: "Trace", in: "header", required: true, schema: { type: "string" } }), ["breaking", "operation", "header-added", "Trace", null, "string"]],
  ["an optional header", ({ operation: o }) => o.parameters.push({ name: "Trace", in: "header", schema: { type: "string" } }), ["compatible", "operation", "header-added", "Trace", null, "string"]],
  ["a header gone", ({ operation: o }) => o.parameters.shift(), ["compatible", "operation", "header-removed", "Version", "1", null]],
  ["a required query parameter", ({ operation: o }) => o.parameters.push({ name: "shop", in: "query", required: true, schema: { type: "string" } }), ["breaking", "operation", "property-added", "/query/shop", null, "string"]],
  ["a query parameter gone", ({ operation: o }) => o.parameters.pop(), ["breaking", "operation", "property-removed", "/query/dryRun", "boolean", null]],
  ["another style of a query parameter", ({ operation: o }) => { o.parameters[1].style = "pipeDelimited"; }, ["breaking", "operation", "style-changed", "/query/dryRun", "form", "pipeDelimited"]],
  ["a status more", ({ operation: { responses: r } }) => { r["422"] = r["400"]; }, ["compatible", "operation", "status-added", "422", null, "422"]],
  ["a success more", ({ operation: { responses: r } }) => { r["201"] = r["200"]; }, ["breaking", "operation", "status-added", "201", null, "201"]],
  ["a status less", ({ operation: { responses: r } }) => { delete r["400"]; }, ["compatible", "operation", "status-removed", "400", "400", null]],
  ["a success less", ({ operation: { responses: r } }) => { delete r["200"]; }, ["breaking", "operation", "status-removed", "200", "200", null]],
  ["a scope more", ({ operation: o }) => o.security[0].token.push("cakes.all"), ["breaking", "operation", "security-changed", "", [{ "http bearer": ["cakes.write"] }], [{ "http bearer": ["cakes.all", "cakes.write"] }]]],
  ["a scope less", ({ operation: o }) => o.security[0].token.pop(), ["compatible", "operation", "security-changed", "", [{ "http bearer": ["cakes.write"] }], [{ "http bearer": [] }]]],
  ["no token needed", ({ operation: o }) => { o.security = []; }, ["compatible", "operation", "security-changed", "", [{ "http bearer": ["cakes.write"] }], []]],
  ["the operation deprecated", ({ operation: o }) => { o.deprecated = true; }, ["annotation", "operation", "deprecated-added", "", false, true]],
  ["a sentence on the operation", ({ operation: o }) => { o.description += " One an hour."; }, ["rule", "operation", "description-changed", "", "Orders a cake.", "Orders a cake. One an hour."]],
]; // biome-ignore format: a table reads better in lines

/** Kinds that are another one in the other direction. */
const REVERSED: { readonly [kind: string]: string } = Object.fromEntries(
  CHANGE_KINDS.flatMap((kind) => {
    const pairs = [["-added", "-removed"], ["-tightened", "-loosened"]] as const; // biome-ignore format: short
    const other = pairs.flatMap(([a, b]) =>
      kind.endsWith(a) ? [kind.replace(a, b)] : kind.endsWith(b) ? [kind.replace(b, a)] : [],
    );
    return [[kind, other[0] ?? kind]];
  }),
);

describe("one change in the docs is one entry:", () => {
  test.each(ROWS)("%s", (_, edit, want) => expect(driftOf(edit).map(line)).toEqual([want]));

  test("the table has every kind, class and side", () => {
    const column = (at: number): Set<string> => new Set(ROWS.map(([, , want]) => String(want[at])));
    const reversed = [...column(2)].map((kind) => REVERSED[kind]!);
    expect(new Set([...column(2), ...reversed])).toEqual(new Set(CHANGE_KINDS));
    expect(column(0)).toEqual(new Set(["breaking", "rule", "compatible", "annotation"]));
    expect(column(1)).toEqual(new Set(["request", "response", "operation"]));
    expect(ROWS.length).toBeGreaterThan(70);
  });
});

test.each(ROWS)(
  "the way back from %s is one entry of the other kind",
  (_, edit, [, side, kind, at, before, after]) => {
    const edited = cakeShop();
    edit(editable(edited));
    const back = drift(edited, cakeShop());
    expect(back.map(({ side, kind, before, after }) => [side, kind, before, after])).toEqual([
      [side, REVERSED[kind], after, before],
    ]);
    if (kind !== "path-changed") expect(back[0]!.at).toBe(at);
  },
);

describe("a schema that is used twice on one side is one entry with its other places", () => {
  test("behind a reference", () => {
    const changes = driftOf(({ candle }) => candle.properties.colour.enum.push("green"));
    expect(changes.map((one) => [...line(one), one.also])).toEqual([
      [
        "compatible",
        "request",
        "enum-added",
        "/candles/-/colour",
        null,
        "green",
        ["/tiers/-/candles/-/colour"],
      ],
      [
        "breaking",
        "response",
        "enum-added",
        "/cake/candles/-/colour",
        null,
        "green",
        ["/cake/tiers/-/candles/-/colour"],
      ],
    ]);
  });

  test("copied out, as a page has it", () => {
    const inline = (colour: string[]): ReturnType<typeof cakeShop> => {
      const document = cakeShop();
      const { request, schemas, candle } = editable(document);
      candle.properties.colour.enum = colour;
      request.properties.candles.items = structuredClone(candle);
      request.properties.tiers.items.properties.candles.items = structuredClone(candle);
      delete schemas.Answer.properties.cake;
      return document;
    };
    const changes = drift(inline(["red"]), inline(["red", "green"]));
    expect(changes.map(({ at, also }) => [at, also])).toEqual([
      ["/candles/-/colour", ["/tiers/-/candles/-/colour"]],
    ]);
  });

  test("but fields of one object that change alike are entries of their own", () => {
    const changes = driftOf(({ request: { properties: p } }) => {
      p.note.maxLength = 5;
      p.pickUp.maxLength = 5;
    });
    expect(changes.map(({ at }) => at)).toEqual(["/note", "/pickUp"]);
  });

  test("across the statuses of an answer", () => {
    const before = cakeShop();
    editable(before).operation.responses["401"] = editable(before).operation.responses["400"];
    const after = structuredClone(before);
    editable(after).schemas.Refusal.properties.message.type = "number";
    expect(drift(before, after).map(({ at, status, also }) => [at, status, also])).toEqual([
      ["/message", "400", ["401 /message"]],
    ]);
  });
});

const LIST = { type: "array", items: { type: "string" } };

/** A query parameter of some schema, written out in two ways. */
function written(schema: object, before: object, after: object) {
  const documents = [before, after].map((style) => {
    const document = cakeShop();
    editable(document).operation.parameters.push({ name: "tags", in: "query", schema, ...style });
    return document;
  });
  return drift(documents[0]!, documents[1]!);
}

describe("the way in which a parameter is written out", () => {
  test.each<[string, object, object, object, [string | undefined, Json, Json][]]>([
    ["a list becomes one text", LIST, {}, { explode: false }, [["explode", true, false]]],
    ["an object becomes one text", { type: "object" }, {}, { explode: false }, [["explode", true, false]]],
    ["another style, with a default of its own", LIST, {}, { style: "spaceDelimited" }, [["style", "form", "spaceDelimited"]]],
    ["the usual style stated", LIST, {}, { style: "form", explode: true }, []],
    ["a single value, which is written alike", { type: "string" }, {}, { explode: false }, []],
  ])("%s", (_, schema, before, after, want) => {
    const told = written(schema, before, after).map((one) => [one.keyword, one.before, one.after]);
    expect(told).toEqual(want);
  }); // biome-ignore format: a table reads better in lines

  test("of a header is part of its one change", () => {
    const [before, after] = [cakeShop(), cakeShop()];
    for (const document of [before, after]) editable(document).operation.parameters[0].schema = LIST;
    editable(after).operation.parameters[0].explode = true;
    expect(drift(before, after)).toMatchObject([
      {
        class: "breaking",
        kind: "header-changed",
        before: { style: "simple", explode: false },
        after: { style: "simple", explode: true },
      },
    ]);
  });
});

describe("no change is", () => {
  const same = (edit: (document: Editable) => void): void => expect(driftOf(edit)).toEqual([]);
  const reordered = (value: Json): Json => {
    if (Array.isArray(value)) return value.map(reordered);
    if (typeof value !== "object" || value === null) return value;
    return Object.fromEntries(
      Object.entries(value)
        .reverse()
        .map(([key, member]) => [key, reordered(member)]),
    );
  };

  test("another order of keys", () => expect(drift(cakeShop(), reordered(cakeShop()) as never)).toEqual([]));
  test("another order of values and of what is required", () =>
    same(({ request, answer }) => {
      request.properties.size.enum.reverse();
      answer.required.reverse();
    }));
  test("another order of keys in an example", () => {
    const before = cakeShop();
    const after = cakeShop();
    editable(before).request.properties.tiers.examples = [[{ flavour: "plain", layers: 1 }]];
    editable(after).request.properties.tiers.examples = [[{ layers: 1, flavour: "plain" }]];
    expect(drift(before, after)).toEqual([]);
  });
  test.each<[string, Json, Json]>([
    ["above 0 and from 1 on", { exclusiveMinimum: 0 }, { minimum: 1 }],
    ["below 9.5 and up to 9", { maximum: 9.5 }, { maximum: 9 }],
    ["a step of 1 and none", { multipleOf: 1 }, {}],
    ["a looser bound beside a tight one", { minimum: 2, exclusiveMinimum: 0 }, { minimum: 2 }],
  ])("whole numbers %s", (_, one, other) => {
    const [before, after] = [cakeShop(), cakeShop()];
    Object.assign(editable(before).request.properties, { count: { type: "integer", ...(one as object) } });
    Object.assign(editable(after).request.properties, { count: { type: "integer", ...(other as object) } });
    expect(drift(before, after)).toEqual([]);
    expect(drift(after, before)).toEqual([]);
  });
  test.each<[string, Json]>([
    ["in the type alone", { type: ["string", "null"], enum: ["a"] }],
    ["by the keyword of OpenAPI 3.0", { type: "string", nullable: true, enum: ["a"] }],
    ["as an alternative", { oneOf: [{ type: "string", enum: ["a"] }, { type: "null" }] }],
  ])("null beside listed values, %s", (_, schema) => {
    const [before, after] = [cakeShop(), cakeShop()];
    editable(before).request.properties.kind = { type: ["string", "null"], enum: ["a", null] };
    editable(after).request.properties.kind = schema;
    expect(drift(before, after)).toEqual([]);
    expect(drift(after, before)).toEqual([]);
  });
  test("alternatives that say no more than types, as a list of types", () =>
    same(({ request }) => {
      request.properties.weight = { oneOf: [{ type: "number" }, { type: "null" }] };
    }));
  test("white space and markup in a description", () =>
    same(({ request }) => {
      request.properties.greeting.description = "  **Written**   on\n_top_.\n\nAt most `two` lines.";
    }));
  test("a schema in place of a reference to it", () =>
    same(({ request, candle }) => {
      request.properties.candles.items = candle;
    }));
  test("a reference in place of a schema", () =>
    same(({ request, schemas }) => {
      schemas.Tier = request.properties.tiers.items;
      request.properties.tiers.items = { $ref: "#/components/schemas/Tier" };
    }));
  test("allOf around what it says", () =>
    same(({ request, schemas }) => {
      const { size, ...others } = request.properties;
      schemas.Order = {
        allOf: [
          { type: "object", properties: others },
          { required: ["size"], properties: { size } },
        ],
      };
    }));
  test("a reference with null beside it, as two ways to say nullable", () =>
    same(({ request }) => {
      request.properties.weight = { anyOf: [{ type: "number" }, { type: "null" }] };
    }));
  test("const in place of one listed value", () =>
    same(({ operation }) => {
      operation.parameters[0].schema = { type: "string", const: "1" };
    }));
  test("another name of a component or of a security scheme", () =>
    same(({ document, operation, schemas }) => {
      schemas.Renamed = schemas.Order;
      delete schemas.Order;
      operation.requestBody.content["application/json"].schema.$ref = "#/components/schemas/Renamed";
      (document as Editable["schemas"]).components.securitySchemes = {
        other: { type: "http", scheme: "bearer", description: "A token of the shop." },
      };
      operation.security = [{ other: ["cakes.write"] }];
    }));
  test("a slash at the end of the server, a header in lower case, an own keyword", () =>
    same(({ document, operation, request }) => {
      document.servers = [{ url: "https://cakes.example/" }];
      operation.parameters[0].name = "version";
      request.properties.note["x-faker"] = "{{lorem.word}}";
    }));
});

test("alternatives are compared one by one, and what they have alike is told once", () => {
  const text = (more: Json = {}) => ({
    type: "object",
    properties: { id: { type: "string" }, value: { type: "string", ...(more as object) } },
  });
  const list = { type: "object", properties: { id: { type: "string" }, value: { type: "array" } } };
  const [before, after] = [cakeShop(), cakeShop()];
  editable(before).request.properties.extra = { oneOf: [text(), list] };
  editable(after).request.properties.extra = {
    oneOf: [
      { ...list, properties: { ...list.properties, key: { type: "string" } } },
      {
        ...text({ deprecated: true }),
        properties: { ...text({ deprecated: true }).properties, key: { type: "string" } },
      },
    ],
  };
  expect(drift(before, after).map(line)).toEqual([
    ["annotation", "request", "deprecated-added", "/extra/value", false, true],
    ["compatible", "request", "property-added", "/extra/key", null, "string"],
  ]);
});

test("sentences that arrive with a field, nested ones too, are told with it", () => {
  const changes = driftOf(({ request: { properties: p } }) => {
    p.gift = {
      type: "object",
      description: "Wrapped.",
      properties: { card: { type: "string", description: "One a cake." } },
    };
  });
  expect(changes.map(({ sentences }) => sentences?.map(({ text, change }) => [text, change]))).toEqual([
    [
      ["Wrapped.", "gained"],
      ["One a cake.", "gained"],
    ],
  ]);
});

describe("of two tokens", () => {
  const two = (document: Editable) => {
    (document.document as Editable["schemas"]).components.securitySchemes.other = {
      type: "http",
      scheme: "bearer",
    };
    document.operation.security = [{ token: ["cakes.write"] }, { other: ["cakes.write"] }];
  };
  test("one that is no longer taken breaks whoever has it", () => {
    const before = cakeShop();
    two(editable(before));
    expect(drift(before, cakeShop()).map(({ class: of, kind }) => [of, kind])).toEqual([
      ["breaking", "security-changed"],
    ]);
  });
});

test("a schema inside itself is compared once", () => {
  const nested = (text: string): ReturnType<typeof cakeShop> => {
    const document = cakeShop();
    const { request, schemas } = editable(document);
    schemas.Box = {
      type: "object",
      properties: { label: { type: text }, inner: { $ref: "#/components/schemas/Box" } },
    };
    request.properties.box = { $ref: "#/components/schemas/Box" };
    return document;
  };
  expect(drift(nested("string"), nested("number")).map(({ at }) => at)).toEqual(["/box/label"]);
});
