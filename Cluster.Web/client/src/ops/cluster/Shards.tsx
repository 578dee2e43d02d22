// The shard map: a grid for each region and node, one cell a shard, coloured by what it carries; moves are seen for 30 s.

import { useMemo, useRef, useState } from 'react';
import { t } from '../../i18n';
import { Field } from '../../ui/Field';
import type { OpsShard } from '../api/schema';
import { useCluster } from '../live/follow';
import type { ViewProps } from '../OpsPage';
import { Coming } from '../ui/Failed';
import { span } from '../ui/figures';
import { ShardGrid } from './ShardGrid';
import './shards.css';

const REGIONS = ['room', 'participant', 'bridge', 'account'] as const;
const ROOMS_NAMED = 12;

export function Shards(_: ViewProps) {
  const { state } = useCluster();
  const [chosen, setChosen] = useState<string | null>(null);
  const [search, setSearch] = useState('');
  const former = useRef<Regions>(new Map());
  // biome-ignore lint/correctness/useExhaustiveDependencies: the shards change in place, which the version tells.
  const regions = useMemo(() => {
    former.current = byRegion([...state.shards.values()], former.current);
    return former.current;
  }, [state, state.version]);
  if (state.atMs === null) return <Coming />;
  const wanted = search.trim().toLowerCase();
  const found =
    wanted === '' ? undefined : [...state.rooms.values()].find((room) => room.name.toLowerCase().includes(wanted));
  const marked = found === undefined ? chosen : `room/${found.shard}`;
  return (
    <>
      <h1>{t('ops.nav.shards')}</h1>
      <p className="quiet">{t('ops.shardsSay')}</p>
      <div className="ops-search">
        <Field label={t('ops.shardOfRoom')} value={search} onChange={setSearch} />
        {wanted !== '' && (
          <p className="quiet" role="status">
            {found === undefined
              ? t('ops.noSuchRoom')
              : t('ops.roomIsIn', { room: found.name, shard: found.shard, node: found.node })}
          </p>
        )}
      </div>
      <Chosen shard={marked === null ? undefined : state.shards.get(marked)} nowMs={state.atMs} />
      {REGIONS.map((region) => {
        const nodes = regions.get(region);
        if (nodes === undefined) return null;
        const most = Math.max(1, ...[...nodes.values()].flat().map((shard) => shard.entities));
        return (
          <section key={region} className="ops-card">
            <h2>{t(`ops.region.${region}`)}</h2>
            {[...nodes]
              .sort(([one], [other]) => one.localeCompare(other, 'en', { numeric: true }))
              .map(([node, shards]) => (
                <div key={node} className="ops-shard-row">
                  <p className="ops-small">
                    {node}
                    <br />
                    <span className="quiet">
                      {t('ops.count.shards', { count: shards.length })},{' '}
                      {t(`ops.entities.${region}`, { count: shards.reduce((sum, shard) => sum + shard.entities, 0) })}
                    </span>
                  </p>
                  <ShardGrid
                    shards={shards}
                    most={most}
                    nowMs={state.atMs ?? 0}
                    marked={marked}
                    choose={setChosen}
                    label={t('ops.gridOf', { region: t(`ops.region.${region}`), node })}
                  />
                </div>
              ))}
          </section>
        );
      })}
    </>
  );
}

function Chosen({ shard, nowMs }: { shard: OpsShard | undefined; nowMs: number }) {
  const { state } = useCluster();
  if (shard === undefined) return null;
  const rooms =
    shard.region === 'room' || shard.region === 'participant'
      ? [...state.rooms.values()].filter((room) => room.shard === shard.shard).map((room) => room.name)
      : [];
  return (
    <section className="ops-card ops-chosen" aria-live="polite">
      <h2>{t('ops.shardNamed', { region: t(`ops.region.${shard.region as 'room'}`), shard: shard.shard })}</h2>
      <p>
        {t('ops.shardOn', { node: shard.node, since: span(nowMs - shard.sinceMs) })}{' '}
        {t(`ops.entities.${shard.region as 'room'}`, { count: shard.entities })}.{' '}
        {shard.movedFrom !== null &&
          t('ops.shardCame', { node: shard.movedFrom, ago: span(nowMs - (shard.movedAtMs ?? nowMs)) })}
      </p>
      {rooms.length > 0 && (
        <p className="quiet">
          {rooms.slice(0, ROOMS_NAMED).join(', ')}
          {rooms.length > ROOMS_NAMED && ' …'}
        </p>
      )}
    </section>
  );
}

type Regions = Map<string, Map<string, OpsShard[]>>;

/** What has not changed since `former` is the same as there, and is not drawn again. */
function byRegion(shards: OpsShard[], former: Regions): Regions {
  const regions: Regions = new Map();
  for (const shard of shards) {
    const nodes = regions.get(shard.region) ?? new Map<string, OpsShard[]>();
    regions.set(shard.region, nodes);
    const there = nodes.get(shard.node);
    if (there === undefined) nodes.set(shard.node, [shard]);
    else there.push(shard);
  }
  for (const [region, nodes] of regions) {
    for (const [node, there] of nodes) {
      there.sort((one, other) => one.shard - other.shard);
      const before = former.get(region)?.get(node);
      if (before?.length === there.length && there.every((shard, index) => shard === before[index]))
        nodes.set(node, before);
    }
  }
  return regions;
}
