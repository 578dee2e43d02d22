// The process in which endpoints live: does what its parent asks, and tells it what came in.

import { Endpoint } from './endpoint.mjs';

const TELL_EVERY_MS = 100;
// Closed endpoints are kept: the binding may crash when one is finalised, and this process is killed before that.
const endpoints = new Map();

const tasks = {
  open(number) {
    const endpoint = new Endpoint();
    endpoints.set(number, endpoint);
    return endpoint.offer();
  },
  accept: (number, sdp) => endpoints.get(number).accept(sdp),
  close: (number) => endpoints.get(number).close(),
};

process.on('message', async ({ request, task, number, argument }) => {
  try {
    process.send({ request, result: (await tasks[task](number, argument)) ?? null });
  } catch (fault) {
    process.send({ request, fault: fault.message });
  }
});

setInterval(() => {
  process.send({ counts: [...endpoints].map(([number, { counts }]) => [number, counts]) });
}, TELL_EVERY_MS);

process.once('disconnect', () => process.kill(process.pid, 'SIGKILL'));
