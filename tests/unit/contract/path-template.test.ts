import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { encodedPath, PathTemplate } from "../../../src/contract/path-template.ts";

it.each<[string, string, readonly string[] | undefined]>([
  ["/things", "/things", []],
  ["/things", "/things/", undefined],
  ["/things", "/thingsx", undefined],
  ["/things/{id}", "/things/1", ["1"]],
  ["/things/{id}", "/things/", undefined],
  ["/things/{id}", "/things/1/2", undefined],
  ["/things/{id}/parts/{part}", "/things/1/parts/a-b", ["1", "a-b"]],
  ["/things/{id}.json", "/things/a%20b.json", ["a%20b"]],
  ["/a.b/{id}", "/a.b/1", ["1"]],
  ["/a.b/{id}", "/axb/1", undefined],
  ["/a b/{id}", "/a%20b/1", ["1"]],
  ["/a b/{id}", "/a b/1", ["1"]],
  ["/100%/{id}", "/100%/1", ["1"]],
  ["/100%/{id}", "/100%25/1", ["1"]],
  ["/a%20b", "/a%20b", []],
])("the template %s takes %s apart into %j", (template, path, want) =>
  expect(new PathTemplate(template).segmentsIn(path)).toEqual(want),
); // biome-ignore format: a table reads better in lines

it.each([
  ["a blank", "/a b", "/a%20b"],
  ["a percent sign that begins no escape", "/100%/5%a", "/100%25/5%25a"],
  ["quotes", "/\"a\"'b'`c`", "/%22a%22'b'%60c%60"],
  ["letters of any script", "/größe/見/😀", "/gr%C3%B6%C3%9Fe/%E8%A6%8B/%F0%9F%98%80"],
  ["letters that are plain ones in another case", "/\u017f\u212a", "/%C5%BF%E2%84%AA"],
  ["half a character", "/\ud800", "/%EF%BF%BD"],
  ["what is encoded already", "/a%20b%2Fc", "/a%20b%2Fc"],
  ["what any path holds", "/a-b_c.d~e!$&'()*+,;=:@", "/a-b_c.d~e!$&'()*+,;=:@"],
])("%s of a path is sent as any HTTP client may", (_, path, want) => expect(encodedPath(path)).toBe(want));

describe("a path", () => {
  const texts = fc.string({
    unit: fc.constantFrom(..."ab/% \"'`<>[]^|~éß見😀.{}%41".split("")),
    maxLength: 8,
  });

  it("is encoded once, and is that of its template as a URL parser writes it too", () => {
    fc.assert(
      fc.property(texts, texts, (before, after) => {
        const literal = (text: string) => text.replace(/[{}.]/g, "");
        const template = `/${literal(before)}{id}${literal(after)}`;
        const path = new PathTemplate(template).filled(() => "a%2Fb");
        expect(encodedPath(path)).toBe(path);
        expect(path).toMatch(/^[!-~]*$/);
        for (const written of [path, new URL(`http://host${path}`).pathname])
          expect(new PathTemplate(template).segmentsIn(written)).toEqual(["a%2Fb"]);
      }),
      { numRuns: 500, seed: 1 },
    );
  });

  it("has a text at each place of a parameter, and the name of one without a text", () => {
    const template = new PathTemplate("/a b/{id}/{other}/{id}");
    expect(template.names).toEqual(["id", "other", "id"]);
    expect(template.filled((name) => (name === "id" ? "1" : undefined))).toBe("/a%20b/1/{other}/1");
  });
});
