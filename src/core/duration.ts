import { SuiteError } from "./errors.ts";

const UNITS: { readonly [unit: string]: number } = {
  s: 1000,
  m: 60_000,
  h: 3_600_000,
  d: 86_400_000,
  w: 604_800_000,
};

/** A length of time such as `90d` in milliseconds: a whole number of s, m, h, d or w. @throws SuiteError that names where it stands */
export function duration(text: string, where: string): number {
  const [, count = "", unit = ""] = /^(\d{1,6})([smhdw])$/.exec(text) ?? [];
  const length = UNITS[unit];
  if (length !== undefined) return Number(count) * length;
  throw new SuiteError(
    `${where} ${text}: expected a whole number with a unit of s, m, h, d or w, such as 90d`,
  );
}
