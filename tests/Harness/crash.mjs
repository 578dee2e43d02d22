// Kills a node without warning again and again while accounts, settings and rooms are written, and looks each time
// whether everything that was acknowledged is there after the restart.

import { setTimeout as pause } from 'node:timers/promises';
import { admin } from './admin.mjs';
import { Ledger } from './ledger.mjs';
import { Parley, PROGRAM } from './parley.mjs';
import { start } from './processes.mjs';

const ROOMS = 5;
/** Accounts made between two kills at most, so that looking them all up stays quick. */
const ACCOUNTS_PER_LIFE = 40;
/** A node that has just started is slow to answer the first request of each kind. */
const LIFE_MS = { least: 500, most: 3_000 };

/** Kills so many times. `random` gives numbers from 0 to 1. Resolves with counts and with what was lost, as sentences. */
export async function crashes(kills, random = Math.random) {
  const parley = await Parley.open();
  const ledger = new Ledger();
  const lost = [];
  let number = 0;
  try {
    for (let kill = 0; kill < kills; kill++) {
      let running = true;
      const writers = writersOf(parley.dataDirectory, ledger, () => ++number).map((write) => repeat(write, () => running));
      const command = typeOne(parley.dataDirectory, ledger, ++number);
      await pause(LIFE_MS.least + random() * (LIFE_MS.most - LIFE_MS.least));
      await parley.stop('SIGKILL');
      running = false;
      await Promise.all([...writers, command]);
      await parley.start();
      lost.push(...ledger.lost(await read(parley.dataDirectory)));
    }
  } finally {
    await parley.close();
  }
  return { kills, acknowledged: ledger.acknowledged, unknown: ledger.unknown, lost };
}

/** One kind of write each; all of them run at once. */
function writersOf(data, ledger, next) {
  const done = (status) => status >= 200 && status < 300;
  const send = async (method, path, body) => done((await admin(data, method, path, body)).status);
  const made = [];
  let accounts = 0;
  return [
    async () => {
      if (++accounts > ACCOUNTS_PER_LIFE) return pause(20);
      const login = `account-${next()}`;
      await ledger.write(`user ${login}`, 'host', () => send('POST', '/users', { login, name: `Name ${login}` }));
      made.push(login);
    },
    async () => {
      const login = made.shift();
      if (login === undefined) return pause(5);
      await ledger.write(`user ${login}`, 'admin', () => send('PATCH', `/users/${login}`, { role: 'admin' }));
      if (next() % 3 === 0) await ledger.write(`user ${login}`, undefined, () => send('DELETE', `/users/${login}`));
    },
    async () => {
      const value = `${1 + (next() % 3_000)} s`;
      await ledger.write('setting', secondsOf(value), () => send('PUT', '/settings/rooms.host-grace', { value }));
    },
    async () => {
      const [room, title] = [`room-${next() % ROOMS}`, `Title ${next()}`];
      await ledger.write(`room ${room}`, title, () => send('PATCH', `/rooms/${room}`, { title }));
    },
  ];
}

/** A write by the program's own command line: what it says with exit code 0 is an acknowledgement, too. */
async function typeOne(data, ledger, number) {
  const login = `typed-${number}`;
  const typed = start(PROGRAM, ['user', 'add', login, '--data', data, '--json']);
  await ledger
    .write(`user ${login}`, 'host', async () => {
      if ((await typed.ended) !== 0) throw new Error('the command did not succeed');
      return true;
    })
    .catch(() => {});
}

/** Writes until the node is gone. A refusal is a fault of the test or of the node, and is not overlooked. */
async function repeat(write, running) {
  while (running()) {
    try {
      await write();
    } catch (fault) {
      if (/refused$/.test(fault.message)) throw fault;
      await pause(5);
    }
  }
}

/** Everything there is, as a function from the ledger's keys. */
async function read(data) {
  const found = new Map();
  for (let path = '/users'; path !== null; ) {
    const { body } = await admin(data, 'GET', path);
    for (const user of body.users) found.set(`user ${user.login}`, user.role);
    path = body.next === null ? null : `/users?after=${encodeURIComponent(body.next)}`;
  }
  found.set('setting', secondsOf((await admin(data, 'GET', '/settings/rooms.host-grace')).body.value));
  // The room itself and not the list: of a write that was cut off, a room may know what the list does not yet.
  for (let room = 0; room < ROOMS; room++) {
    const { status, body } = await admin(data, 'GET', `/rooms/room-${room}`);
    if (status !== 404) found.set(`room room-${room}`, body.title);
  }
  return (key) => found.get(key);
}

/** The node may show a duration in a larger unit than it was given in. */
function secondsOf(text) {
  const [, count, unit] = /^([\d.]+) ?(ms|s|m|h|d)$/.exec(text);
  return Number(count) * { ms: 0.001, s: 1, m: 60, h: 3_600, d: 86_400 }[unit];
}
