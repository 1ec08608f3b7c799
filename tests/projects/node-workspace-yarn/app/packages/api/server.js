const fastify = require('fastify');
const { priceOf } = require('@shop/prices');

const app = fastify();

app.get('/prices/:article', async (request) => ({ price: priceOf(request.params.article) }));

app.listen({ port: Number(process.env.PORT ?? 3000), host: '0.0.0.0' });
