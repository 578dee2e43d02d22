// Words of signing in and of accounts, loaded with the first screen that says them.

import { addWords } from '..';
import { account } from '../en/account';

addWords(account);
