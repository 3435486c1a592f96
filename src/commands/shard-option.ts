import { SuiteError } from "../core/errors.ts";
import type { Shard } from "../engine/shard.ts";

/** Parts of a plan, at most. */
const MOST = 1000;

/** The part that `--shard K/N` names. @throws SuiteError that names what is wrong */
export function partOf(text: string): Pick<Shard, "index" | "of"> {
  const [index = 0, of = 0] = /^\d{1,4}\/\d{1,4}$/.test(text) ? text.split("/").map(Number) : [];
  if (index >= 1 && index <= of && of <= MOST) return { index, of };
  throw new SuiteError(
    `--shard ${text}: expected K/N, the Kth of N parts of the plan, such as 1/3, and ${MOST} parts at most`,
  );
}

/** The share of the account's rate limit that one of several parts has; nothing where another share is asked for. */
export const shareOfPart = ({
  shard,
  share,
}: {
  readonly shard?: string;
  readonly share?: string;
}): { readonly share?: number } =>
  shard === undefined || share !== undefined ? {} : { share: 1 / partOf(shard).of };
