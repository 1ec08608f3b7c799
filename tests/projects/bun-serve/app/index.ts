const server = Bun.serve({
  port: process.env.PORT ?? 3000,
  fetch: (request) => new Response(new URL(request.url).pathname),
});

console.log(`Listening on ${server.url}`);
