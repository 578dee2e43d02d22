// The page's picture of the cluster: steps applied, and the sentence that follows from them.

import { describe, expect, it } from 'vitest';
import type { OpsNode, OpsRoom, OpsStep } from '../api/schema';
import { troubles } from './health';
import { applyStep, emptyState } from './state';

const NOW = 1_795_000_000_000;

function node(name: string, change: Partial<OpsNode> = {}): OpsNode {
  return {
    node: name,
    state: 'up',
    stateSinceMs: NOW,
    isDraining: false,
    roles: ['media', 'rooms', 'web'],
    version: '1',
    region: '',
    startedAtMs: NOW,
    memoryBytes: 1,
    cpuPermille: 100,
    loadPermille: 100,
    packetsPerSecond: 10,
    bitsInPerSecond: 1,
    bitsOutPerSecond: 1,
    endpoints: 0,
    bridges: 0,
    meetings: 0,
    participants: 0,
    ...change,
  };
}

function room(name: string, change: Partial<OpsRoom> = {}): OpsRoom {
  return {
    name,
    node: 'b:1',
    shard: 1,
    participants: 2,
    waiting: 0,
    startedAtMs: NOW,
    movedFrom: null,
    movedAtMs: null,
    ...change,
  };
}

function step(change: Partial<OpsStep>): OpsStep {
  return {
    id: 'x-1',
    snapshot: false,
    atMs: NOW,
    nodes: [],
    nodesGone: [],
    shards: [],
    shardsGone: [],
    rooms: [],
    roomsGone: [],
    events: [],
    ...change,
  };
}

describe('steps', () => {
  it('change what they name, and a snapshot forgets the rest', () => {
    const state = emptyState();
    applyStep(
      state,
      step({ snapshot: true, nodes: [node('a:1'), node('b:1')], rooms: [room('weekly'), room('daily')] }),
    );
    applyStep(
      state,
      step({
        atMs: NOW + 1_000,
        nodesGone: ['a:1'],
        rooms: [room('weekly', { participants: 5 })],
        roomsGone: ['daily'],
      }),
    );
    expect([...state.nodes.keys()]).toEqual(['b:1']);
    expect(state.rooms.get('weekly')?.participants).toBe(5);
    expect(state.rooms.has('daily')).toBe(false);
    expect(state.tracks.get('b:1')?.cpu).toEqual([10, 10]);
    applyStep(state, step({ snapshot: true, atMs: NOW + 2_000, nodes: [node('c:1')] }));
    expect([...state.nodes.keys(), ...state.rooms.keys()]).toEqual(['c:1']);
  });

  it('keep two minutes of figures and no more', () => {
    const state = emptyState();
    for (let second = 0; second < 300; second++)
      applyStep(state, step({ atMs: NOW + second * 1_000, nodes: [node('a:1')] }));
    expect(state.tracks.get('a:1')?.cpu.length).toBe(120);
  });
});

describe('the sentence', () => {
  const of = (nodes: OpsNode[], rooms: OpsRoom[] = []) => {
    const state = emptyState();
    applyStep(state, step({ snapshot: true, nodes, rooms }));
    return troubles(state);
  };

  it('says nothing when all is well', () => {
    expect(of([node('a:1'), node('b:1')])).toEqual([]);
  });

  it('says first what is worst: a silent node before one that drains, with its meetings', () => {
    const found = of([
      node('a:1', { isDraining: true, endpoints: 3 }),
      node('b:1', { state: 'silent', meetings: 9 }),
      node('c:1'),
    ]);
    expect(found.map((one) => one.key)).toEqual(['silent', 'draining']);
    expect(found[0]?.params).toMatchObject({ name: 'b:1', count: 9 });
  });

  it('says of a node that is gone where its meetings went', () => {
    const found = of(
      [node('a:1', { state: 'gone' }), node('b:1')],
      [room('weekly', { movedFrom: 'a:1' }), room('daily')],
    );
    expect(found[0]).toMatchObject({ key: 'gone', params: { name: 'a:1', count: 1, to: 'b:1' } });
  });

  it('says when nobody forwards media', () => {
    expect(of([node('a:1', { roles: ['web', 'rooms'] })]).map((one) => one.key)).toEqual(['noMedia']);
  });
});
