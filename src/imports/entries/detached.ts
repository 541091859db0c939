/** A copy of a text for keeping: V8 makes a part of a text a view of the whole, which would keep a piece of the file in memory. */
export const detached = (text: string): string => Buffer.from(text).toString();
