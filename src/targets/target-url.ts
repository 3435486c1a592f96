import { SuiteError } from "../core/errors.ts";

/** The URL of a target, or a SuiteError that says what is wrong with it; a password in it is not repeated. */
export function parseTargetUrl(url: string, namedBy = "--target"): URL {
  const parsed = URL.canParse(url) ? new URL(url) : undefined;
  if (!parsed || !/^https?:$/.test(parsed.protocol)) {
    throw new SuiteError(`${namedBy} ${withoutUser(url)}: expected an http or https URL`);
  }
  if (parsed.username || parsed.password || parsed.search || parsed.hash) {
    throw new SuiteError(
      `${namedBy} ${parsed.host}: give the URL without user, password, query and fragment`,
    );
  }
  return parsed;
}

/** True if the host is this machine: 127.0.0.0/8 (RFC 1122), ::1, and `localhost` with its subdomains (RFC 6761). */
export function isLoopback(hostname: string): boolean {
  return /^127(\.\d+){3}$|^\[?::1\]?$|^(.+\.)?localhost\.?$/.test(hostname);
}

function withoutUser(url: string): string {
  return url.replace(/\/\/[^/@]*@/, "//");
}
