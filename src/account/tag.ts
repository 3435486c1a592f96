import { randomBytes } from "node:crypto";
import { seedOf } from "../core/seed.ts";

/**
 * The mark of one run on every resource that it creates: `ct`, the second in which it began in base 36, `x`, ten
 * hexadecimal digits, and a checksum of four; or `ct0x`, the seed in hexadecimal digits, and a checksum. It needs small
 * letters and digits only, and nobody writes it by chance.
 */
const TAG = /ct([1-9a-z][0-9a-z]{0,7}x[0-9a-f]{10}|0x[0-9a-f]{1,14})([0-9a-z]{4})/;

/** A run's tag in a text with what follows it for one case: `-` and the case's own mark. */
const TAGGED = new RegExp(`(?<![0-9a-z])(${TAG.source})-([0-9a-z]{1,7})(?![0-9a-z])`, "g");

const RANDOM_BYTES = 5;
const CHECK_LENGTH = 4;

/** A tag as it stands in a text. */
export interface FoundTag {
  readonly run: string;
  /** The run's tag with the case's own mark, unique to one request. */
  readonly whole: string;
  /** When the run began, in milliseconds since 1970; absent where the tag was made of a seed. */
  readonly startedAt?: number;
}

/** A tag that no other run has; `now` is in milliseconds since 1970. */
export const newTag = (now: number): string =>
  written(`${Math.floor(now / 1000).toString(36)}x${randomBytes(RANDOM_BYTES).toString("hex")}`);

/** The same tag for the same seed; it tells no time. */
export const tagOfSeed = (seed: number): string => written(`0x${seed.toString(16)}`);

/** The tag of one case: that of its run, and a mark made of the case's own seed. */
export const caseTag = (run: string, caseSeed: number): string => `${run}-${(caseSeed >>> 0).toString(36)}`;

/** Every valid tag of a case in a text; one with a wrong checksum is ignored. */
export function tagsIn(text: string): FoundTag[] {
  return [...text.matchAll(TAGGED)].flatMap(([, run = "", content = "", check, mark = ""]) => {
    if (check !== checksum(content)) return [];
    const seconds = Number.parseInt(content.slice(0, content.lastIndexOf("x")), 36);
    return [{ run, whole: `${run}-${mark}`, ...(seconds === 0 ? {} : { startedAt: seconds * 1000 }) }];
  });
}

/** True if a text is the tag of a run, and nothing else. */
export function isTag(text: string): boolean {
  const [whole, content = "", check] = TAG.exec(text) ?? [];
  return whole === text && check === checksum(content);
}

const written = (content: string): string => `ct${content}${checksum(content)}`;

const checksum = (text: string): string =>
  (seedOf(CHECK_SALT, text) >>> 0).toString(36).padStart(CHECK_LENGTH, "0").slice(-CHECK_LENGTH);

/** Any number that other checksums do not start with. */
const CHECK_SALT = 0x5eed;
