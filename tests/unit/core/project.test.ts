import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { readProject } from "../../../src/core/project.ts";

function rootWith(text?: string): string {
  const root = mkdtempSync(join(tmpdir(), "contract-project-"));
  mkdirSync(join(root, "openapi"));
  if (text !== undefined) writeFileSync(join(root, "openapi", "project.yaml"), text);
  return root;
}

describe("a project's token", () => {
  it.each([
    ["as its file says", "environment: {token: SHOP_TOKEN}", "SHOP_TOKEN"],
    ["by the suite's own name without a file", undefined, "CONTRACT_TOKEN"],
    ["so where the file is empty", "", "CONTRACT_TOKEN"],
    ["so where the file says nothing of the environment", "title: Shop", "CONTRACT_TOKEN"],
    ["so where the environment is empty", "environment:", "CONTRACT_TOKEN"],
    ["so where the environment names no token", "environment: {other: X}", "CONTRACT_TOKEN"],
  ])("is called %s", (_, text, want) => {
    expect(readProject(rootWith(text)).tokenVariable).toBe(want);
  });

  it.each([
    ["a name with a blank", "environment: {token: MY TOKEN}", /environment\.token: expected .*found "MY TOKEN"/],
    ["a name that begins with a digit", "environment: {token: 1_TOKEN}", /found "1_TOKEN"/],
    ["a name that goes on in small letters", "environment: {token: TOKENs}", /found "TOKENs"/],
    ["a number", "environment: {token: 7}", /environment\.token: .*found 7/],
    ["a list", "- token", /openapi\/project\.yaml: expected a mapping around environment, found \["token"\]/],
    ["an environment that is a text", "environment: x", /expected a mapping around token, found "x"/],
    ["what is not YAML", "environment: [", /^openapi\/project\.yaml:1: not YAML: /],
  ])("cannot be %s", (_, text, message) => {
    expect(() => readProject(rootWith(text))).toThrow(message);
  }); // biome-ignore format: a table reads better in lines

  it.each<[string, (path: string) => void, RegExp]>([
    ["a pipe", (path) => execFileSync("mkfifo", [path]), /^openapi\/project\.yaml: cannot be read \(no regular file\)/],
    ["a folder", (path) => mkdirSync(path), /^openapi\/project\.yaml: .*a folder stands where a file should be/],
    ["UTF-16", (path) => writeFileSync(path, Buffer.from("\ufefftitle: Shop", "utf16le")), /^openapi\/project\.yaml:1: this is UTF-16/],
  ])("is not looked for in %s", (_, make, message) => {
    const root = rootWith();
    make(join(root, "openapi", "project.yaml"));
    expect(() => readProject(root)).toThrow(message);
  }); // biome-ignore format: a table reads better in lines
});
