using LambdaImage.Engine.Builders.Context;
using LambdaImage.Engine.Dockerfiles;
using LambdaImage.Engine.Oci.Layers;
using LambdaImage.Engine.Projects;

namespace LambdaImage.Engine.Lint;

/// <summary>The build context as rules see it: its files, and those of them that the ignore file lets through.</summary>
/// <param name="root">Absolute path of the folder.</param>
/// <param name="ignore">What is left out.</param>
internal sealed class ContextView(string root, DockerIgnore ignore)
{
    private readonly BuildContext _sent = new(root, ignore, CancellationToken.None);

    public string Root => root;

    public DockerIgnore Ignore => ignore;

    /// <summary>Every file, also those that are left out of the build.</summary>
    public ProjectDirectory Files { get; } = new(root);

    /// <summary>What a build may use.</summary>
    public FileTree Sent => _sent.Tree;

    /// <summary>What a source of an instruction names; empty when there is nothing, null when the pattern cannot be read.</summary>
    public IReadOnlyList<string>? Match(Transfer transfer, string source)
    {
        try
        {
            return new SourcePattern(source, isRecursive: transfer is Copy { Parents: true }).Match(Sent);
        }
        catch (Exception unreadable) when (unreadable is FormatException or LambdaImageException)
        {
            return null;
        }
    }

    /// <summary>Text of a file; null when it cannot be had.</summary>
    public string? Read(string path)
    {
        try
        {
            return Files.ReadSource(path);
        }
        catch (LambdaImageException)
        {
            return null;
        }
    }

    /// <summary>The first bytes of a file as they are on disk, with its line ends.</summary>
    public string Head(string path)
    {
        const int enough = 64 * 1024;
        try
        {
            return System.Text.Encoding.Latin1.GetString(Files.Head(path, enough));
        }
        catch (Exception hidden) when (hidden is IOException or UnauthorizedAccessException)
        {
            return "";
        }
    }

    /// <summary>Whether a path exists on disk, and a pattern that leaves it out of the build.</summary>
    public (bool Exists, DockerIgnorePattern? LeftOutBy) Look(string path)
    {
        path = string.Join('/', path.Split('/').Where(part => part is not ("" or ".")));
        var exists = Files.Exists(path) || Files.HasFolder(path);
        return (exists, exists && Sent.Find(path) is null ? ignore.Decider(path) : null);
    }
}
