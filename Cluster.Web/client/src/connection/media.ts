// The way sound and picture take: a connection over UDP to a throw-away endpoint of the server.

import { api, type Failure } from '../shared/api';

/** ICE and DTLS together; the endpoint does not live longer. */
const PATIENCE_MS = 12_000;

export type MediaOutcome =
  | { at: 'connected'; address: string; ms: number }
  | { at: 'unreachable'; ms: number }
  | { at: 'unsupported' }
  | { at: 'refused'; failure: Failure };

export async function tryMedia(): Promise<MediaOutcome> {
  if (typeof RTCPeerConnection === 'undefined') return { at: 'unsupported' };
  const connection = new RTCPeerConnection({ bundlePolicy: 'max-bundle', rtcpMuxPolicy: 'require' });
  try {
    connection.addTransceiver('audio', { direction: 'recvonly' });
    await connection.setLocalDescription();
    const reply = await api.testMedia(connection.localDescription?.sdp ?? '');
    if (!reply.ok) return { at: 'refused', failure: reply.failure };
    const startedAtMs = performance.now();
    await connection.setRemoteDescription({ type: 'answer', sdp: reply.value.sdp });
    const connected = await untilConnected(connection);
    const ms = Math.round(performance.now() - startedAtMs);
    return connected ? { at: 'connected', address: await remoteAddress(connection), ms } : { at: 'unreachable', ms };
  } catch (error) {
    console.warn(`The test's connection could not be made: ${error}`);
    return { at: 'refused', failure: { code: 'unreadable', message: '', retryAfterMs: null } };
  } finally {
    connection.close();
  }
}

function untilConnected(connection: RTCPeerConnection): Promise<boolean> {
  return new Promise((resolve) => {
    const finish = (result: boolean) => {
      clearTimeout(timer);
      connection.onconnectionstatechange = null;
      resolve(result);
    };
    const look = () => {
      if (connection.connectionState === 'connected') finish(true);
      else if (connection.connectionState === 'failed') finish(false);
    };
    const timer = setTimeout(() => finish(false), PATIENCE_MS);
    connection.onconnectionstatechange = look;
    look();
  });
}

/** Of the pair of candidates that won; empty where the browser does not tell. */
async function remoteAddress(connection: RTCPeerConnection): Promise<string> {
  const stats = [...(await connection.getStats()).values()] as Record<string, unknown>[];
  const pair = stats.find(
    (one) => one.type === 'candidate-pair' && one.nominated === true && one.state === 'succeeded',
  );
  const remote = stats.find((one) => one.id === pair?.remoteCandidateId);
  const address = remote?.address ?? remote?.ip;
  if (typeof address !== 'string') return '';
  return address.includes(':') ? `[${address}]:${remote?.port}` : `${address}:${remote?.port}`;
}
