// A browser without a screen: keeps cookies by host and path as browsers do, and goes where it is sent, one step at a time.

export class Surfer {
  #cookies = [];

  /** Asks for an address; redirects are returned, not followed. `body`: a form's fields, or JSON with `json: true`. */
  async ask(address, { method = 'GET', headers = {}, body } = {}) {
    const url = new URL(address);
    const response = await fetch(url, {
      method,
      redirect: 'manual',
      headers: { ...headers, cookie: this.#cookieFor(url) },
      body,
      signal: AbortSignal.timeout(20_000),
    });
    this.#keep(url, response.headers.getSetCookie());
    return { status: response.status, headers: response.headers, text: await response.text(), at: url.href };
  }

  /** The same, and on through redirects until a page comes or `stopAt` says that this address is not to be asked. */
  async go(address, stopAt = () => false, options = {}) {
    let answer = await this.ask(address, options);
    for (let hop = 0; hop < 20 && answer.status >= 300 && answer.status < 400; hop++) {
      const next = new URL(answer.headers.get('location'), answer.at).href;
      if (stopAt(next)) return { ...answer, next };
      answer = await this.ask(next);
    }
    return answer;
  }

  /** Sends the form on a page as its button would. */
  submit(page, fields, stopAt) {
    const action = /<form[^>]* action="([^"]+)"/.exec(page.text)[1].replaceAll('&amp;', '&');
    const hidden = [...page.text.matchAll(/<input type="hidden" name="([^"]+)" value="([^"]*)"/g)].map(([, name, value]) => [name, value]);
    return this.go(new URL(action, page.at).href, stopAt, {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: new URLSearchParams({ ...Object.fromEntries(hidden), ...fields }).toString(),
    });
  }

  /** A POST of JSON as a page of that server sends it. */
  post(address, value = {}) {
    const { origin } = new URL(address);
    return this.ask(address, { method: 'POST', headers: { 'content-type': 'application/json', origin }, body: JSON.stringify(value) });
  }

  async json(address) {
    return JSON.parse((await this.ask(address)).text);
  }

  /** Names of the cookies held for an address. */
  cookieNames(address) {
    const url = new URL(address);
    return this.#cookies.filter((cookie) => fits(cookie, url)).map(({ name }) => name);
  }

  #cookieFor(url) {
    return this.#cookies.filter((cookie) => fits(cookie, url)).map(({ name, value }) => `${name}=${value}`).join('; ');
  }

  #keep(url, lines) {
    for (const line of lines) {
      const [pair, ...attributes] = line.split(/;\s*/);
      const at = pair.indexOf('=');
      const [name, value] = [pair.slice(0, at), pair.slice(at + 1)];
      const of = (wanted) => attributes.find((text) => text.toLowerCase().startsWith(`${wanted}=`))?.slice(wanted.length + 1);
      const path = of('path') ?? '/';
      this.#cookies = this.#cookies.filter((cookie) => !(cookie.name === name && cookie.path === path && cookie.host === url.hostname));
      const gone = Number(of('max-age')) <= 0 || new Date(of('expires') ?? '9999-01-01') <= new Date();
      if (!gone) this.#cookies.push({ name, value, path, host: url.hostname });
    }
  }
}

const fits = (cookie, url) => cookie.host === url.hostname && url.pathname.startsWith(cookie.path);
