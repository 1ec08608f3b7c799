using LambdaImage.Engine.Frameworks.Custom;
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

namespace LambdaImage.Engine.Frameworks;

/// <summary>Every framework. Specificity decides between them, so the order means nothing.</summary>
internal static class FrameworkCatalog
{
    public static IReadOnlyList<IFramework> All { get; } =
    [
        new ActixWeb(),
        new AspNetCore(),
        new Axum(),
        new BrefPhp(),
        new Chi(),
        new CustomRuntime(),
        new DotnetHandler(),
        new Echo(),
        new Express(),
        new Fiber(),
        new FrankenPhp(),
        new Gin(),
        new GoHandler(),
        new GoHttp(),
        new JavaHandler(),
        new Javalin(),
        new Ktor(),
        new Laravel(),
        new Micronaut(),
        new NodeHandler(),
        new Phoenix(),
        new PowerShellHandler(),
        new PythonHandler(),
        new Quarkus(),
        new Rails(),
        new Rocket(),
        new RustHandler(),
        new SpringBoot(),
        new Symfony(),
        new Vertx(),
    ];
}
