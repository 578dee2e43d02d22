// Who comes to a meeting that is under way sees it soon. Cameras and windows have few pixels: how long a server's
// processors need to encode and draw beside it, which they do nowhere else, is not what is measured.

import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { smallCamera } from '../Harness/smallCamera.mjs';
import { setStage } from '../Harness/stage.mjs';

const FPS = 10;
const SMALL = { viewport: { width: 640, height: 360 } };
const directory = mkdtempSync(join(tmpdir(), 'parley-late-'));
const stage = setStage({ browser: { args: smallCamera(directory, FPS) } });
after(() => rmSync(directory, { recursive: true, force: true }));

test('a third who comes late has a picture within two seconds and both pictures soon', async (t) => {
  const room = stage.newRoom('late');
  const [ann, ben, cyd] = await Promise.all(['Ann', 'Ben', 'Cyd'].map((name) => stage.person(name, SMALL)));
  await ann.joinByLink(stage.parley.url, room);
  await ben.joinByLink(stage.parley.url, room);
  await Promise.all([ann.sees('Ben'), ben.sees('Ann')]);
  await cyd.joinByLink(stage.parley.url, room);
  const firstFrameMs = Math.round(await cyd.firstFrameMs());
  t.diagnostic(`first frame ${firstFrameMs} ms after the click that joined`);
  assert.ok(firstFrameMs <= 2_000, `the first frame came ${firstFrameMs} ms after the click that joined`);
  await Promise.all([cyd.sees('Ann'), cyd.sees('Ben'), cyd.hears(), ann.sees('Cyd'), ben.sees('Cyd')]);
  await cyd.seesPictures(2);
});
