// Words of a room's page, loaded with it.

import { addWords } from '..';
import { roomPage } from '../en/roomPage';

addWords(roomPage);
