// Somebody with a browser: everything is done as a person does it, by the names of the controls.

import { PATIENCE_MS, until } from './until.mjs';
import { Senses } from './senses.mjs';
import { installTracker } from './tracker.mjs';

export class Person extends Senses {
  #context;

  constructor(context, page, name) {
    super(page, name);
    this.#context = context;
  }

  /** A new profile in `browser`. `options`: playwright's, such as `viewport`. */
  static async come(browser, name, options = {}) {
    const context = await browser.newContext({ viewport: { width: 1280, height: 720 }, ...options });
    context.setDefaultTimeout(PATIENCE_MS);
    await context.addInitScript(installTracker);
    return new Person(context, await context.newPage(), name);
  }

  /** Goes away without a word, as when a browser is closed. */
  close() {
    return this.#context.close();
  }

  get context() {
    return this.#context;
  }

  button(name) {
    return this.page.getByRole('button', { name, exact: true });
  }

  /** A button of the bar at the bottom, where another part of the page has one of the same name. */
  control(name) {
    return this.page.getByRole('region', { name: 'Meeting controls' }).getByRole('button', { name, exact: true });
  }

  field(name) {
    return this.page.getByRole('textbox', { name, exact: true });
  }

  /** The tile of a participant as this person sees it. */
  tile(name, kind = 'camera') {
    return this.page.locator(`[data-participant][data-name="${name}"][data-kind="${kind}"]`);
  }

  /** From the start page, as somebody new would. */
  async joinFromStart(origin, room) {
    await this.page.goto(origin);
    await this.field('Room name').fill(room);
    await this.button('Start or join').click();
    await this.goIn();
  }

  /** By a link that somebody sent. */
  async joinByLink(origin, room) {
    await this.openLink(origin, room);
    await this.goIn();
  }

  async openLink(origin, room) {
    await this.page.goto(`${origin}/${room}`);
    await this.button('Join now').waitFor();
  }

  /** By a link that needs no prejoin page. `parameters`: further ones of the fragment. */
  async joinAtOnce(origin, room, parameters = {}) {
    const all = { 'userInfo.displayName': JSON.stringify(this.name), 'config.prejoinConfig.enabled': false, ...parameters };
    const fragment = Object.entries(all).map(([key, value]) => `${key}=${encodeURIComponent(value)}`).join('&');
    await this.page.goto(`${origin}/${room}#${fragment}`);
    await this.isIn();
  }

  /** Fills in the prejoin page and joins. */
  async goIn() {
    await this.field('Your name').fill(this.name);
    await this.button('Join now').click();
    await this.isIn();
  }

  async isIn() {
    await this.button('Leave').waitFor();
  }

  async openMore(item) {
    await this.button('More').click();
    await this.page.getByRole('menuitem', { name: item }).click();
  }

  /** Opens the chat if it is not open, and says something there. */
  async say(text, to = null) {
    await this.openChat();
    if (to !== null) await this.page.getByRole('combobox', { name: /^To/ }).selectOption({ label: to });
    await this.field('Message').fill(text);
    await this.button('Send').click();
  }

  async openChat() {
    if (!(await this.field('Message').isVisible())) await this.page.getByRole('button', { name: /^Chat/ }).click();
    await this.field('Message').waitFor();
  }

  /** The log of the chat; the chat must be open. */
  get chat() {
    return this.page.getByRole('log', { name: 'Messages' });
  }

  /** Who somebody is, as this person sees it: the participant's id and role. */
  async identityOf(name) {
    await this.button('People').click();
    const line = this.page.getByRole('listitem').filter({ hasText: name }).filter({ has: this.button(`Write to ${name}`) });
    await line.waitFor();
    const found = { id: await line.getAttribute('data-participant'), isModerator: /Moderator/.test(await line.innerText()) };
    await this.button('Close').click();
    return found;
  }

  /** Resolves once no tile of that participant is left. */
  async missesTile(name, { withinMs } = {}) {
    await until(`${name}'s tile to go at ${this.name}`, async () => (await this.tile(name).count()) === 0, { withinMs });
  }

  /** From the click that joined to the first frame of somebody else, in ms. */
  firstFrameMs() {
    return until(`the first frame at ${this.name}`, () => this.page.evaluate(() => window.parleyTest.firstFrameMs));
  }
}
