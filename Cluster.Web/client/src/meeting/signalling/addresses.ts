// Where the server can be reached: by the address the page came by, and by those of other nodes that it told of.

export class Addresses {
  #urls: readonly string[];
  #at = 0;
  #failures = 0;

  /** `own`: the signalling socket at the page's own address. */
  constructor(own: string) {
    this.#urls = [own];
  }

  /** The socket's address to be tried now. */
  get current(): string {
    return this.#urls[this.#at] ?? '';
  }

  /** How many there are beside the one. */
  get others(): number {
    return this.#urls.length - 1;
  }

  /** Whether there is one that has not failed since one last worked. */
  get untried(): boolean {
    return this.#failures < this.#urls.length;
  }

  /** The current one works. `origins`: what the server says of others. */
  works(origins: readonly string[]): void {
    this.#failures = 0;
    const [own = ''] = this.#urls;
    const current = this.current;
    const { pathname } = new URL(own);
    const told = origins.map((origin) => `${origin.replace(/^http/, 'ws')}${pathname}`);
    this.#urls = [...new Set([own, current, ...told])];
    this.#at = this.#urls.indexOf(current);
  }

  /** The current one cannot be reached, or its node ends: the next one's turn. */
  failed(): void {
    this.#failures++;
    this.#at = (this.#at + 1) % this.#urls.length;
  }
}
