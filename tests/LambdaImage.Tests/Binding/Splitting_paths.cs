using LambdaImage.Binding;

namespace LambdaImage.Tests.Binding;

public sealed class Splitting_paths : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("lambdaimage-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void A_folder_is_a_project() => ProjectPaths.Split(_folder).ShouldBe((_folder, null));

    [Fact]
    public void A_file_stands_for_its_folder() => ProjectPaths.Split(Make("package.json")).ShouldBe((_folder, null));

    [Theory]
    [InlineData("Dockerfile")]
    [InlineData("Dockerfile.prod")]
    [InlineData("web.Dockerfile")]
    [InlineData("Containerfile")]
    public void A_Dockerfile_stands_for_itself_too(string name)
    {
        var file = Make(name);

        ProjectPaths.Split(file).ShouldBe((_folder, file));
    }

    [Fact]
    public void What_does_not_exist_is_left_to_the_engine() =>
        ProjectPaths.Split(Path.Combine(_folder, "Dockerfile")).ShouldBe((Path.Combine(_folder, "Dockerfile"), null));

    private string Make(string name)
    {
        var path = Path.Combine(_folder, name);
        File.WriteAllText(path, "");
        return path;
    }
}
