import type { RateLimit } from "../contract/contract.ts";
import { SuiteError } from "../core/errors.ts";
import { isObject, type Json } from "../core/json.ts";
import type { OpenApiDocument } from "./document.ts";

const FIGURES = ["requests", "milliseconds"] as const;
const HEADERS = ["requests", "remaining", "milliseconds", "daily", "dailyRemaining"] as const;

/** The document's `x-rate-limit`, header names in lower case. @throws SuiteError that names what is wrong in it */
export function readRateLimit({ root, name }: OpenApiDocument): RateLimit | undefined {
  const given = root["x-rate-limit"];
  return given === undefined ? undefined : rateLimitIn(given, `${name}#/x-rate-limit`);
}

/** A rate limit that stands at a place. @throws SuiteError that names the place */
export function rateLimitIn(given: Json, place: string): RateLimit {
  const wrong = (what: string): SuiteError => new SuiteError(`${place}: ${what}`);
  if (!isObject(given)) throw wrong("expected an object");
  const { headers = {}, ...figures } = given;
  for (const figure of FIGURES)
    if (!Number.isSafeInteger(figures[figure]) || Number(figures[figure]) < 1)
      throw wrong(`${figure}: expected a whole number of at least 1`);
  if (!isObject(headers)) throw wrong("headers: expected an object");
  const known: readonly string[] = [...FIGURES, ...HEADERS];
  const unknown = [...Object.keys(figures), ...Object.keys(headers)].find((name) => !known.includes(name));
  if (unknown !== undefined) throw wrong(`"${unknown}" is not one of ${[...new Set(known)].join(", ")}`);
  const names = Object.entries(headers).map(([key, header]) => {
    if (typeof header !== "string" || header === "") throw wrong(`headers/${key}: expected a header's name`);
    return [key, header.toLowerCase()] as const;
  });
  return {
    requests: Number(figures.requests),
    milliseconds: Number(figures.milliseconds),
    headers: Object.fromEntries(names),
  };
}
