import { describe, expect, it } from "vitest";
import { generate } from "../../../src/codegen/generate.ts";
import { SuiteError } from "../../../src/core/errors.ts";
import { contractOf } from "../../fixtures/contracts/load.ts";
import { documentOf, type ThingDocument, type ThingOperation } from "./documents.ts";

const THING = { type: "object", properties: { a: { type: "string" } } };
const AT = "#/paths/~1things/post";

const operationWith = (change: (operation: ThingOperation, document: ThingDocument) => void): string =>
  documentOf(THING, (document) => change(document.paths["/things"].post, document));

/** What is wrong with the document, how it comes about, and what the message says. */
const REFUSED: readonly [string, (operation: ThingOperation, document: ThingDocument) => void, readonly string[]][] =
  [
    ["no operationId", (one) => delete one.operationId, [AT, "operationId"]],
    [
      "an operationId twice",
      (one, { paths }) => Object.assign(paths, { "/others": { post: one } }),
      ["#/paths/~1others/post", '"create-thing"', AT],
    ],
    [
      "a body in XML alone",
      (one) => {
        one.requestBody = { content: { "application/xml": { schema: { type: "string" } } } };
      },
      [`${AT}/requestBody`, "application/xml", "supported are JSON"],
    ],
    ["a body without content", (one) => { one.requestBody = { content: {} }; }, [`${AT}/requestBody`, "JSON"]],
    ["a status that is none", (one) => { one.responses["4YY"] = { description: "" }; }, [`${AT}/responses/4YY`, "a range such as 4XX"]],
    ["a path whose parameter is not declared", (_, { paths }) => Object.assign(paths, { "/things/{id}": { get: { operationId: "get", responses: {} } } }), ['"id"', "not declared"]],
    ["an answer that leads nowhere", (one) => { one.responses["400"] = { $ref: "#/components/responses/Lost" }; }, [`${AT}/responses/400`, "Lost"]],
    [
      "an API key in a cookie",
      (_, { components }) => { components.securitySchemes.token = { type: "apiKey", in: "cookie", name: "x" }; },
      [`${AT}/security`, '"token"', "cookie"],
    ],
    ["another http scheme", (_, { components }) => { components.securitySchemes.token = { type: "http", scheme: "digest" }; }, [`${AT}/security`, "digest", "bearer and basic"]],
    ["two schemes at once", (one) => { one.security = [{ token: [], other: [] }]; }, [`${AT}/security`, "token and other at once"]],
    ["a security scheme that is not there", (one) => { one.security = [{ lost: [] }]; }, [`${AT}/security`, "lost"]],
    ["a required query parameter that no link to the operation fills in", (one) => { one.parameters = [{ name: "page", in: "query", required: true }]; one.responses["201"]!.links = { again: { operationId: "create-thing", parameters: {} } }; }, [AT, '"page"', "query"]],
    ["a header whose name no request carries", (one) => { one.parameters = [{ name: "a\r\nb", in: "header" }]; }, [`${AT}/parameters/0`, '"a\\r\\nb"']],
    ["a header whose name no object has like others", (one) => { one.parameters = [{ name: "__proto__", in: "header" }]; }, [`${AT}/parameters/0`, "__proto__"]],
    ["a header with a value that no request carries", (one) => { one.parameters = [{ name: "a", in: "header", schema: { enum: ["b", "c\r\nd: e"] } }]; }, [`${AT}/parameters/0`, '"a"']],
    ["a body of a type that no request carries", (one) => { one.requestBody.content = { "application/\u65e5+json": { schema: {} } }; }, ["application/\u65e5+json"]],
    ["a required cookie", (one) => { one.parameters = [{ name: "sid", in: "cookie", required: true }]; }, ["cookie"]],
    ["a parameter that leads nowhere", (one) => { one.parameters = [{ $ref: "#/components/parameters/Lost" }]; }, [`${AT}/parameters/0`, "Lost"]],
    [
      "a link by another expression",
      (one) => { one.responses["201"]!.links = { get: { operationId: "create-thing", parameters: { id: "$response.header.Location" } } }; },
      [AT, "link get", "$response.header.Location"],
    ],
    [
      "a link to an operation that is not there",
      (one) => { one.responses["201"]!.links = { get: { operationId: "get-thing", parameters: { id: "$response.body#/id" } } }; },
      [AT, '"get-thing"'],
    ],
    ["a link that lists without saying where", (one) => { one.responses["201"]!.links = { all: { operationId: "create-thing", parameters: {}, "x-lists": { items: "things" } } }; }, [AT, "link all", "x-lists"]],
    ["a probe that departs from a rule that is not there", (one) => { one["x-probes"] = [{ id: "p", sentence: "S", docs: AT, schema: true, departs: "lost" }]; }, [`${AT}/x-probes/0/departs`, '"lost"', "known are none"]],
    ["a link by operationRef", (one) => { one.responses["201"]!.links = { get: { operationRef: "#/paths/x" } }; }, [AT, "link"]],
  ]; // biome-ignore format: a table reads better in lines

