namespace LambdaImage.Tests.Surface;

/// <summary>Finds files of the repository from wherever the tests were built to.</summary>
internal static class Repository
{
    private static readonly string Root = FindRoot(AppContext.BaseDirectory);

    public static string Read(string path) => File.ReadAllText(Path.Combine(Root, path));

    private static string FindRoot(string folder) => File.Exists(Path.Combine(folder, "LambdaImage.sln"))
        ? folder
        : FindRoot(Path.GetDirectoryName(folder) ?? throw new DirectoryNotFoundException("No LambdaImage.sln above the tests."));
}
