// The first look: one sentence, what is not all right, and the figures of the whole.

import { PageLink } from '../../app/PageLink';
import { t } from '../../i18n';
import { EventList } from '../history/EventList';
import { useCluster } from '../live/follow';
import { type Trouble, troubles } from '../live/health';
import type { ViewProps } from '../OpsPage';
import { Coming } from '../ui/Failed';
import { bits, span, whole } from '../ui/figures';

export function Overview(_: ViewProps) {
  const { state } = useCluster();
  if (state.atMs === null) return <Coming />;
  const nodes = [...state.nodes.values()];
  const up = nodes.filter((node) => node.state === 'up');
  const rooms = [...state.rooms.values()];
  const meetings = rooms.filter((room) => room.participants > 0).length;
  const people = rooms.reduce((sum, room) => sum + room.participants, 0);
  const found = troubles(state);
  const bad = found.filter((one) => one.tone !== 'info');
  const [out, outUnit] = bits(nodes.reduce((sum, node) => sum + node.bitsOutPerSecond, 0));
  return (
    <>
      <h1 className={`ops-sentence ${bad.length === 0 ? '' : 'is-bad'}`} aria-live="polite">
        {bad.length === 0
          ? t('ops.allWell', {
              nodes: t('ops.count.nodes', { count: up.length }),
              meetings: t('ops.count.meetings', { count: meetings }),
            })
          : say(bad[0] as Trouble, state.atMs)}
      </h1>
      {found.length > 0 && (
        <ul className="ops-troubles">
          {found.map((one) => (
            <li key={`${one.key}${one.params.name ?? ''}`} className={`ops-trouble is-${one.tone}`}>
              <p>{say(one, state.atMs ?? 0)}</p>
              <p className="quiet">{t(`ops.do.${one.key}`, one.params)}</p>
            </li>
          ))}
        </ul>
      )}
      <dl className="ops-figures">
        <Figure to="/ops/nodes" name={t('ops.nav.nodes')} value={whole(up.length)} />
        <Figure to="/ops/rooms" name={t('ops.meetings')} value={whole(meetings)} />
        <Figure to="/ops/rooms" name={t('ops.participants')} value={whole(people)} />
        <Figure to="/ops/nodes" name={t('ops.sent')} value={out} unit={outUnit} />
      </dl>
      <section className="ops-card">
        <h2>{t('ops.lately')}</h2>
        <EventList events={state.events.slice(-12).reverse()} />
      </section>
    </>
  );
}

function Figure({ to, name, value, unit }: { to: string; name: string; value: string; unit?: string }) {
  return (
    <div>
      <dt>
        <PageLink to={to}>{name}</PageLink>
      </dt>
      <dd className="figures">
        {value}
        {unit !== undefined && <small> {unit}</small>}
      </dd>
    </div>
  );
}

function say(one: Trouble, nowMs: number): string {
  const since = one.sinceMs === null ? '' : span(nowMs - one.sinceMs);
  return t(`ops.trouble.${one.key}`, { ...one.params, since });
}
