import { describe, expect, it } from "vitest";
import { door } from "../../src/cases/door.ts";
import { probe } from "../../src/cases/probe.ts";
import { type Envelope, plan } from "../../src/cases/shared/plan-case.ts";
import { listedTexts } from "../../src/contract/parameters.ts";
import type { Case } from "../../src/http/exchange.ts";
import { sampled } from "../fixtures/sampled.ts";
import { draftsOf, everyContract } from "./contexts.ts";
import { complaint } from "./independent.ts";

const contracts = await everyContract();
const envelope: Envelope = { account: { bindings: {}, tag: "t" }, token: "right-token", userAgent: "agent" };

for (const { options, rows } of sampled(contracts, 8))
  describe.each(rows)("door cases of $name", options, ({ context, lawful }) => {
    const drafts = draftsOf(door, context);
    const { operation } = context.underTest;
    const caseOf = (name: string): Case => {
      const planned = plan("door", drafts.find((one) => one.name === name)!, context, envelope);
      if (!("case" in planned)) throw new Error(`${name} is skipped`);
      return planned.case;
    };
    const usual = () => caseOf("trailing-slash").request;

    it("have one of each for what the operation asks of its callers", () => {
      const headers = operation.parameters
        .filter((parameter) => parameter.in === "header" && parameter.required)
        .flatMap((header) => [
          `no-${header.name.toLowerCase()}`,
          ...(listedTexts(header).length > 0 ? [`unknown-${header.name.toLowerCase()}`] : []),
        ]);
      expect(drafts.map(({ name }) => name)).toEqual([
        ...(operation.security ? ["no-token", "wrong-token", "wrong-scheme", "other-scheme"] : []),
        ...headers,
        "wrong-method",
        "trailing-slash",
      ]);
    });

    it("carry a valid body and differ from a usual request in one thing alone", () => {
      expect(drafts.length).toBeGreaterThan(0);
      for (const { name, body, expect: wanted } of drafts) {
        expect(complaint(lawful, body), name).toBeUndefined();
        expect(wanted).toBe(name === "trailing-slash" ? "observe" : "reject");
        const { headers, method, path } = caseOf(name).request;
        const changed = new Set([...Object.keys(headers), ...Object.keys(usual().headers)]);
        const differing = [...changed].filter((header) => headers[header] !== usual().headers[header]);
        const differences = [
          ...differing,
          ...(method === operation.method ? [] : ["method"]),
          ...(path === operation.path ? [] : ["path"]),
        ];
        expect(differences, name).toHaveLength(1);
      }
    });

    it.runIf(operation.security)("leave the token out or send a wrong one, never the right one", () => {
      expect(caseOf("no-token").request.headers).not.toHaveProperty("authorization");
      for (const name of ["wrong-token", "wrong-scheme"]) {
        expect(caseOf(name).request.headers.authorization).toBeTruthy();
        expect(caseOf(name).request.headers.authorization).not.toContain(envelope.token);
      }
      expect(usual().headers.authorization).toBe(`${operation.security?.scheme} ${envelope.token}`);
    });

    it("use a method that the path does not have", () => {
      const taken = Object.values(context.underTest.contract.operations)
        .filter(({ path }) => path === operation.path)
        .map(({ method }) => method);
      expect(taken).not.toContain(caseOf("wrong-method").request.method);
    });
  });

for (const { options, rows } of sampled(contracts, 8))
  describe.each(rows)("probes of $name", options, ({ context, lawful }) => {
    const drafts = draftsOf(probe, context);

    it("are observed only", () => {
      expect(drafts.filter((draft) => draft.expect !== "observe")).toEqual([]);
    });

    it("hold each relation that the document leaves open", () => {
      const left = context.underTest.operation.probes.filter(
        ({ id }) => !drafts.some(({ name }) => name === id || name.startsWith(`${id}/`)),
      );
      expect(left.map(({ id }) => id)).toEqual([]);
    });

    const isOpen = context.underTest.bodyLocations.some(
      ({ schema }) => schema.properties !== undefined && schema.additionalProperties === undefined,
    );

    it.runIf(isOpen)("send unknown properties and nothing else that is not documented", () => {
      const unknown = drafts.filter(({ name }) => name.startsWith("unknown-property/"));
      expect(unknown.length).toBeGreaterThan(0);
      for (const { name, body } of unknown) {
        const without = JSON.parse(JSON.stringify(body), (key, value: unknown) =>
          key === "undocumentedProperty" ? undefined : value,
        );
        expect(without, name).not.toEqual(body);
        expect(complaint(lawful, without), name).toBeUndefined();
      }
    });
  });
