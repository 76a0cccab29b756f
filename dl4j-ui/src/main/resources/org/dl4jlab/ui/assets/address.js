// Addresses of the server. Behind a proxy all of them may lie below a path, which is known from where this script lies.

const base = new URL('../..', import.meta.url).pathname.replace(/\/$/, '');

/** The address of a path of the server, as a link or a request needs it. */
export const at = path => base + path;
