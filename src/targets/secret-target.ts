import { SuiteError } from "../core/errors.ts";
import { type Answer, isFailure, type Target, type WireRequest } from "../http/exchange.ts";
import { LEAST_SECRET, type Redact, redactor, TOKEN_NAME } from "../redact/secret.ts";

/**
 * Hides the target's token from the rest of the suite: it has a name there, `TOKEN_NAME`, and only requests on the wire
 * hold the token itself. Wherever an answer repeats it, in any encoding, the name stands instead, so that nothing made
 * of an answer can show it: findings, curl lines, recordings, the journal.
 */
export function hideToken(target: Target): Target {
  const { token } = target;
  const redact = redactor(token);
  return {
    ...target,
    token: TOKEN_NAME,
    async send(request) {
      const result = await target.send(withToken(request, token));
      if (!isFailure(result)) return hidden(result, redact);
      const answer = result.answer && hidden(result.answer, redact);
      return { ...result, message: redact(result.message), ...(answer ? { answer } : {}) };
    },
  };
}

/** The request with the token in place of its name, in the path as well: an id from an answer may repeat the token. */
function withToken({ headers, path, ...request }: WireRequest, token: string): WireRequest {
  const sent: { [name: string]: string } = {};
  for (const name in headers) sent[name] = headers[name]?.replaceAll(TOKEN_NAME, () => token) ?? "";
  return {
    ...request,
    path: path.replaceAll(ENCODED_NAME, () => encodeURIComponent(token)).replaceAll(TOKEN_NAME, () => token),
    headers: sent,
  };
}

const ENCODED_NAME = encodeURIComponent(TOKEN_NAME);

function hidden({ headers, text, ...answer }: Answer, redact: Redact): Answer {
  const shown: { [name: string]: string } = {};
  for (const name in headers) shown[redact(name)] = redact(headers[name] ?? "");
  return { ...answer, headers: shown, text: redact(text) };
}

/**
 * Refuses a token that could not be kept out of the suite's output: short ones and plain numbers stand in answers by
 * chance, and values that the caller puts into an address or an id are shown.
 * @throws SuiteError that does not repeat it.
 */
export function refuseToken(
  token: string,
  name: string,
  shown: { readonly [where: string]: string | undefined },
): void {
  if (token.length < LEAST_SECRET || /^\d+$|\\/.test(token))
    throw new SuiteError(
      `${name} cannot be a token: expected at least ${LEAST_SECRET} characters, not digits alone, and no backslash; copy it again`,
    );
  const redact = redactor(token);
  const [where] = Object.entries(shown).find(([, text = ""]) => redact(text) !== text) ?? [];
  if (where !== undefined)
    throw new SuiteError(`${where} holds the token, and is shown in reports: give it in ${name} alone`);
}
