// The nodes: state, what they carry, small plots, and draining them.

import { PageLink } from '../../app/PageLink';
import { t } from '../../i18n';
import { OnScreen } from '../../ui/OnScreen';
import type { OpsNode } from '../api/schema';
import { useCluster } from '../live/follow';
import type { Track } from '../live/state';
import type { ViewProps } from '../OpsPage';
import { Coming } from '../ui/Failed';
import { bits, bytes, span, whole } from '../ui/figures';
import { Plot } from '../ui/Plot';
import { DrainActions, DrainProgress } from './Drain';

const NO_TRACK: Track = { atS: [], cpu: [], packets: [], bits: [] };

export function Nodes(props: ViewProps) {
  const { state } = useCluster();
  if (state.atMs === null) return <Coming />;
  const nodes = [...state.nodes.values()].sort((one, other) =>
    one.node.localeCompare(other.node, 'en', { numeric: true }),
  );
  return (
    <>
      <h1>{t('ops.nav.nodes')}</h1>
      <ul className="ops-nodes">
        {nodes.map((node) => (
          <NodeCard
            key={node.node}
            node={node}
            track={state.tracks.get(node.node) ?? NO_TRACK}
            version={state.version}
            nowMs={state.atMs ?? 0}
            {...props}
          />
        ))}
      </ul>
    </>
  );
}

interface CardProps extends ViewProps {
  node: OpsNode;
  track: Track;
  version: number;
  nowMs: number;
}

function NodeCard(props: CardProps) {
  return (
    <OnScreen tag="li" className={`ops-card ops-node is-${props.node.state}`} early draw={() => <Card {...props} />} />
  );
}

function Card({ node, track, version, nowMs, admin, confirm }: CardProps) {
  const [flow, flowUnit] = bits(node.bitsInPerSecond + node.bitsOutPerSecond);
  const [memory, memoryUnit] = bytes(node.memoryBytes);
  const gone = node.state === 'gone';
  return (
    <>
      <header>
        <h2>{node.node}</h2>
        <span className={`ops-state is-${node.isDraining ? 'draining' : node.state}`}>
          {t(`ops.state.${node.isDraining && node.state === 'up' ? 'draining' : (node.state as 'up')}`)}
        </span>
      </header>
      <p className="quiet ops-small">
        {node.state === 'up' && node.startedAtMs > 0
          ? t('ops.upFor', { span: span(nowMs - node.startedAtMs) })
          : t('ops.stateSince', { span: span(nowMs - node.stateSinceMs) })}
        {' · '}
        {node.roles.join(', ')}
        {node.version !== '' && ` · ${node.version}`}
        {node.region !== '' && ` · ${node.region}`}
      </p>
      {!gone && (
        <>
          <div className="ops-lines">
            <Line name={t('ops.cpu')} value={(node.cpuPermille / 10).toFixed(1)} unit="%">
              <Plot
                atS={track.atS}
                values={track.cpu}
                version={version}
                max={100}
                label={t('ops.plot', { name: t('ops.cpu') })}
              />
            </Line>
            <Line name={t('ops.packets')} value={whole(node.packetsPerSecond)} unit="/s">
              <Plot
                atS={track.atS}
                values={track.packets}
                version={version}
                label={t('ops.plot', { name: t('ops.packets') })}
              />
            </Line>
            <Line name={t('ops.flow')} value={flow} unit={flowUnit}>
              <Plot
                atS={track.atS}
                values={track.bits}
                version={version}
                label={t('ops.plot', { name: t('ops.flow') })}
              />
            </Line>
          </div>
          <p className="ops-small">
            {t('ops.count.meetings', { count: node.meetings })} · {t('ops.count.endpoints', { count: node.endpoints })}{' '}
            · {t('ops.count.bridges', { count: node.bridges })} · <span className="figures">{memory}</span>
            {`\u00a0${memoryUnit}`}
          </p>
        </>
      )}
      <p className="ops-small">
        <PageLink to={`/ops/rooms?node=${encodeURIComponent(node.node)}`}>{t('ops.itsRooms')}</PageLink>
      </p>
      {node.isDraining && node.state === 'up' && <DrainProgress node={node.node} />}
      {admin && node.state === 'up' && <DrainActions node={node} confirm={confirm} />}
    </>
  );
}

function Line({
  name,
  value,
  unit,
  children,
}: {
  name: string;
  value: string;
  unit: string;
  children: React.ReactNode;
}) {
  return (
    <div className="ops-line">
      <span className="quiet">{name}</span>
      {children}
      <span className="figures ops-right">
        {value} <small>{unit}</small>
      </span>
    </div>
  );
}
