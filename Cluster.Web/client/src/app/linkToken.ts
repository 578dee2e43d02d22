// The secret of a one-time link, taken out of the address before anything else is done: no history keeps it.

let token: string | null = null;

/** Moves what stands after # of the present address into memory; an address without leaves what was taken before. */
export function takeLinkToken(): void {
  const found = window.location.hash.slice(1);
  if (found === '') return;
  token = found;
  window.history.replaceState(window.history.state, '', window.location.pathname);
}

export function linkToken(): string | null {
  return token;
}

/** It is used up. */
export function dropLinkToken(): void {
  token = null;
}
