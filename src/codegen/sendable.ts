/** Words of the docs that go over the wire as they stand, and so must be what a request can carry. */

/**
 * A path of a request (RFC 9112, section 3.2.1): without its slash it would go on with the name of the host, and a URL parser
 * would make another path of a query, a fragment, a backslash or a dot segment.
 */
export const isSendablePath = (path: string): boolean =>
  /^\/[^\p{Cc}\p{Cs}?#\\]*$/u.test(path) &&
  !path.split("/").some((segment) => /^(\.|%2e){1,2}$/i.test(segment));

/** A header's name (RFC 9110, section 5.6.2); of an object, `__proto__` is no member like others. */
export const isHeaderName = (name: string): boolean =>
  /^[\w!#$%&'*+.^`|~-]+$/.test(name) && name !== "__proto__";

/** A header's value (RFC 9110, section 5.5): one line. */
export const isHeaderValue = (value: string): boolean => /^[\t\u0020-\u007e\u00a0-\u00ff]*$/.test(value);

/** A media type that is JSON (RFC 6838, section 4.2; RFC 6839, section 3.1). */
export const isJsonMediaType = (type: string): boolean =>
  /^application\/([A-Za-z0-9][\w!#$&^.+-]*\+)?json$/.test(type);
