namespace LambdaImage;

/// <summary>The names of all frameworks, known without the engine. A test keeps them those of its catalog.</summary>
public static class LambdaFrameworks
{
    /// <summary>What -Framework takes, in alphabetical order.</summary>
    public static IReadOnlyList<string> Names { get; } =
    [
        ".NET", "Actix Web", "AdonisJS", "Angular SSR", "ASP.NET Core", "Astro", "Axum", "Bun", "Chalice", "Chi",
        "Custom runtime", "Deno", "Django", "Echo", "Express", "FastAPI", "FastHTML", "Fastify", "Fiber", "Flask",
        "FrankenPHP", "Gin", "Go", "Go net/http", "Hanami", "hapi", "Hono", "Java", "Javalin", "Jets", "Koa",
        "Ktor", "Lamby", "Laravel", "Litestar", "Micronaut", "NestJS", "Next.js", "Node.js", "Node.js server",
        "Nuxt", "Phoenix", "PHP", "PowerShell", "Python", "Python web application", "Quarkus", "Quart", "Rack",
        "Rails", "React Router", "Remix", "Rocket", "Ruby", "Rust", "Sinatra", "Spring Boot", "Starlette",
        "Static site", "Streamlit", "SvelteKit", "Symfony", "TanStack Start", "Vert.x",
    ];
}
