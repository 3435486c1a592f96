/** Two values of a change in one line each, cut to what differs. */
import type { Json } from "../core/json.ts";
import { equal, isObject } from "../core/json.ts";
import { cut, prose } from "../core/output/sinks.ts";

/** Characters of a text that are shown, and those before the point where two texts part. */
const MOST = 60;
const LEAD = 20;

/** Both values as they are shown: of objects the members that differ, of long texts the part from a little before the difference on. */
export function shownPair(before: Json, after: Json): readonly [string, string] {
  const [from, to] = isObject(before) && isObject(after) ? differing(before, after) : [before, after];
  if (from === null || to === null) return [shown(from), shown(to)];
  const [old, now] = [textOf(from), textOf(to)];
  if (Math.max(old.length, now.length) <= MOST) return [old, now];
  const start = partingPoint(old, now);
  return [fromPoint(old, start), fromPoint(now, start)];
}

/** A value in one short line. */
export const shown = (value: Json): string => (value === null ? "nothing" : cut(textOf(value), MOST));

const textOf = (value: Json): string => prose(JSON.stringify(value));

function differing(before: { [name: string]: Json }, after: { [name: string]: Json }): [Json, Json] {
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])].filter(
    (name) => !equal(before[name], after[name]),
  );
  const part = (value: { [name: string]: Json }): Json =>
    Object.fromEntries(
      names.flatMap((name) => (value[name] === undefined ? [] : [[name, value[name]]])),
    ) as Json;
  return [part(before), part(after)];
}

/** The index from which two texts are shown; 0 where they part at once, or where nothing is saved. */
function partingPoint(before: string, after: string): number {
  let same = 0;
  while (same < before.length && before[same] === after[same]) same += 1;
  const start = same - LEAD;
  if (start <= 1) return 0;
  const space = before.indexOf(" ", start);
  return space >= 0 && space < same ? space + 1 : start;
}

const fromPoint = (text: string, start: number): string =>
  start === 0 ? cut(text, MOST) : `…${cut(text.slice(start), MOST)}`;
