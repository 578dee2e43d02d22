// Child processes that never outlive this one, and what the kernel says of them.

import { spawn } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { setPriority } from 'node:os';

const children = new Set();
const atEnd = new Set();

/** Runs `undo` when this process ends, however it ends short of SIGKILL. Returns a function that forgets it. */
export function onEnd(undo) {
  atEnd.add(undo);
  return () => atEnd.delete(undo);
}

process.once('exit', () => {
  for (const child of children) child.kill('SIGKILL');
  for (const undo of atEnd) undo();
});
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.once(signal, () => process.exit(1));

/** Starts a program whose output is kept in `output()`; `ended` resolves with its exit code or signal. */
export function start(file, args, options = {}) {
  const child = spawn(file, args, { stdio: ['ignore', 'pipe', 'pipe'], ...options });
  const chunks = [];
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => chunks.push(chunk));
  children.add(child);
  const ended = new Promise((resolve) => {
    child.once('error', (fault) => resolve(fault.message));
    child.once('close', (code, signal) => resolve(code ?? signal));
  }).finally(() => children.delete(child));
  return { child, pid: child.pid, ended, output: () => Buffer.concat(chunks).toString() };
}

/** CPU time a process has used, in ms, user and system together (Linux counts it in hundredths of a second). */
export function cpuTimeMs(pid) {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').replace(/^.*\) /, '').split(' ');
  return (Number(fields[11]) + Number(fields[12])) * 10;
}

/** Memory of a process that is in RAM now, in bytes. */
export function residentBytes(pid) {
  const [, kilobytes] = /^VmRSS:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'));
  return Number(kilobytes) * 1024;
}

/** File descriptors a process has open. */
export function openFiles(pid) {
  return readdirSync(`/proc/${pid}/fd`).length;
}

/** Lets processes go behind all others from now on: every thread that they have, and those which these start. Their children stay as they are. */
export function giveWay(pids) {
  for (const pid of pids) for (const thread of readdirSync(`/proc/${pid}/task`)) setPriority(Number(thread), 10);
}
