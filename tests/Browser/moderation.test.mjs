// A moderator is in control: what is muted is not heard, who is removed is gone, and a reload takes no role away.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setStage } from '../Harness/stage.mjs';
import { until } from '../Harness/until.mjs';

const stage = setStage();

const openPeople = (person) => person.page.getByRole('button', { name: 'People', exact: true }).click();
const lineOf = (person, name) => person.page.getByRole('listitem').filter({ has: person.button(`Write to ${name}`) });

/** Does something to somebody by the menu of the people's list, which must be open. */
async function act(moderator, name, action) {
  await lineOf(moderator, name).getByRole('button', { name: `Actions for ${name}` }).click();
  await moderator.page.getByRole('menuitem', { name: action, exact: true }).click();
}

test('who is muted is not heard, may unmute, and may not when the moderator says so', async () => {
  const [ann, ben] = await stage.pair(stage.newRoom('mute'));
  await ann.hears();
  await openPeople(ann);
  await act(ann, 'Ben', 'Mute');
  await ben.page.getByText('Ann muted you. Unmute when you want to speak.').waitFor();
  await ann.hearsNobody();
  await ben.control('Unmute microphone').click();
  await ann.hears();

  await act(ann, 'Ben', 'Mute and don’t let unmute');
  await ben.page.getByText('Ann muted you. A moderator has to let you unmute.').waitFor();
  await ann.hearsNobody();
  await act(ann, 'Ben', 'Let unmute');
  await ben.control('Unmute microphone').click();
  await ann.hears();
});

test('a camera that a moderator stopped sends nothing until its owner starts it', async () => {
  const [ann, ben] = await stage.pair(stage.newRoom('camera'));
  await openPeople(ann);
  await act(ann, 'Ben', 'Stop camera');
  await ben.page.getByText('Ann stopped your camera. Start it again when you like.').waitFor();
  await ann.seesNobody();
  await ben.control('Start camera').click();
  await ann.sees('Ben');
});

test('a client that pays no heed to its lock is not heard all the same', async () => {
  const room = stage.newRoom('heedless');
  const ann = await stage.person('Ann');
  await ann.joinByLink(stage.parley.url, room);
  const ben = await stage.person('Ben');
  // Keeps the microphone's track alive and says on the socket that it is on, whatever it is told.
  await ben.context.addInitScript(() => {
    const enabled = Object.getOwnPropertyDescriptor(MediaStreamTrack.prototype, 'enabled');
    Object.defineProperty(MediaStreamTrack.prototype, 'enabled', { ...enabled, set() { enabled.set.call(this, true); } });
    MediaStreamTrack.prototype.stop = () => {};
    RTCRtpSender.prototype.replaceTrack = new Proxy(RTCRtpSender.prototype.replaceTrack, {
      apply: (target, sender, [track]) => (track === null ? Promise.resolve() : Reflect.apply(target, sender, [track])),
    });
    const send = WebSocket.prototype.send;
    WebSocket.prototype.send = function (data) {
      window.benSocket = this;
      return send.call(this, data);
    };
  });
  await ben.joinByLink(stage.parley.url, room);
  await Promise.all([ann.sees('Ben'), ann.hears()]);
  await openPeople(ann);
  await act(ann, 'Ben', 'Mute and don’t let unmute');
  await ann.hearsNobody();
  await ben.page.evaluate(() => {
    for (const mark of [0, 1, 2, 1000]) {
      window.benSocket.send(JSON.stringify({ type: 'devices', state: { microphoneOn: true, cameraOn: true, screenOn: false }, mark }));
    }
  });
  await ann.hearsNobody();
  assert.equal(await ann.tile('Ben').getAttribute('data-muted'), 'true');
});

test('everyone is muted at once, and a moderator is not', async () => {
  const room = stage.newRoom('all');
  const [ann, ben] = await stage.pair(room);
  const cyd = await stage.person('Cyd');
  await cyd.joinByLink(stage.parley.url, room);
  await Promise.all([ann.sees('Cyd'), ann.hears(), ben.hears()]);
  await openPeople(ann);
  await ann.button('Mute everyone').click();
  await ann.page.getByRole('dialog').getByRole('button', { name: 'Mute everyone' }).click();
  await ann.hearsNobody();
  await ben.hears();
});

test('who is removed is gone at once and is told why', async () => {
  const [ann, ben] = await stage.pair(stage.newRoom('remove'));
  await openPeople(ann);
  await act(ann, 'Ben', 'Remove from the meeting');
  await ann.page.getByRole('dialog').getByRole('button', { name: 'Remove', exact: true }).click();
  await ben.page.getByRole('heading', { name: 'You were removed from the meeting' }).waitFor();
  await ann.missesTile('Ben');
});

test('a moderator who loads the page again is a moderator still, and nobody else became one', async () => {
  const room = stage.newRoom('reload');
  const [ann, ben] = await stage.pair(room);
  await ann.page.reload();
  await ann.goIn();
  await Promise.all([ann.sees('Ben'), ben.sees('Ann')]);
  await until('one tile of Ann at Ben', async () => (await ben.tile('Ann').count()) === 1);
  await openPeople(ben);
  await lineOf(ben, 'Ann').getByText('Moderator').waitFor();
  assert.equal(await ben.page.getByRole('button', { name: 'Actions for Ann' }).count(), 0, 'Ben moderates nobody');
  await openPeople(ann);
  await act(ann, 'Ben', 'Make moderator');
  await lineOf(ben, 'Ann').getByRole('button', { name: 'Actions for Ann' }).waitFor();
});

test('a role given is still there after the program was killed, and not for whoever claims it', async () => {
  const room = stage.newRoom('crash');
  const [ann, ben] = await stage.pair(room);
  await openPeople(ann);
  await act(ann, 'Ben', 'Make moderator');
  await ben.page.getByText('You are a moderator now.').waitFor();
  await ann.close();
  await stage.parley.stop('SIGKILL');
  await stage.parley.start();
  // Comes first, by the same link and under the moderator's name.
  const eve = await stage.person('Ann');
  await ben.page.getByText('You were away too long and joined again.').or(ben.button('Leave')).first().waitFor();
  await eve.joinByLink(stage.parley.url, room);
  await Promise.all([eve.sees('Ben'), ben.sees('Ann')]);
  if ((await lineOf(ben, 'Ann').count()) === 0) await openPeople(ben);
  await lineOf(ben, 'Ann').getByRole('button', { name: 'Actions for Ann' }).waitFor();
});

test('a moderator ends the meeting for everyone', async () => {
  const [ann, ben] = await stage.pair(stage.newRoom('end'));
  await ann.button('Leave or end').click();
  await ann.page.getByRole('menuitem', { name: 'End for everyone' }).click();
  await ann.page.getByRole('dialog').getByRole('button', { name: 'End for everyone' }).click();
  for (const person of [ann, ben]) await person.page.getByRole('heading', { name: 'The meeting has ended' }).waitFor();
});