describe("a document is refused for", () => {
  it.each(REFUSED)("%s", async (_, change, says) => {
    const failure = await generate(operationWith(change), "openapi/things.yaml", "0").catch(
      (error: unknown) => error,
    );
    expect(failure).toBeInstanceOf(SuiteError);
    for (const text of ["openapi/things.yaml", ...says]) expect((failure as Error).message).toContain(text);
  });

  it.each([
    ["no YAML", "a: [\n", /openapi\/things\.yaml:2.*YAML/],
    ["another version", "openapi: 3.0.3\n", /3\.1/],
    ["a text", "hello", /3\.1/],
    ["nothing", "", /3\.1/],
  ])("%s", async (_, text, says) => {
    const refused = generate(text, "openapi/things.yaml", "0");
    await expect(refused).rejects.toThrow(SuiteError);
    await expect(refused).rejects.toThrow(says);
  });
});

describe("the operation table", () => {
  it("holds what the operation promises, parameters of the path item and references included", async () => {
    const text = operationWith((one, { paths, components }) => {
      Object.assign(components, {
        parameters: { Edition: { name: "Edition", in: "header", required: true, schema: { enum: [1, 2] } } },
        responses: { Refused: { description: "Refused" } },
      });
      paths["/things"].parameters = [{ $ref: "#/components/parameters/Edition" }];
      one.parameters = [{ name: "page", in: "query" }];
      one.responses["422"] = { $ref: "#/components/responses/Refused" };
      one.responses["201"]!.links = {
        again: { operationId: "create-thing", parameters: { id: "$response.body#/a~1b/id" } },
        all: {
          operationId: "list-things",
          parameters: { place: "$request.body#/a" },
          "x-lists": { items: "/all", id: "/id" },
        },
      };
      const place = { name: "place", in: "query", required: true };
      Object.assign(paths, {
        "/all": { get: { operationId: "list-things", parameters: [place], responses: {} } },
      });
    });
    const contract = await contractOf(text);
    expect(contract.operations["create-thing"]).toMatchObject({
      id: "create-thing",
      method: "POST",
      path: "/things",
      server: "https://api.things.example",
      docs: AT,
      parameters: [
        {
          in: "header",
          name: "Edition",
          required: true,
          schema: { enum: [1, 2] },
          docs: "#/components/parameters/Edition",
        },
        { in: "query", name: "page", required: false, schema: true, docs: `${AT}/parameters/0` },
      ],
      security: { scheme: "Bearer", scopes: [], docs: "#/components/securitySchemes/token" },
      requestBody: { mediaType: "application/json", required: true, schema: THING },
      responses: {
        "201": { mediaType: "application/json" },
        "422": { docs: "#/components/responses/Refused" },
      },
      links: [
        { operationId: "create-thing", parameters: { id: "/a~1b/id" } },
        {
          operationId: "list-things",
          parameters: {},
          query: { place: "/a" },
          lists: { items: "/all", id: "/id" },
        },
      ],
    });
    expect(contract.operations["list-things"]!.parameters).toMatchObject([
      { in: "query", name: "place", required: true },
    ]);
    expect(contract.hash).toMatch(/^[0-9a-f]{16}$/);
  });

  it("has no security where none is asked for", async () => {
    const contract = await contractOf(operationWith((one) => { one.security = []; })); // biome-ignore format: one line
    expect(contract.operations["create-thing"]!.security).toBeUndefined();
  });
});

