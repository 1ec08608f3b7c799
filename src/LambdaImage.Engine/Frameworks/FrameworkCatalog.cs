using LambdaImage.Engine.Frameworks.Bun;
using LambdaImage.Engine.Frameworks.Custom;
using LambdaImage.Engine.Frameworks.Deno;
using LambdaImage.Engine.Frameworks.Dotnet;
using LambdaImage.Engine.Frameworks.Elixir;
using LambdaImage.Engine.Frameworks.Go;
using LambdaImage.Engine.Frameworks.Java;
using LambdaImage.Engine.Frameworks.Node;
using LambdaImage.Engine.Frameworks.Php;
using LambdaImage.Engine.Frameworks.PowerShell;
using LambdaImage.Engine.Frameworks.Python;
using LambdaImage.Engine.Frameworks.Ruby;
using LambdaImage.Engine.Frameworks.Rust;
using LambdaImage.Engine.Frameworks.Static;

namespace LambdaImage.Engine.Frameworks;

/// <summary>Every framework. Specificity decides between them, so the order means nothing.</summary>
internal static class FrameworkCatalog
{
    public static IReadOnlyList<IFramework> All { get; } =
    [
        new ActixWeb(),
        new AdonisJs(),
        new AngularSsr(),
        new AspNetCore(),
        new Astro(),
        new Axum(),
        new BrefPhp(),
        new BunServer(),
        new Chalice(),
        new Chi(),
        new CustomRuntime(),
        new DenoServer(),
        new Django(),
        new DotnetHandler(),
        new Echo(),
        new Express(),
        new FastApi(),
        new FastHtml(),
        new Fastify(),
        new Fiber(),
        new Flask(),
        new FrankenPhp(),
        new Gin(),
        new GoHandler(),
        new GoHttp(),
        new Hanami(),
        new Hapi(),
        new Hono(),
        new JavaHandler(),
        new Javalin(),
        new Jets(),
        new Koa(),
        new Ktor(),
        new Lamby(),
        new Laravel(),
        new Litestar(),
        new Micronaut(),
        new NestJs(),
        new NextJs(),
        new NodeHandler(),
        new NodeHttpServer(),
        new Nuxt(),
        new Phoenix(),
        new PowerShellHandler(),
        new PythonHandler(),
        new PythonWeb(),
        new Quarkus(),
        new Quart(),
        new Rack(),
        new Rails(),
        new ReactRouter(),
        new Remix(),
        new Rocket(),
        new RubyHandler(),
        new RustHandler(),
        new Sinatra(),
        new SpringBoot(),
        new Starlette(),
        new StaticSite(),
        new Streamlit(),
        new SvelteKit(),
        new Symfony(),
        new TanStackStart(),
        new Vertx(),
    ];
}
