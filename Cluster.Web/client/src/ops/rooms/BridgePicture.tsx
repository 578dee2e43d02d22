// A picture of a meeting's bridges: each a circle with its people, and the relays between them.

import { t } from '../../i18n';
import type { AdminMeeting } from '../api/schema';

const WIDTH = 420;
const HEIGHT = 150;
const EDGE = 80;

export function BridgePicture({ meeting }: { meeting: AdminMeeting }) {
  const { bridges } = meeting;
  const places = bridges.map((bridge, index) => ({
    bridge,
    x: bridges.length === 1 ? WIDTH / 2 : EDGE + (index * (WIDTH - 2 * EDGE)) / (bridges.length - 1),
    y: HEIGHT / 2 - 12 + (bridges.length > 2 && index % 2 === 1 ? -24 : 0),
  }));
  const said = bridges.map((bridge) => t('ops.bridgeSays', { node: bridge.node, count: bridge.endpoints })).join(', ');
  return (
    <svg className="ops-bridges" viewBox={`0 0 ${WIDTH} ${HEIGHT}`} role="img" aria-label={said}>
      {places.flatMap((from, index) =>
        places
          .slice(index + 1)
          .map((to) => (
            <line
              key={`${from.bridge.node}-${to.bridge.node}-${to.bridge.bridge}`}
              x1={from.x}
              y1={from.y}
              x2={to.x}
              y2={to.y}
            />
          )),
      )}
      {places.map(({ bridge, x, y }) => (
        <g key={`${bridge.node}/${bridge.bridge}`}>
          <circle cx={x} cy={y} r={Math.min(44, 22 + bridge.endpoints)} />
          <text x={x} y={y + 6} className="ops-bridge-count">
            {bridge.endpoints}
          </text>
          <text x={x} y={y + 62} className="ops-bridge-name">
            {bridge.node}
          </text>
        </g>
      ))}
    </svg>
  );
}
