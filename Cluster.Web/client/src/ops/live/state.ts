// The cluster as this page knows it: a step of the stream changes it in place, and its version counts up.

import type { OpsNews, OpsNode, OpsRoom, OpsShard, OpsStep } from '../api/schema';

/** Seconds of figures that plots show. */
export const PLOT_SECONDS = 120;
const EVENTS_MAX = 2_000;

export interface Track {
  atS: number[];
  cpu: number[];
  packets: number[];
  bits: number[];
}

export interface ClusterState {
  version: number;
  /** Null until the first step. */
  atMs: number | null;
  nodes: Map<string, OpsNode>;
  shards: Map<string, OpsShard>;
  rooms: Map<string, OpsRoom>;
  /** Newest last. */
  events: OpsNews[];
  tracks: Map<string, Track>;
}

export function emptyState(): ClusterState {
  return {
    version: 0,
    atMs: null,
    nodes: new Map(),
    shards: new Map(),
    rooms: new Map(),
    events: [],
    tracks: new Map(),
  };
}

export function shardKey(shard: Pick<OpsShard, 'region' | 'shard'>): string {
  return `${shard.region}/${shard.shard}`;
}

export function applyStep(state: ClusterState, step: OpsStep): void {
  if (step.snapshot) {
    state.nodes.clear();
    state.shards.clear();
    state.rooms.clear();
    state.events = [];
  }
  for (const node of step.nodes) state.nodes.set(node.node, node);
  for (const node of step.nodesGone) {
    state.nodes.delete(node);
    state.tracks.delete(node);
  }
  for (const shard of step.shards) state.shards.set(shardKey(shard), shard);
  for (const key of step.shardsGone) state.shards.delete(key);
  for (const room of step.rooms) state.rooms.set(room.name, room);
  for (const name of step.roomsGone) state.rooms.delete(name);
  if (step.events.length > 0)
    state.events = [...state.events, ...step.events].sort((one, other) => one.atMs - other.atMs).slice(-EVENTS_MAX);
  for (const node of state.nodes.values()) follow(state.tracks, node, step.atMs);
  state.atMs = step.atMs;
  state.version += 1;
}

function follow(tracks: Map<string, Track>, node: OpsNode, atMs: number): void {
  let track = tracks.get(node.node);
  if (track === undefined) {
    track = { atS: [], cpu: [], packets: [], bits: [] };
    tracks.set(node.node, track);
  }
  const atS = atMs / 1000;
  if ((track.atS.at(-1) ?? 0) >= atS) return;
  track.atS.push(atS);
  track.cpu.push(node.cpuPermille / 10);
  track.packets.push(node.packetsPerSecond);
  track.bits.push(node.bitsInPerSecond + node.bitsOutPerSecond);
  const old = track.atS.findIndex((at) => at > atS - PLOT_SECONDS);
  if (old > 0) for (const line of [track.atS, track.cpu, track.packets, track.bits]) line.splice(0, old);
}
