// A lost signalling connection is not a departure.

import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { Cable } from '../Harness/cable.mjs';
import { setStage } from '../Harness/stage.mjs';
import { until, untilGrows } from '../Harness/until.mjs';

const stage = setStage();
let cable;
after(() => cable?.close());

test('a participant whose socket breaks keeps media, place and role, and resumes', async () => {
  const room = stage.newRoom('resume');
  cable = await Cable.lay(stage.parley.port);
  const ann = await stage.person('Ann');
  const ben = await stage.person('Ben');
  await ann.joinByLink(cable.url, room);
  await ben.joinByLink(stage.parley.url, room);
  await Promise.all([ann.sees('Ben'), ben.sees('Ann'), ben.hears()]);
  const before = await ben.identityOf('Ann');
  assert.ok(before.id);
  assert.ok(before.isModerator, 'the first in a room is its moderator');

  cable.cut();
  await ben.tile('Ann').getByText('Reconnecting…').waitFor();
  await ann.page.getByRole('status').getByText('The connection is lost. Coming back…').waitFor();
  await Promise.all([
    untilGrows('frames of Ann at Ben while her socket is away', () => ben.framesInTile('Ann'), { by: 10 }),
    untilGrows('frames of Ben at Ann while her socket is away', () => ann.framesInTile('Ben'), { by: 10 }),
    ben.hears(),
    ann.hears(),
  ]);
  await ben.say('Are you there?');

  cable.mend();
  await until("Ann's mark of reconnecting to go", async () => (await ben.tile('Ann').getByText('Reconnecting…').count()) === 0);
  assert.deepEqual(await ben.identityOf('Ann'), before);
  await ann.openChat();
  await ann.chat.getByText('Are you there?').waitFor();
  assert.equal(await ann.page.evaluate(() => window.parleyTest.peers()), 1, 'the media connection is the same one');
  await Promise.all([ann.sees('Ben'), ben.sees('Ann')]);
  await ann.say('Back again');
  await ben.openChat();
  await ben.chat.getByText('Back again').waitFor();
});
