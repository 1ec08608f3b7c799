using LambdaImage.Engine.Frameworks;
using LambdaImage.Engine.Runtimes;

namespace LambdaImage.Engine.Tests.Completions;

public sealed class What_is_known_without_the_engine
{
    [Fact]
    public void Is_every_framework() => LambdaFrameworks.Names.ShouldBe(
        FrameworkCatalog.All.Select(framework => framework.Name).Order(StringComparer.OrdinalIgnoreCase));

    [Fact]
    public void Is_every_runtime_with_its_versions()
    {
        LambdaRuntimes.Versions.Keys.ShouldBe(LambdaBaseImages.Families.Select(family => family.Name), ignoreOrder: true);
        foreach (var family in LambdaBaseImages.Families)
            LambdaRuntimes.Versions[family.Name].ShouldBe(family.Lines.Select(line => line.Version), ignoreOrder: true);
    }
}
