// Machines of one network, each a network namespace of its own on one bridge, between which connections can be cut and healed.

import { execFileSync } from 'node:child_process';
import { onEnd } from './processes.mjs';

/** From the block for tests between networks (RFC 2544): nobody's real addresses. */
const NET = '198.18.78';
const OWN = 254;

export class Namespaces {
  #names;
  #link;
  #forget;

  /** `count` machines, numbered from 1, and this one, which reaches all of them. */
  constructor(count) {
    if (process.getuid() !== 0) throw new Error('Partitions need network namespaces: run these tests as root');
    const own = process.pid % 100_000;
    this.#link = `pn${own}`;
    this.#names = Array.from({ length: count }, (_, index) => `parley${own}-${index + 1}`);
    const hub = `parley${own}-hub`;
    const remove = () => {
      for (const name of [...this.#names, hub]) quietly('netns', 'delete', name);
      quietly('link', 'delete', this.#link);
    };
    this.#forget = onEnd(remove);
    this.close = () => {
      this.#forget();
      remove();
    };
    ip('netns', 'add', hub);
    const inHub = (...args) => ip('-n', hub, ...args);
    inHub('link', 'add', 'bridge', 'type', 'bridge');
    inHub('link', 'set', 'bridge', 'up');
    const plug = (end) => {
      inHub('link', 'set', end, 'master', 'bridge');
      inHub('link', 'set', end, 'up');
    };
    for (const [index, name] of this.#names.entries()) {
      ip('netns', 'add', name);
      ip('-n', name, 'link', 'set', 'lo', 'up');
      ip('link', 'add', 'eth0', 'netns', name, 'type', 'veth', 'peer', 'name', `to${index + 1}`, 'netns', hub);
      ip('-n', name, 'address', 'add', `${this.address(index + 1)}/24`, 'dev', 'eth0');
      ip('-n', name, 'link', 'set', 'eth0', 'up');
      plug(`to${index + 1}`);
    }
    ip('link', 'add', this.#link, 'type', 'veth', 'peer', 'name', 'outside', 'netns', hub);
    ip('address', 'add', `${NET}.${OWN}/24`, 'dev', this.#link);
    ip('link', 'set', this.#link, 'up');
    plug('outside');
    this.heal();
  }

  /** The address of a machine. */
  address(number) {
    return `${NET}.${number}`;
  }

  /** The words that have a command run on a machine. */
  within(number) {
    return ['ip', 'netns', 'exec', this.#names[number - 1]];
  }

  /** From now on nothing goes from `a` to `b` or back, without a word to either. `what`: an nft expression, for less than everything. */
  cut(a, b, what = '') {
    const rules = [`add rule inet cut in ip saddr ${this.address(b)} ${what} drop`, `add rule inet cut out ip daddr ${this.address(b)} ${what} drop`];
    this.#nft(a, rules);
  }

  /** All reach all. */
  heal() {
    for (const number of this.#names.keys()) {
      this.#nft(number + 1, [
        'add table inet cut', 'delete table inet cut', 'add table inet cut',
        'add chain inet cut in { type filter hook input priority 0; }', 'add chain inet cut out { type filter hook output priority 0; }',
      ]);
    }
  }

  #nft(number, lines) {
    const [program, ...args] = [...this.within(number), 'nft', '-f', '-'];
    execFileSync(program, args, { input: `${lines.join('\n')}\n`, stdio: ['pipe', 'ignore', 'pipe'] });
  }
}

function ip(...args) {
  try {
    execFileSync('ip', args, { stdio: ['ignore', 'ignore', 'pipe'] });
  } catch (fault) {
    throw new Error(`Partitions need network namespaces, and this machine does not let them be made: ip ${args.join(' ')}: ${fault.stderr ?? fault.message}`);
  }
}

function quietly(...args) {
  try {
    execFileSync('ip', args, { stdio: 'ignore' });
  } catch {
    // It is not there.
  }
}
