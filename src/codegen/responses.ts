import type { Link, ResponseContract } from "../contract/contract.ts";
import { STATUS } from "../contract/documented-status.ts";
import { docPointer } from "../contract/pointers.ts";
import type { Json, JsonObject } from "../core/json.ts";
import { escapeToken, isObject, valueAt } from "../core/json.ts";
import { deref } from "./document.ts";
import { checkSchema } from "./keywords.ts";
import { readLink } from "./links.ts";
import { entriesOf, operationError, type RawOperation, textOf } from "./raw-operation.ts";
import { isJsonMediaType } from "./sendable.ts";

type Mutable<T> = { -readonly [K in keyof T]: T[K] };

/** The responses that an operation documents, their first examples, and the links of its successes. */
export function readResponses(operation: RawOperation): {
  contracts: { [status: string]: ResponseContract };
  examples: { [status: string]: Json };
  links: Link[];
} {
  const contracts: { [status: string]: ResponseContract } = {};
  const examples: { [status: string]: Json } = {};
  const links: Link[] = [];
  for (const [status, response] of entriesOf(operation.raw.responses)) {
    const { value, at } = deref(operation.document, response, `${operation.at}/responses/${status}`);
    if (!STATUS.test(status))
      throw operationError(
        operation,
        `/responses/${status}`,
        `unsupported status "${status}"; expected one such as 404, a range such as 4XX, or default`,
      );
    const contract: Mutable<ResponseContract> = {
      description: textOf(value.description),
      docs: docPointer(at),
    };
    const [mediaType, media] = judgedContent(value) ?? [];
    if (mediaType !== undefined && !isJsonMediaType(mediaType)) Object.assign(contract, { mediaType });
    else if (mediaType !== undefined && media?.schema !== undefined) {
      const docs = `${at}/content/${escapeToken(mediaType)}/schema`;
      checkSchema(operation.document, media.schema, docs);
      Object.assign(contract, { mediaType, schema: media.schema, docs });
      const example = entriesOf(media.examples).map(([, shown]) => valueAt(shown, "/value") as Json)[0];
      if (example !== undefined) examples[status] = example;
    }
    contracts[status] = contract;
    if (status.startsWith("2"))
      links.push(...entriesOf(value.links).map(([name, link]) => readLink(operation, name, link, at)));
  }
  return { contracts, examples, links };
}

/** The media type of an answer that is judged: the first JSON one, which requests ask for, else the first of all. */
function judgedContent(holder: JsonObject): [string, JsonObject] | undefined {
  const content = entriesOf(holder.content);
  const found = content.find(([type]) => isJsonMediaType(type)) ?? content[0];
  return found && isObject(found[1]) ? [found[0], found[1]] : undefined;
}
