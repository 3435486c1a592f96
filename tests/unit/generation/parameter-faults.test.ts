import { describe, expect, it } from "vitest";
import { defaultOperation } from "../../../src/account/environment.ts";
import { door } from "../../../src/cases/door.ts";
import type { Draft } from "../../../src/cases/kind.ts";
import { plan } from "../../../src/cases/shared/plan-case.ts";
import type { Contract, Operation } from "../../../src/contract/contract.ts";
import { documentedOperation, operationOf } from "../../../src/contract/documented-operation.ts";
import { modelOf } from "../../../src/generation/covering/factors.ts";
import { levelsOf } from "../../../src/generation/covering/levels.ts";
import { faultsOf } from "../../../src/generation/faults.ts";
import { OperationUnderTest } from "../../../src/generation/operation-under-test.ts";
import { BOUNDARY_VALUES } from "../../../src/generation/values/boundary-values.ts";
import { loadContract } from "../../fixtures/contracts/load.ts";
import { contract as shipped } from "../../fixtures/project.ts";
import { tinyContract } from "../../fixtures/tiny-contract.ts";

const contract = await loadContract("departures");
const { locations } = documentedOperation(contract, "list-departures");
const at = (name: string) => locations.find(({ pointer }) => pointer === `/${name}`)!;

describe("the levels of a parameter", () => {
  it.each([
    ["query/vehicle", ["absent", '"train"', '"bus"']],
    ["query/limit", ["absent", "minimum 1", "maximum 50", "a number"]],
    ["header/Edition", ['"2020-01"', '"2021-06"']],
    ["path/station", []],
    ["query", []],
  ])("%s", (name, labels) =>
    expect(levelsOf(at(name), contract.schemas).map(({ label }) => label)).toEqual(labels),
  );

  it("are none where it has one value and must be there", () => {
    const [, edition] = documentedOperation(contract, "cancel-departures").locations.filter(
      (one) => one.in === "header",
    );
    expect(edition?.schema.const).toBe("2020-01");
    expect(levelsOf(edition!, contract.schemas)).toEqual([]);
  });

  it("are factors of one model, and those of the shipped contract's bodies are as without parameters", () => {
    const named = modelOf(locations, contract.schemas).factors.map(({ location }) => location.pointer);
    expect(named).toEqual([
      "/query/vehicle",
      "/query/limit",
      "/query/tracks",
      "/query/tracks/-",
      "/header/Edition",
    ]);
    const whole = documentedOperation(shipped, defaultOperation(shipped));
    const told = (some: typeof locations) =>
      modelOf(some, shipped.schemas).factors.map((one) => `${one.location.memberPointer} ${one.offset}`);
    expect(told(whole.locations)).toEqual(told(whole.bodyLocations));
    expect(told(whole.bodyLocations).length).toBeGreaterThan(20);
  });
});

it("the boundary values of a parameter are those of its bounds", () => {
  const found = BOUNDARY_VALUES.map((one) => one.condition(at("query/limit"))).filter(Boolean);
  expect(found).toEqual([{ const: 1 }, { const: 2 }, { const: 50 }, { const: 49 }]);
});

describe("the faults of a parameter", () => {
  const told = (name: string) =>
    faultsOf(at(name)).map(({ keyword, variant, value }) => [keyword, variant, value]);

  it.each([
    ["header/Edition", [["required", "left out", undefined], ["enum", "same form", "0000-00"]]],
    ["query/vehicle", [["enum", "same form", "train_unlisted"]]],
    ["query/limit", [["minimum", "below", 0], ["maximum", "above", 51]]],
    ["path/station", [["pattern", "mismatch", "not this pattern"]]],
  ])("%s", (name, faults) => expect(told(name)).toEqual(faults)); // biome-ignore format: a table reads better in lines
});

/** An operation with a body and the parameters of another. */
async function withParameters(): Promise<{ readonly contract: Contract; readonly operation: Operation }> {
  const album = await loadContract("album");
  const created = operationOf(album, defaultOperation(album));
  const list = operationOf(contract, "list-departures");
  const operation = { ...created, path: list.path, parameters: list.parameters };
  const { id } = operation;
  return {
    operation,
    contract: {
      ...album,
      schemas: { ...album.schemas, ...contract.schemas },
      operations: { ...album.operations, [id]: operation },
      parameterGenerators: { [id]: contract.parameterGenerators[list.id]! },
    },
  };
}

describe("the door cases of an operation with parameters", () => {
  const envelope = { account: { bindings: {}, tag: "t" }, token: "right", userAgent: "agent" };

  it("are one for each fault that can be written out, named after it", async () => {
    const given = await withParameters();
    const context = { underTest: new OperationUnderTest(given.contract, given.operation, 1) };
    const drafts = [...door.drafts(context)] as Draft[];
    const found = drafts.flatMap((draft) => {
      const planned = plan("door", draft, context, envelope);
      if (!("case" in planned) || draft.name.endsWith("token") || draft.name.endsWith("-scheme")) return [];
      return [[draft.name, planned.case.request.path, planned.case.request.headers.edition]];
    });
    const usual = found.at(-2)![1] as string;
    expect(usual).toMatch(/^\/stations\/[A-Z]{3}\/departures$/);
    expect(found.slice(0, -1)).toEqual([
      ["pattern-mismatch-station", "/stations/not%20this%20pattern/departures", "2020-01"],
      ["unknown-vehicle", `${usual}?vehicle=train_unlisted`, "2020-01"],
      ["minimum-below-limit", `${usual}?limit=0`, "2020-01"],
      ["maximum-above-limit", `${usual}?limit=51`, "2020-01"],
      ["type-string-limit", `${usual}?limit=not+of+this+type`, "2020-01"],
      ["no-edition", usual, undefined],
      ["unknown-edition", usual, "0000-00"],
      ["wrong-method", usual, "2020-01"],
    ]);
  });

  it("tell the parameter's clause, and what would conform", async () => {
    const underTest = new OperationUnderTest(shipped, operationOf(shipped, defaultOperation(shipped)), 1);
    const drafts = [...door.drafts({ underTest })] as Draft[];
    const [header] = underTest.operation.parameters;
    const faults = drafts.flatMap(({ fault }) => (fault?.kind === "header" ? [fault] : []));
    expect(faults.map(({ docs }) => docs)).toEqual([header!.docs, header!.docs]);
    expect(new Set(faults.map(({ expected }) => expected)).size).toBe(1);
    expect(faults[0]?.expected).toMatch(/^header \w+: \d{4}-\d\d-\d\d$/);
  });

  it("are of an operation whose contract is written by hand as well", () => {
    const underTest = documentedOperation(tinyContract, "create-invoice");
    expect(
      faultsOf(underTest.locations.find(({ pointer }) => pointer === "/header/X-Edition")!).map(
        ({ value }) => value,
      ),
    ).toEqual([undefined, "0000-00"]);
  });
});
