import { Hono } from "hono";

const app = new Hono();

app.get("/", (c) => c.text("Hello Hono on Deno!"));

Deno.serve({ port: Number(Deno.env.get("PORT") ?? 8000) }, app.fetch);
