// What the door promises to take, written out: a limit that moves is a change of behaviour.

/** Of a body, or of a query. */
export const MAX_BYTES = 131_072;

/** UTF-16 units of all names and values. */
export const MAX_TEXT = 32_768;

export const MAX_PARAMETERS = 200;
