namespace LambdaImage.Tests;

/// <summary>Finds files of the checkout from wherever the tests run.</summary>
internal static class RepositoryFiles
{
    public static string Root { get; } = FindRoot(AppContext.BaseDirectory);

    public static string Read(string path) => File.ReadAllText(Path.Combine(Root, path));

    private static string FindRoot(string folder) =>
        File.Exists(Path.Combine(folder, "LambdaImage.sln")) ? folder : FindRoot(Path.GetDirectoryName(folder)!);
}
