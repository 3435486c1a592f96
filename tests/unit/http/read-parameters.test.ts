import { describe, expect, it } from "vitest";
import { documentedOperation, operationOf } from "../../../src/contract/documented-operation.ts";
import { parameterErrors } from "../../../src/contract/parameter-errors.ts";
import type { ParameterValues } from "../../../src/contract/request-schema.ts";
import { randomOf } from "../../../src/core/seed.ts";
import { readParameters } from "../../../src/http/read-parameters.ts";
import { writeRequest } from "../../../src/http/write-request.ts";
import { loadContract } from "../../fixtures/contracts/load.ts";

const contract = await loadContract("departures");
const list = operationOf(contract, "list-departures");
const valid = { path: { station: "ABC" }, query: {}, header: { Edition: "2021-06" } };

/** The parameters as they come out of the request that they are written into. */
function roundTrip(values: ParameterValues): ParameterValues {
  const { path, headers } = writeRequest(list, values, { token: "t", userAgent: "a" });
  const [before = "", query] = path.split("?");
  const texts = { path: () => decodeURIComponent(before.split("/")[2]!), query: [...new URLSearchParams(query)], header: (name: string) => headers[name.toLowerCase()] }; // biome-ignore format: a table reads better in lines
  return readParameters(list, texts, contract.schemas);
}

describe("the parameters of a request", () => {
  it.each<[string, ParameterValues]>([
    ["what must be there alone", valid],
    ["a text, a number and a list", { ...valid, query: { vehicle: "bus", limit: 7, tracks: ["a", "b c"] } }],
    ["a list of one", { ...valid, query: { tracks: ["a"] } }],
    ["what an encoding is for", { ...valid, path: { station: "a/b ?" } }],
    ["a text where a number is asked for", { ...valid, query: { limit: "many" } }],
    ["no header", { ...valid, header: {} }],
  ])("are read as they were written: %s", (_, values) => expect(roundTrip(values)).toEqual(values));

  it("are read as they were written, whatever is generated", () => {
    const { path, query, header } = contract.parameterGenerators[list.id]!;
    const made = Array.from({ length: 100 }, (_, seed) => {
      const [p, q, h] = [path!, query!, header!].map((one) => one.make(randomOf(seed)));
      return { path: p, query: q, header: h } as ParameterValues;
    });
    const noEmptyList = ({ query: { tracks } }: ParameterValues) =>
      !Array.isArray(tracks) || tracks.length > 0;
    expect(made.filter(noEmptyList).length).toBeGreaterThan(50);
    for (const one of made.filter(noEmptyList)) expect(roundTrip(one)).toEqual(one);
  });
});

describe("the errors of parameters", () => {
  const told = (values: ParameterValues) =>
    parameterErrors(documentedOperation(contract, list.id), values).map(
      ({ parameter, keyword, message }) => `${parameter.in} ${parameter.name} ${keyword}: ${message}`,
    );

  it.each<[ParameterValues, string[]]>([
    [valid, []],
    [{ ...valid, header: {} }, ["header Edition required: is missing"]],
    [{ ...valid, header: { Edition: "0000-00" } }, ["header Edition enum: must be one of 2020-01, 2021-06"]],
    [{ ...valid, query: { limit: 0 } }, ["query limit minimum: must be >= 1"]],
  ])("%j", (values, errors) => expect(told(values)).toEqual(errors));
});
