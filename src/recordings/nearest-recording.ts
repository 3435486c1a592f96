import type { Json } from "../core/json.ts";
import { equal, escapeToken, isObject, parsed } from "../core/json.ts";
import type { RecordedExchange, WireRequest } from "../http/exchange.ts";

/** Number of differences that are shown, and of characters of a value, at most. */
const MOST_SHOWN = 3;
const MOST_CHARACTERS = 60;

/** One line on the recording that is most like a request, and what sets them apart; undefined without recordings. */
export function nearestRecording(
  recordings: readonly RecordedExchange[],
  request: WireRequest,
): string | undefined {
  const distances = recordings.map((exchange) => distanceOf(exchange, request));
  const [nearest] = distances.sort(
    (a, b) => a.lineParts - b.lineParts || a.differences.length - b.differences.length,
  );
  if (nearest === undefined) return undefined;
  const { exchange, differences } = nearest;
  const more = differences.length > MOST_SHOWN ? [`and ${differences.length - MOST_SHOWN} more`] : [];
  const shown = [...differences.slice(0, MOST_SHOWN), ...more].join("; ") || "it has answered already";
  return `the nearest is ${exchange.case} of ${exchange.file}: ${shown}`;
}

interface Distance {
  readonly exchange: RecordedExchange;
  /** Number of method and path that differ, 0 to 2: a request of another operation is further off than any body. */
  readonly lineParts: number;
  readonly differences: readonly string[];
}

function distanceOf(exchange: RecordedExchange, sent: WireRequest): Distance {
  const { request } = exchange;
  const bodies = bodyDifferences(request.body, sent.body);
  const lineParts = Number(request.method !== sent.method) + Number(request.path !== sent.path);
  if (lineParts === 0) return { exchange, lineParts, differences: bodies };
  const line = `recorded ${request.method} ${request.path}, sent ${sent.method} ${sent.path}`;
  return { exchange, lineParts, differences: [line, ...bodies] };
}

function bodyDifferences(recorded: string | undefined, sent: string | undefined): string[] {
  if (recorded === sent) return [];
  const [before, after] = [parsed(recorded ?? ""), parsed(sent ?? "")];
  if (before === undefined || after === undefined || equal(before, after))
    return [`recorded the body ${quoted(recorded)}, sent ${quoted(sent)}`];
  return [...jsonDifferences(before, after, "")];
}

function* jsonDifferences(before: Json | undefined, after: Json | undefined, at: string): Iterable<string> {
  if (equal(before, after)) return;
  const members = memberNames(before, after);
  if (members === undefined) {
    yield `${at || "/"}: recorded ${quoted(before)}, sent ${quoted(after)}`;
    return;
  }
  for (const name of members)
    yield* jsonDifferences(member(before, name), member(after, name), `${at}/${escapeToken(name)}`);
}

/** The names or indices of two objects or two lists; undefined for any other two values. */
function memberNames(before: Json | undefined, after: Json | undefined): Set<string> | undefined {
  const isAlike = (isObject(before) && isObject(after)) || (Array.isArray(before) && Array.isArray(after));
  return isAlike ? new Set([...Object.keys(before), ...Object.keys(after)]) : undefined;
}

function member(value: Json | undefined, name: string): Json | undefined {
  if (Array.isArray(value)) return value[Number(name)];
  return isObject(value) && Object.hasOwn(value, name) ? value[name] : undefined;
}

function quoted(value: Json | undefined): string {
  const text = JSON.stringify(value) ?? "nothing";
  return text.length > MOST_CHARACTERS ? `${text.slice(0, MOST_CHARACTERS - 1)}…` : text;
}
