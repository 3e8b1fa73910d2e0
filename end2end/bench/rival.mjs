// M5's rival: bare Node.js, sending again and again what the page at the address on the command line is now.
import { createServer } from "node:http";

const answer = await fetch(process.argv[2], { headers: { "accept-encoding": "identity" } });
const body = Buffer.from(await answer.arrayBuffer());
const headers = { ...Object.fromEntries(answer.headers), "content-length": body.length };
for (const anew of ["date", "connection", "keep-alive", "transfer-encoding"]) delete headers[anew];

createServer((_, response) => response.writeHead(200, headers).end(body)).listen(0, "127.0.0.1", function listening() {
  process.stdout.write(`${this.address().port}\n`);
});
