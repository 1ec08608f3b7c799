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
        new CustomRuntime(),
        new DotnetHandler(),
        new Express(),
        new FrankenPhp(),
        new Laravel(),
        new NodeHandler(),
        new PythonHandler(),
        new Rails(),
        new Symfony(),
    ];
}
