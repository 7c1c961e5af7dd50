import { createServer } from 'node:http';

import { listen } from '../../sandbox/listen';
import { conferenceListener } from './twilio';

process.once('disconnect', () => process.exit());
void listen(createServer(conferenceListener())).then((port) => process.send?.({ port }));
