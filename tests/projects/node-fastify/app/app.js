export default async function app(fastify, options) {
  fastify.get('/', async () => ({ orders: [] }));
}
