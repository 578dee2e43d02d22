// Rooms that are in use: search, order, and the way to each.

import { useMemo, useState } from 'react';
import { PageLink } from '../../app/PageLink';
import { t } from '../../i18n';
import { Field } from '../../ui/Field';
import { Select } from '../../ui/Select';
import type { OpsRoom } from '../api/schema';
import { useCluster } from '../live/follow';
import type { ViewProps } from '../OpsPage';
import { Coming } from '../ui/Failed';
import { span, whole } from '../ui/figures';

const PAGE = 100;
type Order = 'people' | 'name' | 'newest' | 'oldest';
const ORDERS: Record<Order, (one: OpsRoom, other: OpsRoom) => number> = {
  people: (one, other) => other.participants - one.participants || one.name.localeCompare(other.name),
  name: (one, other) => one.name.localeCompare(other.name),
  newest: (one, other) => other.startedAtMs - one.startedAtMs,
  oldest: (one, other) => (one.startedAtMs || Number.MAX_VALUE) - (other.startedAtMs || Number.MAX_VALUE),
};

export function Rooms(_: ViewProps) {
  const { state } = useCluster();
  const [search, setSearch] = useState(() => new URLSearchParams(window.location.search).get('node') ?? '');
  const [order, setOrder] = useState<Order>('people');
  const [most, setMost] = useState(PAGE);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the rooms change in place, which the version tells.
  const found = useMemo(() => {
    const wanted = search.trim().toLowerCase();
    return [...state.rooms.values()]
      .filter((room) => room.participants > 0 || room.waiting > 0)
      .filter((room) => wanted === '' || room.name.toLowerCase().includes(wanted) || room.node.includes(wanted))
      .sort(ORDERS[order]);
  }, [state, state.version, search, order]);
  if (state.atMs === null) return <Coming />;
  const now = state.atMs;
  return (
    <>
      <h1>{t('ops.nav.rooms')}</h1>
      <div className="ops-search">
        <Field label={t('ops.searchRooms')} value={search} onChange={setSearch} />
        <Select
          label={t('ops.order')}
          value={order}
          options={(['people', 'name', 'newest', 'oldest'] as const).map((value) => ({
            value,
            label: t(`ops.orders.${value}`),
          }))}
          onChange={setOrder}
        />
      </div>
      <p className="quiet" role="status">
        {t('ops.count.rooms', { count: found.length, shown: whole(found.length) })}
      </p>
      {found.length > 0 && (
        <table className="ops-table">
          <thead>
            <tr>
              <th>{t('ops.room')}</th>
              <th className="ops-right">{t('ops.participants')}</th>
              <th className="ops-right">{t('ops.since')}</th>
              <th>{t('ops.node')}</th>
            </tr>
          </thead>
          <tbody>
            {found.slice(0, most).map((room) => (
              <tr key={room.name}>
                <td>
                  <PageLink to={`/ops/rooms/${encodeURIComponent(room.name)}`}>{room.name}</PageLink>
                </td>
                <td className="ops-right figures">
                  {room.participants}
                  {room.waiting > 0 && <small> {t('ops.andWait', { count: room.waiting })}</small>}
                </td>
                <td className="ops-right figures">{room.startedAtMs > 0 ? span(now - room.startedAtMs) : '–'}</td>
                <td>{room.node}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {found.length > most && (
        <button type="button" className="button" onClick={() => setMost(most + PAGE)}>
          {t('ops.more')}
        </button>
      )}
    </>
  );
}
