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
        new CustomRuntime(),
        new DenoServer(),
        new DotnetHandler(),
        new Express(),
        new Fastify(),
        new FrankenPhp(),
        new Hapi(),
        new Hono(),
        new Koa(),
        new Laravel(),
        new NestJs(),
        new NextJs(),
        new NodeHandler(),
        new NodeHttpServer(),
        new Nuxt(),
        new PythonHandler(),
        new Rails(),
        new ReactRouter(),
        new Remix(),
        new StaticSite(),
        new SvelteKit(),
        new Symfony(),
        new TanStackStart(),
    ];
}
