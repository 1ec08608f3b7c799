export default {
  fetch(request: Request): Response {
    return new Response(`Hello ${new URL(request.url).pathname}`);
  },
} satisfies Deno.ServeDefaultExport;
