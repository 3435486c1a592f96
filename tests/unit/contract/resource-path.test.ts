import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { encodedPath } from "../../../src/contract/path-template.ts";
import { idOf, ResourcePath } from "../../../src/contract/resource-path.ts";

const path = new ResourcePath("/things/{id}/parts", "id");

/** What servers and proxies may make of a path, each on its own: its segments, escapes read once or twice. */
function readings(text: string): string[][] {
  const segments = (url: string): string[] => new URL(url, "http://host").pathname.split("/");
  const once = decodeURIComponent(text);
  return [segments(text), segments(once)];
}

describe("the path of an id", () => {
  it.each(["a1", "ocQHyuzHvysMo5N5VsXc", "7", "a b", "ä€😀", "a:b@c", "a+b", "...", "a.b", "$x"])("of %j", (id) => {
    const found = path.of(id);
    expect(found).toBe(`/things/${encodeURIComponent(id)}/parts`);
    expect(path.idIn(found ?? "")).toBe(id);
  }); // biome-ignore format: a table reads better in lines

  it.each([
    "", ".", "..", "a/b", "a?b", "a#b", "a\\b", "../x", "%2e%2e", "%2E", "a%2fb", "a%3fb", "100%", "%00", "\ud800x", "x\udc00",
    "a\u0000b", "a\r\nX: y", "a\tb", "z".repeat(513),
  ])("there is none of %j", (id) => expect(path.of(id)).toBeUndefined()); // biome-ignore format: a table reads better in lines

  it.each(["/a b/{id}", "/100%/{id}/5%a", "/größe/{id}/a%2Fb", '/"a"/{id}'])("below %s", (template) => {
    const below = new ResourcePath(template, "id");
    const found = below.of("x y");
    expect(found).toBe(encodedPath(template.replace("{id}", "x y")));
    expect(below.idIn(found ?? "")).toBe("x y");
    expect(below.of("a/b")).toBeUndefined();
  });

  it("leads nowhere else, whoever reads its escapes", () => {
    const part = fc.oneof(
      fc.string({ unit: "binary", maxLength: 4 }),
      fc.constantFrom(..."./?#%\\ 2eEfF\ud800\n"),
    );
    fc.assert(
      fc.property(fc.array(part, { maxLength: 6 }), (parts) => {
        const found = path.of(parts.join(""));
        if (found === undefined) return;
        expect(path.idIn(found)).toBe(parts.join(""));
        for (const [empty, things, , last, ...more] of readings(found))
          expect([empty, things, last, more]).toEqual(["", "things", "parts", []]);
      }),
      { numRuns: 1000, seed: 1 },
    );
  });

  it.each(["/things//parts", "/things/a", "/things/a/b/parts", "/thing/a1/parts", "/things/%/parts", "/things/%61/parts"])(
    "is not %s",
    (other) => expect(path.idIn(other)).toBeUndefined(),
  ); // biome-ignore format: a table reads better in lines
});

describe("an id", () => {
  it.each([
    ["a", "a"], [7, "7"], [0, "0"], [9007199254740991, "9007199254740991"],
    [2 ** 53, undefined], [1e300, undefined], [1.5, undefined], [-0, undefined], ["", undefined],
    [null, undefined], [true, undefined], [{ id: "a" }, undefined], [["a"], undefined], [undefined, undefined],
  ])("of %j is %j", (value, id) => expect(idOf(value)).toBe(id)); // biome-ignore format: a table reads better in lines
});
