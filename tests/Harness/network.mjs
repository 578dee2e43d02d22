// An address of this machine that is not loopback, for browsers that never send to 127.0.0.1.

import { execFileSync } from 'node:child_process';
import { networkInterfaces } from 'node:os';
import { onEnd } from './processes.mjs';

const LINK = `parley${process.pid % 100_000}`;
/** From the block for tests between networks (RFC 2544): nobody's real address. */
const ADDRESS = '198.18.77.1/30';

/** Makes an interface with an address where the machine has none but loopback. Returns what undoes it. */
export function givePublicAddress() {
  const addresses = Object.values(networkInterfaces()).flat();
  if (addresses.some(({ internal, family }) => !internal && family === 'IPv4')) return () => {};
  if (process.getuid() !== 0) {
    throw new Error('Firefox needs an address that is not loopback: connect this machine to a network, or run the tests as root');
  }
  const ip = (...args) => execFileSync('ip', args, { stdio: ['ignore', 'ignore', 'pipe'] });
  ip('link', 'add', LINK, 'type', 'veth', 'peer', 'name', `${LINK}p`);
  const remove = () => ip('link', 'delete', LINK);
  const forget = onEnd(remove);
  ip('address', 'add', ADDRESS, 'dev', LINK);
  ip('link', 'set', LINK, 'up');
  ip('link', 'set', `${LINK}p`, 'up');
  // Firefox looks for its own address along the default route.
  ip('route', 'add', 'default', 'dev', LINK);
  return () => {
    forget();
    remove();
  };
}
