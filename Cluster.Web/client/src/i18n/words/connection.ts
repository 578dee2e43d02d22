// Words of the connection test, loaded with it.

import { addWords } from '..';
import { connection } from '../en/connection';

addWords(connection);
