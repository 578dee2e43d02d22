// Takes a cluster of three nodes from the newest release to the current build, one node after another, with a meeting of two real browsers
// in progress and writes through all nodes: how long pictures and sound pause, whether anybody or anything is lost, whether people come in
// by old and new nodes meanwhile, and whether a node of the release afterwards fits in or stays out and says why.

import { setTimeout as pause } from 'node:timers/promises';
import { admin } from './admin.mjs';
import { Balancer } from './balancer.mjs';
import { launchChromium } from './chromium.mjs';
import { Ledgers } from './ledgers.mjs';
import { cluster as threeNodes } from './nodes.mjs';
import { installWitness } from './observer.mjs';
import { PROGRAM } from './parley.mjs';
import { Person } from './person.mjs';
import { settled } from './settled.mjs';
import { smallCamera } from './smallCamera.mjs';
import { until } from './until.mjs';
import { Release } from './release.mjs';

/** What the program ends with when the database does not let it in. */
const NOT_LET_IN = 7;
/** A node that goes may first move whoever is on it. */
const STOP_MS = 90_000;
const AGAIN_MS = 60_000;
const ROOM = 'upgrade';
const LINE = 'Said before the upgrade';

/** What came of it; `say` is given each line worth reading as it happens. */
export async function upgrade(say) {
  const release = Release.newest();
  release.build();
  const cluster = await threeNodes(3, ['--set', 'parley.media.workers=1']);
  const rolling = new Rolling(cluster, release, say);
  try {
    return await rolling.run();
  } finally {
    await rolling.close();
    await cluster.close();
  }
}

class Rolling {
  #cluster;
  #release;
  #say;
  #balancer = null;
  #browser = null;
  #gaps = [];
  #exits = [];
  #strangers = 0;

  constructor(cluster, release, say) {
    this.#cluster = cluster;
    this.#release = release;
    this.#say = say;
  }

