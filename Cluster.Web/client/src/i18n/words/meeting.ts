// Words of rooms and meetings: loaded with the first screen that says them, not with the start page.

import { addWords } from '..';
import { devices } from '../en/devices';
import { happened } from '../en/happened';
import { meeting } from '../en/meeting';
import { moderation } from '../en/moderation';
import { room } from '../en/room';

addWords({ ...devices, ...happened, ...meeting, ...moderation, ...room });
