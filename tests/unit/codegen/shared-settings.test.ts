import { describe, expect, it } from "vitest";
import { differencesFrom, withShared } from "../../../src/codegen/shared-settings.ts";
import type { JsonObject } from "../../../src/core/json.ts";
import { type SharedSettings, sharedSettings } from "../../../src/core/shared-settings.ts";

const SHARED: SharedSettings = {
  server: "https://api.shop.example",
  security: { type: "http", scheme: "bearer" },
  headers: { Version: "2" },
  rateLimit: { requests: 5, milliseconds: 1000 },
};

const documentOf = (operation: object, more: object = {}): JsonObject => ({
  paths: { "/things": { get: { responses: {}, ...operation } } },
  ...more,
});

const version = (schema: object): object => ({ name: "Version", in: "header", required: true, schema });
const ONE = { type: "string", enum: ["2"] };

describe("what the operations of an API share", () => {
  it.each<[string, object, object, object]>([
    ["the server, where the docs name none", {}, {}, { servers: [{ url: "https://api.shop.example" }] }],
    ["the server, where the docs have a path alone", {}, { servers: [{ url: "/v2/" }] }, { servers: [{ url: "https://api.shop.example/v2" }] }],
    ["not the server, where the docs name one", {}, { servers: [{ url: "https://x.example" }] }, { servers: [{ url: "https://x.example" }] }],
    ["the rate limit", {}, {}, { "x-rate-limit": { requests: 5, milliseconds: 1000 } }],
    ["not the rate limit, where the docs state one", {}, { "x-rate-limit": { requests: 1, milliseconds: 1 } }, { "x-rate-limit": { requests: 1, milliseconds: 1 } }],
    ["the scheme of the token", {}, {}, { paths: { "/things": { get: { security: [{ bearer: [] }] } } }, components: { securitySchemes: { bearer: { type: "http" } } } }],
    ["not the scheme, where the docs say that no token is needed", { security: [] }, {}, { paths: { "/things": { get: { security: [] } } } }],
    ["not the scheme, where the docs have one", { security: [{ key: [] }] }, {}, { paths: { "/things": { get: { security: [{ key: [] }] } } } }],
    ["a header", {}, {}, { paths: { "/things": { get: { parameters: [version(ONE)] } } } }],
    ["a header's value, where the docs leave it open", { parameters: [{ ...version({ type: "string" }), name: "version" }] }, {}, { paths: { "/things": { get: { parameters: [{ ...version(ONE), name: "version" }] } } } }],
    ["not a header's value, where the docs list others", { parameters: [version({ type: "string", enum: ["3"] })] }, {}, { paths: { "/things": { get: { parameters: [version({ type: "string", enum: ["3"] })] } } } }],
  ])("is taken into a document: %s", (_, operation, more, want) => {
    expect(withShared(documentOf(operation, more), SHARED)).toMatchObject(want);
  }); // biome-ignore format: a table reads better in lines

  it("changes nothing where the project names nothing", () => {
    const document = documentOf({ security: [{ key: [] }] }, { servers: [{ url: "/" }] });
    expect(withShared(document, {})).toEqual(document);
  });

  it.each<[string, JsonObject, string[]]>([
    ["none where the docs say the same", documentOf({ parameters: [version(ONE)] }, { servers: [{ url: "https://api.shop.example/" }] }), []],
    ["none where the docs say nothing", documentOf({}), []],
    ["another server", documentOf({}, { servers: [{ url: "https://x.example" }] }), ["server is https://x.example in its docs, which count, and https://api.shop.example in openapi/project.yaml"]],
    ["another scheme", documentOf({}, { components: { securitySchemes: { k: { type: "apiKey", name: "X-Key", in: "header" } } } }), ["security is apiKey X-Key in its docs, which count, and http bearer in openapi/project.yaml"]],
    ["other values of a header", documentOf({ parameters: [version({ enum: ["3", "4"] })] }), ["Version is 3 or 4 in its docs, which count, and 2 in openapi/project.yaml"]],
  ])("is told as different: %s", (_, document, want) => {
    expect(differencesFrom(document, SHARED)).toEqual(want);
  }); // biome-ignore format: a table reads better in lines
});

describe("the settings of a project", () => {
  it.each<[string, JsonObject, RegExp]>([
    ["a server without a scheme", { server: "api.shop.example" }, /project\.yaml: server: expected an http\(s\) address .*found "api\.shop\.example"/],
    ["a server with a query", { server: "https://a.example?x=1" }, /server: expected/],
    ["a scheme by its name alone", { security: "bearer" }, /security: expected a security scheme such as/],
    ["a header that is a number", { headers: { Version: 2 } }, /headers: expected texts by names of headers, in quotes/],
    ["a header with a line break", { headers: { Version: "2\nX: y" } }, /headers: expected texts/],
    ["a header that is no name", { headers: { "Ver sion": "2" } }, /headers: expected texts/],
    ["a rate limit without figures", { rateLimit: 5 }, /rateLimit: expected figures/],
  ])("cannot have %s", (_, settings, message) => {
    expect(() => sharedSettings(settings, "openapi/project.yaml")).toThrow(message);
  }); // biome-ignore format: a table reads better in lines
});
