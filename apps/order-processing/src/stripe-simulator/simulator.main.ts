import { parseArgs } from 'node:util';
import { simulatorServer } from './simulator-server.js';

const { values } = parseArgs({
  options: {
    host: { type: 'string', default: '127.0.0.1' },
    port: { type: 'string', default: '12111' },
    /** Where the account is kept between starts. */
    data: { type: 'string' },
  },
});
if (values.data === undefined) {
  process.stderr.write('usage: simulator.main.js --data DIRECTORY [--host 127.0.0.1] [--port 12111]\n');
  process.exit(2);
}

const server = simulatorServer(values.data);
const stop = (): void => {
  void server.close();
};
process.once('SIGTERM', stop);
process.once('SIGINT', stop);
const url = await server.listen({ host: values.host, port: Number(values.port) });
process.stdout.write(`${JSON.stringify({ message: 'Stripe simulator is listening', url })}\n`);
