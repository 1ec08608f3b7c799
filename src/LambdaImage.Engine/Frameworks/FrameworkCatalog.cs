using LambdaImage.Engine.Frameworks.Custom;
using LambdaImage.Engine.Frameworks.Dotnet;
using LambdaImage.Engine.Frameworks.Node;
using LambdaImage.Engine.Frameworks.Php;
using LambdaImage.Engine.Frameworks.Python;
using LambdaImage.Engine.Frameworks.Ruby;

namespace LambdaImage.Engine.Frameworks;

/// <summary>Every framework. Specificity decides between them, so the order means nothing.</summary>
internal static class FrameworkCatalog
{
    public static IReadOnlyList<IFramework> All { get; } =
    [
        new AspNetCore(),
        new BrefPhp(),
        new Chalice(),
        new CustomRuntime(),
        new Django(),
        new DotnetHandler(),
        new Express(),
        new FastApi(),
        new FastHtml(),
        new Flask(),
        new FrankenPhp(),
        new Hanami(),
        new Jets(),
        new Lamby(),
        new Laravel(),
        new Litestar(),
        new NodeHandler(),
        new PythonHandler(),
        new PythonWeb(),
        new Quart(),
        new Rack(),
        new Rails(),
        new RubyHandler(),
        new Sinatra(),
        new Starlette(),
        new Streamlit(),
        new Symfony(),
    ];
}
