// One participant of a meeting: role, where its media goes, what it sends and gets, and what an administrator can do.

import { t } from '../../i18n';
import { call } from '../api/call';
import type { AdminMeetingEndpoint, AdminMeetingParticipant, OpsSource } from '../api/schema';
import type { ViewProps } from '../OpsPage';
import { bits } from '../ui/figures';

interface Props extends ViewProps {
  person: AdminMeetingParticipant;
  endpoint: AdminMeetingEndpoint | undefined;
  room: string;
  again: () => void;
}

export function PersonRow({ person, endpoint, room, admin, confirm, again }: Props) {
  const path = { name: room, participant: person.participant };
  const media = endpoint?.endpoint;
  const shown = media?.slots.filter((slot) => slot.source !== null).length ?? 0;
  return (
    <li>
      <div className="ops-person-head">
        <strong dir="auto">{person.name}</strong>
        <span className="quiet ops-small">
          {t(`ops.role.${person.role as 'moderator'}`)}
          {person.login !== null && ` · ${person.login}`}
          {person.client !== null && ` · ${person.client}`}
          {person.presence === 'reconnecting' && ` · ${t('ops.reconnecting')}`}
          {person.edge !== null && ` · ${t('ops.throughNode', { node: person.edge })}`}
          {endpoint !== undefined && ` · ${t('ops.onNode', { node: endpoint.node })}`}
          {media?.remoteAddress != null && ` · ${media.remoteAddress}`}
          {media?.roundTripMs != null && ` · ${t('ops.roundTrip', { ms: media.roundTripMs.toFixed(0) })}`}
          {media !== undefined && ` · ${t('ops.slots', { shown, count: media.slots.length })}`}
        </span>
        {admin && (
          <span className="ops-person-deeds">
            {person.microphoneOn && (
              <button
                type="button"
                className="button tiny"
                onClick={() =>
                  confirm({
                    title: t('ops.mute.title'),
                    say: t('ops.mute.say', { name: person.name }),
                    go: t('ops.mute.go'),
                    calm: true,
                    run: () => call('muteParticipant', { path }),
                    done: again,
                  })
                }
              >
                {t('ops.mute.go')}
              </button>
            )}
            <button
              type="button"
              className="button tiny"
              onClick={() =>
                confirm({
                  title: t('ops.remove.title'),
                  say: t('ops.remove.say', { name: person.name }),
                  go: t('ops.remove.go'),
                  run: () => call('removeParticipant', { path }),
                  done: again,
                })
              }
            >
              {t('ops.remove.go')}
            </button>
          </span>
        )}
      </div>
      {media === undefined ? (
        <p className="quiet ops-small">{t('ops.noMedia')}</p>
      ) : (
        media.sources.map((source) => <Source key={source.source} source={source} />)
      )}
    </li>
  );
}

function Source({ source }: { source: OpsSource }) {
  const live = source.layers.filter((layer) => layer.live);
  return (
    <p className="ops-small ops-source">
      <span>{t(`ops.kind.${source.kind as 'camera'}`)}</span>
      {source.muted && <span className="quiet">{t('ops.isMuted')}</span>}
      {live.map((layer) => {
        const [rate, unit] = bits(layer.bitrateBps);
        const lost = layer.packets + layer.lost === 0 ? 0 : (100 * layer.lost) / (layer.packets + layer.lost);
        return (
          <span key={layer.ssrc} className="figures">
            {layer.height > 0 && `${layer.height}p `}
            {rate} <small>{unit}</small> {t('ops.loss', { percent: lost.toFixed(1) })}
          </span>
        );
      })}
      {live.length === 0 && !source.muted && <span className="quiet">{t('ops.sendsNothing')}</span>}
    </p>
  );
}
