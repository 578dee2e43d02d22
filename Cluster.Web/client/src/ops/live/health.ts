// Whether everything is all right, and if not, what, since when and what to do: as words' keys, worst first.

import type { OpsNode } from '../api/schema';
import type { ClusterState } from './state';

export interface Trouble {
  key: 'silent' | 'gone' | 'draining' | 'leaving' | 'loaded' | 'versions' | 'noMedia' | 'noRooms' | 'waiting';
  tone: 'bad' | 'warn' | 'info';
  sinceMs: number | null;
  params: Record<string, string | number>;
}

const LOADED_PERMILLE = 800;
const WAITING_FOR = 10 * 60_000;

export function troubles(state: ClusterState): Trouble[] {
  const nodes = [...state.nodes.values()];
  const now = state.atMs ?? 0;
  const there = nodes.filter((node) => node.state !== 'gone');
  const up = there.filter((node) => node.state === 'up');
  const found: Trouble[] = [];
  for (const node of nodes) found.push(...ofNode(node, state));
  for (const [role, key] of [
    ['media', 'noMedia'],
    ['rooms', 'noRooms'],
  ] as const) {
    if (nodes.length > 0 && !up.some((node) => node.roles.includes(role)))
      found.push({ key, tone: 'bad', sinceMs: null, params: {} });
  }
  const versions = new Set(there.map((node) => node.version).filter((version) => version !== ''));
  if (versions.size > 1)
    found.push({ key: 'versions', tone: 'info', sinceMs: null, params: { versions: [...versions].sort().join(', ') } });
  const waiting = [...state.rooms.values()].filter((room) => room.waiting > 0 && room.participants === 0);
  if (waiting.length > 0 && now > WAITING_FOR)
    found.push({ key: 'waiting', tone: 'info', sinceMs: null, params: { count: waiting.length } });
  const order = { bad: 0, warn: 1, info: 2 };
  return found.sort((one, other) => order[one.tone] - order[other.tone]);
}

function ofNode(node: OpsNode, state: ClusterState): Trouble[] {
  const name = node.node;
  const sinceMs = node.stateSinceMs;
  if (node.state === 'silent') return [{ key: 'silent', tone: 'bad', sinceMs, params: { name, count: node.meetings } }];
  if (node.state === 'gone') {
    const moved = [...state.rooms.values()].filter((room) => room.movedFrom === name && room.participants > 0);
    const to = [...new Set(moved.map((room) => room.node))].join(', ');
    return [{ key: 'gone', tone: 'warn', sinceMs, params: { name, count: moved.length, to } }];
  }
  if (node.state === 'leaving') return [{ key: 'leaving', tone: 'info', sinceMs, params: { name } }];
  if (node.isDraining)
    return [{ key: 'draining', tone: 'info', sinceMs: null, params: { name, count: node.endpoints } }];
  if (node.loadPermille >= LOADED_PERMILLE)
    return [
      { key: 'loaded', tone: 'warn', sinceMs: null, params: { name, percent: Math.round(node.loadPermille / 10) } },
    ];
  return [];
}
