// Finds ports nobody uses now, below the range from which the system hands out its own.

import { createServer } from 'node:net';
import { createSocket } from 'node:dgram';
import { availableParallelism } from 'node:os';

const FROM = 25_000;
const COUNT = 1_000;

/** Each process begins elsewhere, so that two that run at once rarely ask for the same. */
let next = (process.pid * 7) % COUNT;

/** A TCP port, free on 127.0.0.1 at this moment. */
export const freeTcpPort = () => findFree(tryTcp);

/** The first of as many UDP ports in a row as a node takes, one for each core; free on every address at this moment. */
export const freeUdpPort = () => findFree(tryUdpRow);

async function findFree(tryPort) {
  for (let tries = 0; tries < COUNT; tries++) {
    const port = FROM + (next++ % COUNT);
    if (await tryPort(port)) return port;
  }
  throw new Error(`no free port from ${FROM} to ${FROM + COUNT - 1}`);
}

/** Whether nobody listens on this TCP port of 127.0.0.1 at this moment. */
export const isFree = (port) => tryTcp(port);

/** Whether as many UDP ports from this one as a node takes are free on every address at this moment. */
export const isFreeForMedia = (port) => tryUdpRow(port);

function tryTcp(port) {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(false));
    server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)));
  });
}

async function tryUdpRow(first) {
  for (let port = first; port < first + availableParallelism(); port++) {
    if (!(await tryUdp(port))) return false;
  }
  return true;
}

function tryUdp(port) {
  return new Promise((resolve) => {
    const socket = createSocket('udp4');
    socket.once('error', () => resolve(false));
    socket.bind(port, () => socket.close(() => resolve(true)));
  });
}
