/** One operation of a document in the form that is compared. */
import type { ParameterStyle } from "../contract/parameter-style.ts";
import type { Json } from "../core/json.ts";
import type { Shape } from "./shape.ts";

export interface Parameter {
  /** header, query, path or cookie. */
  readonly in: string;
  readonly name: string;
  readonly required: boolean;
  readonly description: string;
  readonly shape: Shape;
  readonly sunset?: Json;
  /** The way in which its value is written out; absent where the docs cannot say it. */
  readonly style?: ParameterStyle;
  /** True where a reference leads nowhere, so that nothing but its name is known. */
  readonly isUnknown: boolean;
}

/** A body in one of its media types. */
export interface Content {
  readonly mediaType: string;
  readonly shape: Shape;
  readonly examples: readonly Json[];
  /** True where no schema says what it holds. */
  readonly isOpen: boolean;
}

/** A body in the media type that counts first, JSON where it has that. */
export interface Body extends Content {
  readonly required: boolean;
  readonly description: string;
  /** True where a reference leads nowhere, so that nothing is known of it. */
  readonly isUnknown: boolean;
  /** The further media types. */
  readonly others: readonly Content[];
}

export interface Response {
  readonly description: string;
  readonly body?: Body;
  /** By name in lower case. */
  readonly headers: ReadonlyMap<string, Parameter>;
  /** True where a reference leads nowhere, so that what is missing is unknown, and not gone. */
  readonly isUnknown: boolean;
}

export interface OperationModel {
  readonly id: string;
  /** Its summary, or else its id. */
  readonly title: string;
  readonly method: string;
  readonly path: string;
  readonly servers: readonly string[];
  readonly description: string;
  readonly deprecated: boolean;
  readonly sunset?: Json;
  /** By place and name. */
  readonly parameters: ReadonlyMap<string, Parameter>;
  /** True where a reference leads nowhere, so that there may be further parameters. */
  readonly hasUnknownParameters: boolean;
  readonly body?: Body;
  readonly responses: ReadonlyMap<string, Response>;
  /** The alternatives: scheme to scopes. */
  readonly security: Json;
  /** True where a scheme is unknown, so that nobody can say who is let in. */
  readonly isSecurityUnknown: boolean;
  /** The docs' description of the token. */
  readonly securityWords: string;
}
