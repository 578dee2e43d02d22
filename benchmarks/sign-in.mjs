// What signing in with a password costs: time, and the server's processor time; and whether a stranger could tell by time.

import { spawnSync } from 'node:child_process';
import { Parley, PROGRAM } from '../tests/Harness/parley.mjs';
import { cpuTimeMs } from '../tests/Harness/processes.mjs';
import { spread } from './figures.mjs';

const SIGN_INS = 50;
const WARM_UPS = 10;
/** Few enough that no back-off begins. */
const FAILURES = 8;
const PASSWORD = 'seven purple kettles sing';

const parley = await Parley.open(['--set', 'parley.web.api.attempts-burst=1000']);
const made = spawnSync(PROGRAM, ['user', 'register', 'ann', '--data', parley.dataDirectory], { input: `${PASSWORD}\n`, encoding: 'utf8' });
if (made.status !== 0) throw new Error(`the account was not made: ${made.stderr}`);

async function signIn(login, password, expected) {
  const startedAt = performance.now();
  const answer = await fetch(`${parley.url}/api/v1/sign-in`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: parley.url },
    body: JSON.stringify({ login, password }),
  });
  await answer.arrayBuffer();
  if (answer.status !== expected) throw new Error(`signing in was answered ${answer.status}`);
  return performance.now() - startedAt;
}

async function repeat(count, login, password, expected) {
  const times = [];
  for (let i = 0; i < count; i++) times.push(await signIn(login, password, expected));
  return times;
}

await repeat(WARM_UPS, 'ann', PASSWORD, 200);
const cpuBefore = cpuTimeMs(parley.pid);
const right = await repeat(SIGN_INS, 'ann', PASSWORD, 200);
const cpuMs = (cpuTimeMs(parley.pid) - cpuBefore) / SIGN_INS;
const wrong = await repeat(FAILURES, 'ann', 'not the password of ann', 401);
await signIn('nobody', PASSWORD, 401);
const unknown = await repeat(FAILURES, 'nobody', 'not the password of ann', 401);
await parley.close();
console.log(`sign-in: ${spread(right)}, ${cpuMs.toFixed(0)} ms of processor time each; wrong password ${spread(wrong)}; unknown name ${spread(unknown)}`);