describe("a path that no request has", () => {
  it.each([
    ["no slash at its beginning", "things"],
    ["the name of another host", "@elsewhere.example/things"],
    ["a line break", "/things\r\nx: y"],
    ["a control character of C1", "/things\u0085"],
    ["half a character", "/things\ud800"],
    ["a query", "/things?all"],
    ["a fragment", "/things#all"],
    ["a backslash, which URL parsers take for a slash", "/things\\all"],
    ["a dot segment, which URL parsers leave out", "/things/../all"],
    ["a dot segment in escapes", "/things/%2E./all"],
  ])("is refused: %s", async (_, path) => {
    const document = JSON.parse(documentOf(THING)) as ThingDocument;
    const { "/things": things } = document.paths;
    const text = JSON.stringify({ ...document, paths: { [path]: things } });
    const refused = generate(text, "openapi/things.yaml", "0");
    await expect(refused).rejects.toThrow(
      /^openapi\/things\.yaml#\/paths\/[\s\S]*no request has such a path/,
    );
  });
});

describe("the parameters of an operation", () => {
  const parametersOf = async (
    parameters: readonly { readonly [key: string]: unknown }[],
    ofPath: readonly { readonly [key: string]: unknown }[] = [],
  ) => {
    const text = operationWith((one, { paths }) => {
      one.parameters = [...parameters] as never;
      paths["/things"].parameters = [...ofPath] as never;
    });
    return (await contractOf(text)).operations["create-thing"]!.parameters;
  };

  it("have the schema that the document gives them, without what only code generation reads", async () => {
    const schema = { type: "integer", minimum: 1, "x-faker": "no" };
    expect(await parametersOf([{ name: "n", in: "query", schema }])).toEqual([
      {
        in: "query",
        name: "n",
        required: false,
        schema: { type: "integer", minimum: 1 },
        docs: `${AT}/parameters/0`,
      },
    ]);
  });

  it("replace those of the path of the same name, headers in any case", async () => {
    const inPath = [
      { name: "Trace", in: "header" },
      { name: "trace", in: "query" },
    ];
    const found = await parametersOf([{ name: "trace", in: "header", required: true }], inPath);
    expect(found.map(({ in: where, name, required }) => [where, name, required])).toEqual([
      ["header", "trace", true],
      ["query", "trace", false],
    ]);
  });

  it("must be there where they are of the path", async () => {
    expect(await parametersOf([{ name: "id", in: "path" }])).toMatchObject([{ required: true }]);
  });

  it.each(["Accept", "content-type", "Authorization"])(
    "do not count where the header %s is set otherwise",
    async (name) => {
      expect(await parametersOf([{ name, in: "header", required: true }])).toEqual([]);
    },
  );

  const UNWRITABLE: readonly [string, { [key: string]: unknown }, RegExp][] = [
    ["in a cookie", { in: "cookie" }, /in cookie/],
    ["of another style", { in: "query", style: "matrix" }, /style "matrix".*form/],
    ["of a style of other places", { in: "header", style: "deepObject" }, /style "deepObject".*simple/],
    ["of a media type", { in: "query", content: { "text/csv": {} } }, /content text\/csv/],
  ];

  it.each(UNWRITABLE)("are left out where one %s is optional, and refused where it must be sent", async (_, given, says) => {
    const parameter = { name: "p", ...given };
    expect(await parametersOf([parameter])).toEqual([]);
    await expect(parametersOf([{ ...parameter, required: true }])).rejects.toThrow(says);
  }); // biome-ignore format: a sentence reads better in one line

  it("have a schema that is supported", async () => {
    const parameters = [{ name: "p", in: "query", schema: { type: "string", dependencies: {} } }];
    await expect(parametersOf(parameters)).rejects.toThrow(`${AT}/parameters/0/schema`);
  });
});
