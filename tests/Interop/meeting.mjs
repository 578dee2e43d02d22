// A program with a meeting of two in it that must not notice what else happens.

import assert from 'node:assert/strict';
import { Parley } from '../Harness/parley.mjs';
import { Participant } from './participant.mjs';

const ROOM = 'undisturbed';

export async function openMeeting() {
  // One worker, so that whatever else happens does so on the port and the thread of the meeting.
  const parley = await Parley.open(['--set', 'parley.media.workers=1']);
  const join = (name) => Participant.join(parley.url, ROOM, name);
  const dan = await join('Dan');
  const eve = await join('Eve');
  dan.view([await dan.cameraOf('Eve')]);
  eve.view([await eve.cameraOf('Dan')]);
  await Promise.all([dan.sees(), eve.sees()]);
  return {
    parley,
    dan,
    eve,
    room: ROOM,
    join,

    /** The program is ready, and both still have picture and sound of each other. */
    async goesOn() {
      assert.ok(parley.running, `the program ended; it printed:\n${parley.output}`);
      assert.ok(await parley.isReady());
      await Promise.all([dan.sees(), eve.sees(), dan.hears(), eve.hears()]);
    },

    async close() {
      await Promise.all([dan.close(), eve.close()]);
      await parley.close();
    },
  };
}
