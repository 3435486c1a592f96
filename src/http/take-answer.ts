import { detached } from "../core/shorten.ts";
import { type Excess, MOST_BYTES, MOST_HEADER_CHARACTERS } from "./answer-limits.ts";
import type { Answer } from "./exchange.ts";

/** An answer as it came over the network, or from a recording. */
export interface RawAnswer {
  readonly status: number;
  readonly headers: Answer["headers"];
  readonly text: string;
  /** False if `text` is only the beginning of the body; true by default. */
  readonly isWhole?: boolean;
}

/** The one way in which answers come in: what is over the limits is cut off, and noted in the answer. */
export function takeAnswer({ status, headers, text, isWhole = true }: RawAnswer): Answer {
  const isLong = text.length > MOST_BYTES;
  const kept = keptHeaders(headers);
  const excess: Excess[] = [
    ...(isLong || !isWhole ? (["bytes"] as const) : []),
    ...(kept === headers ? [] : (["headers"] as const)),
  ];
  const whole = isLong ? detached(text.slice(0, MOST_BYTES)) : text;
  return { status, headers: kept, text: whole, ...(excess.length === 0 ? {} : { excess }) };
}

/** The headers themselves where they are not too long; else the first of them. */
function keptHeaders(headers: Answer["headers"]): Answer["headers"] {
  let left = MOST_HEADER_CHARACTERS;
  for (const name in headers) left -= name.length + (headers[name]?.length ?? 0);
  if (left >= 0) return headers;
  let room = MOST_HEADER_CHARACTERS;
  const kept = Object.entries(headers).filter(([name, value]) => {
    room -= name.length + value.length;
    return room >= 0;
  });
  return Object.fromEntries(kept);
}
