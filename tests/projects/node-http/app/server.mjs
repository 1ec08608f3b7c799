import { createServer } from 'node:http';

createServer((request, response) => response.end(JSON.stringify({ path: request.url }))).listen(process.env.PORT || 3000);
