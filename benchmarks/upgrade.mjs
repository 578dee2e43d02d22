// Takes a cluster of three nodes from the newest release to the current build under a meeting, and prints how long pictures and sound pause
// and what is lost.
//
//   node benchmarks/upgrade.mjs     `./bench upgrade` builds the current one first; the release is built here, from its commit

import { upgrade } from '../tests/Harness/upgrading.mjs';

const seen = await upgrade(console.log);
for (const [name, value, limit] of [
  ['picture-gap-ms', seen.pictureGapMs, 1_000],
  ['sound-gap-ms', seen.soundGapMs, 1_000],
  ['nodes-that-did-not-end-with-0', seen.badExits, 0],
  ['people-lost', seen.peopleLost, 0],
  ['people-not-let-in', seen.peopleNotLetIn, 0],
  ['chat-lost', seen.chatLost, 0],
  ['writes-lost', seen.writesLost, 0],
  ['old-nodes-at-a-loss-afterwards', seen.oldNodesAtALoss, 0],
]) {
  console.log(`goal upgrade-${name} ${Number.isFinite(value) ? Math.round(value) : 'never'} ${limit} ${value <= limit ? 'ok' : 'short'}`);
}
