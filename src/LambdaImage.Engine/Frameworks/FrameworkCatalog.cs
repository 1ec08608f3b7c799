using LambdaImage.Engine.Frameworks.Bun;
using LambdaImage.Engine.Frameworks.Custom;
using LambdaImage.Engine.Frameworks.Deno;
using LambdaImage.Engine.Frameworks.Dotnet;
using LambdaImage.Engine.Frameworks.Node;
using LambdaImage.Engine.Frameworks.Php;
using LambdaImage.Engine.Frameworks.Python;
using LambdaImage.Engine.Frameworks.Ruby;
using LambdaImage.Engine.Frameworks.Static;

namespace LambdaImage.Engine.Frameworks;

/// <summary>Every framework. Specificity decides between them, so the order means nothing.</summary>
internal static class FrameworkCatalog
{
    public static IReadOnlyList<IFramework> All { get; } =
    [
        new AdonisJs(),
        new AngularSsr(),
        new AspNetCore(),
        new Astro(),
        new BrefPhp(),
        new BunServer(),
        new Chalice(),
        new CustomRuntime(),
        new DenoServer(),
        new Django(),
        new DotnetHandler(),
        new Express(),
        new FastApi(),
        new FastHtml(),
        new Fastify(),
        new Flask(),
        new FrankenPhp(),
        new Hanami(),
        new Hapi(),
        new Hono(),
        new Jets(),
        new Koa(),
        new Lamby(),
        new Laravel(),
        new Litestar(),
        new NestJs(),
        new NextJs(),
        new NodeHandler(),
        new NodeHttpServer(),
        new Nuxt(),
        new PythonHandler(),
        new PythonWeb(),
        new Quart(),
        new Rack(),
        new Rails(),
        new ReactRouter(),
        new Remix(),
        new RubyHandler(),
        new Sinatra(),
        new Starlette(),
        new StaticSite(),
        new Streamlit(),
        new SvelteKit(),
        new Symfony(),
        new TanStackStart(),
    ];
}
