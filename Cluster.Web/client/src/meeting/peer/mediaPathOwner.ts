// What a media path needs of the call it is part of, and tells it.

import type { NoticeDraft } from '../../shared/notices';
import type { MoveFailure } from '../../shared/protocol';
import type { MeetingState } from '../model';
import type { Reply } from '../signalling/requests';
import type { Slot, Tracks } from './lines';
import type { MoveOrder } from './move';
import type { Offer } from './peer';

export interface MediaPathOwner {
  tracks(): Tracks;
  /** Whether an offer can be sent now; when it can again, `resumed` is called. */
  up(): boolean;
  send(offer: Offer): Promise<Reply>;
  /** Whether the offer of a new peer can be sent with tickets; when it can again, `reachable` is called. */
  mayPresent(): boolean;
  present(offer: Offer): Promise<Reply>;
  /** Has the offer of a second peer answered by the bridge that a move goes to. */
  presentForMove(offer: Offer, order: MoveOrder): Promise<Reply>;
  /** Says how a move ended. */
  moved(order: MoveOrder, failed?: MoveFailure): void;
  /** Slots of a peer beside the present one are to be watched and made ready to play, silently; null: no longer. */
  beside(slots: readonly Slot[] | null): void;
  /** Whether they bring everything that the present ones do, or anything. */
  besideBrings(what: 'everything' | 'anything'): boolean;
  /** They take over, pictures and sound, in this moment. */
  takeOver(slots: readonly Slot[]): void;
  state(media: MeetingState['media']): void;
  /** Another peer's slots are to be watched and played, or there are more of them. */
  slots(slots: readonly Slot[], fresh: boolean): void;
  notice(draft: NoticeDraft): void;
}
