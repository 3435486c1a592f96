/** The loopback interface: nothing outside of this machine reaches the embedded endpoint. */
export const HOST = "127.0.0.1";

/** The port of `contract sandbox` unless another one is given. */
export const DEFAULT_PORT = 4010;
