import type { Operation } from "../contract/contract.ts";
import { listedTexts, parametersIn } from "../contract/parameters.ts";
import { emitLinkedRequests } from "./linked-requests.ts";
import { literal, propertyKey } from "./literal.ts";

/**
 * The client of the document: openapi-fetch over the paths of `types.ts`, with the token and the required headers set once,
 * and the requests that links lead to.
 */
export function emitClient(operations: { readonly [id: string]: Operation }): string {
  const headers = Object.values(operations).map(
    (operation) => `  ${literal(`${operation.method} ${operation.path}`)}: ${presetHeaders(operation)},\n`,
  );
  const isGiven = Object.values(operations).some(({ security }) => tokenMember(security).length > 0);
  return `${HEAD}
const headersOf = (${isGiven ? "token" : "_token"}: string) => ({
${headers.join("")}});
${CLIENT}
${emitLinkedRequests(operations)}`;
}

/** The header of the token; none where it stands in the query. */
function tokenMember(security: Operation["security"]): string[] {
  if (security === undefined || security.key?.in === "query") return [];
  const name = security.key?.name ?? "authorization";
  const text = security.scheme === "" ? "token" : `\`${security.scheme} \${token}\``;
  return [`${name === "authorization" ? name : propertyKey(name)}: ${text}`];
}

/** The token, and each required header that has listed values, of which the first is sent. */
function presetHeaders(operation: Operation): string {
  const { security } = operation;
  const fixed = parametersIn(operation, "header").flatMap((header) => {
    const [value] = header.required ? listedTexts(header) : [];
    return value === undefined ? [] : [`${propertyKey(header.name)}: ${literal(value)}`];
  });
  const members = [...tokenMember(security), ...fixed];
  return members.length === 0 ? "{}" : `{ ${members.join(", ")} }`;
}

const HEAD = `import createFetchClient, { type Client } from "openapi-fetch";
import type { ClientOptions } from "../src/contract/client.ts";
import type { paths } from "./types.ts";

/** The headers that the client sets, by method and path of the request. */`;

const CLIENT = `
type Headers = ReturnType<typeof headersOf>;

/** A parameter table with the headers optional that the client sets. */
type Preset<Parameters, Known> = Parameters extends { header: infer Header }
  ? Omit<Parameters, "header"> &
      (keyof Header extends Known
        ? { header?: Partial<Header> }
        : { header: Omit<Header, Known & keyof Header> & Partial<Pick<Header, Known & keyof Header>> })
  : Parameters;

type PresetOperation<Line, Operation> = Line extends keyof Headers
  ? Operation extends { parameters: infer Parameters }
    ? Omit<Operation, "parameters"> & { parameters: Preset<Parameters, keyof Headers[Line]> }
    : Operation
  : Operation;

/** The paths of the document, with the headers optional that the client sets. */
export type ClientPaths = {
  [Path in keyof paths]: {
    [Method in keyof paths[Path]]: PresetOperation<
      \`\${Uppercase<Method & string>} \${Path & string}\`,
      paths[Path][Method]
    >;
  };
};

export type ApiClient = Client<ClientPaths>;

/** A typed client of the endpoint; the token and the required headers are set once. */
export function createClient({ baseUrl, token, headers = {}, fetch }: ClientOptions): ApiClient {
  const client = createFetchClient<ClientPaths>({
    baseUrl,
    headers: { accept: "application/json", ...headers },
    ...(fetch === undefined ? {} : { fetch }),
  });
  const known: { readonly [line: string]: { readonly [name: string]: string } } = headersOf(token);
  client.use({
    onRequest({ request, schemaPath }) {
      for (const [name, value] of Object.entries(known[\`\${request.method} \${schemaPath}\`] ?? {}))
        if (!request.headers.has(name)) request.headers.set(name, value);
      return request;
    },
  });
  return client;
}
`;
