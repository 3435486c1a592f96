import { isAbsolute, join } from "node:path";
import { conditionProblem } from "../contract/conditions/condition-problem.ts";
import { SuiteError } from "../core/errors.ts";
import type { Json, JsonObject } from "../core/json.ts";
import { isObject } from "../core/json.ts";
import { addedOperations, fileOf } from "../core/project.ts";
import { yamlValue } from "../core/read-data.ts";
import { readText, readTextIfThere } from "../core/read-text.ts";
import { type Condition, isPointer, type Profile } from "./profile.ts";

/** The profiles that the embedded endpoint has: as the contract says, and as the endpoint is known to behave. */
export const PROFILES = ["docs", "observed"] as const;
export type ProfileName = (typeof PROFILES)[number];

const CONDITION = ["operations", "headers", "body", "note"];
const EDITS = ["remove", "set", "default", "copy", "rename"];

/** Members that each section may have; any other one is a mistake. */
const SECTIONS: { readonly [section: string]: readonly string[] } = {
  read: ["method", "path", "headers", "note", "as"],
  refusals: [...CONDITION, "undeclared", "except", "unique", "answer"],
  stored: [...CONDITION, ...EDITS],
  gone: [...CONDITION, "answer"],
  answers: [...CONDITION, ...EDITS, "resource", "status", "answer"],
};

/** Reads a profile. @throws SuiteError that names the file and what is wrong in it */
export async function loadProfile(file: string, root: string): Promise<Profile> {
  return parseProfile(readText(isAbsolute(file) ? file : join(root, file), file), file);
}

const OBSERVED = "openapi/observed.yaml";

/** The observed behaviour of all operations of a project: the rules of an added operation's own file are about it alone. */
export async function loadObserved(root: string): Promise<Profile> {
  const first = readTextIfThere(join(root, OBSERVED), OBSERVED);
  const own = addedOperations(root).flatMap((id): Profile[] => {
    const file = fileOf(root, id, "observed.yaml");
    const text = readTextIfThere(join(root, file), file);
    return text === undefined ? [] : [aboutOne(parseProfile(text, file), id)];
  });
  // A project whose operations were all added has no docs of its own, and need not have such a file either.
  if (first === undefined && own.length === 0) return loadProfile(OBSERVED, root);
  const known = first === undefined ? [] : [parseProfile(first, OBSERVED)];
  return [...known, ...own].reduce((all, one) => ({
    read: [...all.read, ...one.read],
    refusals: [...all.refusals, ...one.refusals],
    stored: [...all.stored, ...one.stored],
    gone: [...all.gone, ...one.gone],
    answers: [...all.answers, ...one.answers],
  }));
}

function aboutOne(profile: Profile, id: string): Profile {
  const about = <T extends Condition>(rules: readonly T[]): T[] =>
    rules.map((rule) => ({ operations: [id], ...rule }));
  return {
    read: profile.read,
    refusals: about(profile.refusals),
    stored: about(profile.stored),
    gone: about(profile.gone),
    answers: about(profile.answers),
  };
}

/** A profile from its YAML text. @throws SuiteError that names the file, the section and the rule */
export function parseProfile(text: string, file: string): Profile {
  const root = yamlValue(text, file);
  if (!isObject(root)) throw new SuiteError(`${file}: expected ${Object.keys(SECTIONS).join(", ")}`);
  for (const [section, rules] of Object.entries(root)) {
    const known = SECTIONS[section];
    if (known === undefined || !Array.isArray(rules))
      throw new SuiteError(`${file}: ${section}: expected lists called ${Object.keys(SECTIONS).join(", ")}`);
    for (const [index, rule] of rules.entries())
      checkRule(rule, known, `${file}: ${section}: rule ${index + 1}`);
  }
  return { read: [], refusals: [], stored: [], gone: [], answers: [], ...root } as unknown as Profile;
}

function checkRule(rule: Json, known: readonly string[], where: string): void {
  if (!isObject(rule)) throw new SuiteError(`${where}: expected an object of ${known.join(", ")}`);
  const unknown = Object.keys(rule).find((word) => !known.includes(word));
  if (unknown !== undefined) throw new SuiteError(`${where}: "${unknown}" is not one of ${known.join(", ")}`);
  if (known.includes("as") && !isObject(rule.as))
    throw new SuiteError(`${where}: no as; give the path or the headers that it is read as`);
  if (!known.includes("set") && !known.includes("as")) checkAnswer(rule.answer, where);
  for (const part of ["headers", "body", "resource"]) {
    const problem = rule[part] === undefined ? undefined : conditionProblem(rule[part]);
    if (problem !== undefined) throw new SuiteError(`${where}: ${part}: ${problem}`);
  }
  for (const pointer of pointersOf(rule))
    if (!isPointer(pointer))
      throw new SuiteError(`${where}: "${pointer}" is no JSON pointer; start it with /`);
}

function checkAnswer(answer: Json | undefined, where: string): void {
  if (!isObject(answer)) throw new SuiteError(`${where}: no answer; give its status and body`);
  if (typeof answer.status !== "number") throw new SuiteError(`${where}: no status in its answer; give one`);
}

function pointersOf(rule: JsonObject): string[] {
  const lists = [rule.remove, rule.unique].flatMap((list) => (Array.isArray(list) ? list : []));
  const keys = [rule.set, rule.default, rule.copy, rule.rename].flatMap((map) =>
    isObject(map) ? Object.keys(map) : [],
  );
  return [...lists.map(String), ...keys];
}
