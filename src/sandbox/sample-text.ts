import { sample, stringMatching } from "fast-check";
import type { SchemaObject } from "../contract/contract.ts";

/** A text of each format of JSON Schema. */
const OF_FORMAT: { readonly [format: string]: string } = {
  "date-time": "2026-01-01T00:00:00.000Z",
  date: "2026-01-01",
  time: "00:00:00Z",
  "iso-date-time": "2026-01-01T00:00:00.000Z",
  "iso-time": "00:00:00Z",
  duration: "P1D",
  email: "someone@example.com",
  hostname: "example.com",
  ipv4: "192.0.2.1",
  ipv6: "2001:db8::1",
  uri: "https://example.com/",
  url: "https://example.com/",
  "uri-reference": "/",
  "uri-template": "/",
  uuid: "123e4567-e89b-42d3-a456-426614174000",
  "json-pointer": "/",
  "json-pointer-uri-fragment": "#/",
  "relative-json-pointer": "0",
  regex: "x",
  byte: "eA==",
};

const SEED = 1;

/** A text that a schema's format, pattern and lengths allow, as far as one is found. */
export function sampleText({ format = "", pattern, minLength = 0, maxLength }: SchemaObject): string {
  const most = maxLength ?? Number.POSITIVE_INFINITY;
  const fits = (text: string): boolean => text.length >= minLength && text.length <= most;
  if (pattern !== undefined) return matching(pattern, fits);
  const known = OF_FORMAT[format] ?? "";
  return known !== "" && fits(known) ? known : "x".repeat(Math.min(Math.max(minLength, 1), most));
}

function matching(pattern: string, fits: (text: string) => boolean): string {
  try {
    const drawn = sample(stringMatching(new RegExp(pattern, "u")), { seed: SEED, numRuns: 200 });
    return drawn.find(fits) ?? drawn[0] ?? "";
  } catch {
    // A pattern that nothing can be drawn from; whoever asks looks at the whole answer afterwards.
    return "x";
  }
}
