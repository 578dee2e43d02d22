// Takes a cluster of three nodes from the newest release to the current build under a meeting, and prints how long pictures and sound pause
// and what is lost.
//
//   node benchmarks/upgrade.mjs     `./bench upgrade` builds the current one first; the release is built here, from its commit

import { upgrade } from '../tests/Harness/upgrading.mjs';
import { goal } from './figures.mjs';

const seen = await upgrade(console.log);
goal('upgrade-picture-gap-ms', seen.pictureGapMs, 1_000);
goal('upgrade-sound-gap-ms', seen.soundGapMs, 1_000);
goal('upgrade-nodes-that-did-not-end-with-0', seen.badExits, 0);
goal('upgrade-people-lost', seen.peopleLost, 0);
goal('upgrade-people-not-let-in', seen.peopleNotLetIn, 0);
goal('upgrade-chat-lost', seen.chatLost, 0);
goal('upgrade-writes-lost', seen.writesLost, 0);
goal('upgrade-old-nodes-at-a-loss-afterwards', seen.oldNodesAtALoss, 0);
