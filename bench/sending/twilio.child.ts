import { createServer } from 'node:http';

import { listen } from '../../sandbox/listen';
import { twilioListener } from './twilio';

process.once('disconnect', () => process.exit());
void listen(createServer(twilioListener({ delayMs: 0 }))).then((port) => process.send?.({ port }));
