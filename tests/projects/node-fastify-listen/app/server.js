import Fastify from 'fastify';

const app = Fastify({ logger: true });
app.get('/', async () => ({ hello: 'fastify' }));
await app.listen({ port: process.env.PORT ?? 3000 });
