export default async function app(fastify) {
  fastify.get('/', async () => ({ orders: [] }));
}