  async run() {
    const { nodes } = this.#cluster;
    for (const node of nodes) node.program = this.#release.program;
    await this.#cluster.up();
    await settled(this.#cluster);
    this.#balancer = await Balancer.open(nodes.map(({ ports }) => ports.http));
    // The browsers share the processors with the nodes here, which they do nowhere else: they are to cost little.
    this.#browser = await launchChromium({ fps: 10, args: smallCamera(this.#cluster.directory, 10) });
    const [ann, ben] = [await this.#comes('Ann', 1), await this.#comes('Ben', 2)];
    await Promise.all([ann.sees('Ben'), ben.sees('Ann'), ann.hears(), ben.hears()]);
    await ann.say(LINE);
    const before = await ben.identityOf('Ann');
    const ledgers = new Ledgers(this.#cluster);
    ledgers.start();
    await pause(1_500); // Tickets and the bridge that stands by: they are written within moments of the join.

    for (const { number } of nodes) await this.#roll(number, [ann, ben]);

    const lost = await this.#lostOf(ledgers);
    const after = await ben.identityOf('Ann');
    if (!same(before, after)) this.#say(`Ann was ${JSON.stringify(before)} and is ${JSON.stringify(after)}`);
    const late = await this.#comes('Dan', 3);
    await late.openChat();
    const chat = await late.chat.getByText(LINE).waitFor().then(() => true, () => false);
    await Promise.all([late.sees('Ann'), late.sees('Ben'), ann.sees('Ben'), ben.sees('Ann')]);
    const back = await this.#releaseAgain();
    const versions = await Promise.all(nodes.map(({ number }) => this.#versionOf(number)));
    this.#say(`from Parley ${this.#release.tag} to ${versions.join(', ')}; ${ledgers.acknowledged} writes were acknowledged meanwhile`);
    this.#say(`a node of ${this.#release.tag} afterwards: ${back.said}`);
    return {
      pictureGapMs: Math.max(...this.#gaps.map(({ picture }) => picture)),
      soundGapMs: Math.max(...this.#gaps.map(({ sound }) => sound)),
      badExits: this.#exits.filter((code) => code !== 0).length,
      peopleLost: same(before, after) ? 0 : 1,
      peopleNotLetIn: this.#strangers,
      chatLost: chat ? 0 : 1,
      writes: ledgers.acknowledged,
      writesLost: lost,
      oldNodesAtALoss: back.isReady || (back.code === NOT_LET_IN && /made by a newer Parley/.test(back.said)) ? 0 : 1,
    };
  }

  async close() {
    await this.#browser?.close();
    await this.#balancer?.close();
  }

  /** Joins the meeting, first by this node. */
  async #comes(name, node) {
    this.#balancer.prefer = this.#cluster.node(node).ports.http;
    const person = await Person.come(this.#browser, name, { viewport: { width: 640, height: 360 } });
    await person.context.addInitScript(installWitness);
    await person.joinByLink(this.#balancer.url, ROOM);
    this.#balancer.prefer = null;
    return person;
  }

  /** Stops a node as a service manager does and starts the current build in its place. */
  async #roll(number, people) {
    await Promise.all(people.map(({ page }) => page.evaluate(() => window.parleyWitness.begin())));
    const node = this.#cluster.node(number);
    this.#exits.push(await node.process.stop('SIGTERM', STOP_MS));
    node.program = PROGRAM;
    await this.#cluster.start(number).catch(({ message }) => {
      throw new Error(`${message}; it said:\n${this.#cluster.output(number).slice(-4_000)}`);
    });
    await pause(2_000); // What a node that came new does to those who are there shows within moments.
    const seen = await Promise.all(people.map(({ page }) => page.evaluate(() => window.parleyWitness.gaps())));
    const worst = { picture: Math.max(...seen.map(({ picture }) => picture)), sound: Math.max(...seen.map(({ sound }) => sound)) };
    this.#gaps.push(worst);
    this.#say(`node ${number} is Parley ${await this.#versionOf(number)} now: no picture for ${ms(worst.picture)}, no sound for ${ms(worst.sound)}`);
    // Somebody new by the new node, and by one that is the next to go.
    for (const through of [number, (number % 3) + 1]) {
      try {
        const guest = await this.#comes('Cyd', through);
        await Promise.all([guest.sees('Ann'), guest.sees('Ben'), people[0].sees('Cyd')]);
        await guest.button('Leave').click();
        await guest.close();
      } catch (fault) {
        this.#strangers++;
        this.#say(`by node ${through}: ${fault.message.split('\n')[0]}`);
      }
    }
  }

  /** How many nodes' writes are not all there. */
  async #lostOf(ledgers) {
    let lost = 0;
    await ledgers.untilAllGrow();
    await ledgers.stop();
    for (const { number } of this.#cluster.nodes) {
      await ledgers.check(number).catch(({ message }) => {
        lost++;
        this.#say(message);
      });
    }
    return lost;
  }

  /**
   * Starts the release where the current build has run. Where the database has its form still it is ready; else it ends with a code of its
   * own and says why.
   */
  async #releaseAgain() {
    const node = this.#cluster.node(1);
    this.#exits.push(await node.process.stop('SIGTERM', STOP_MS));
    node.program = this.#release.program;
    const process = this.#cluster.launch(1);
    const ready = until('the release to be ready', async () => (await fetch(`${this.#cluster.url(1)}/health/ready`)).ok, { withinMs: AGAIN_MS });
    const code = await Promise.race([process.ended, ready.then(() => null, () => `neither ready nor ended within ${AGAIN_MS} ms`)]);
    const said = code === null ? 'it is ready' : this.#cluster.output(1).trimEnd().split('\n').at(-1);
    const end = await process.stop('SIGTERM', STOP_MS);
    if (code === null) this.#exits.push(end);
    node.program = PROGRAM;
    await this.#cluster.start(1);
    return { isReady: code === null, code, said };
  }

  #versionOf(number) {
    return until(`node ${number} to say its version`, async () => {
      const { status, body } = await admin(this.#cluster.data(number), 'GET', '/status');
      return status === 200 && body.version;
    });
  }
}

const same = (before, after) => before.id === after.id && before.isModerator === after.isModerator;

function ms(value) {
  return Number.isFinite(value) ? `${Math.round(value)} ms` : 'never';
}
