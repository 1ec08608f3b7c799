using LambdaImage.Engine.Caches;
using LambdaImage.Engine.Errors;

namespace LambdaImage.Engine.Builders.ContainerCli;

/// <summary>The Dockerfile and the ignore file as files that a CLI can read: those on disk where they say what is to be built, else copies.</summary>
/// <param name="Dockerfile">Path of the Dockerfile.</param>
/// <param name="Ignore">Path of the ignore file; null when there is none.</param>
internal sealed record BuildFiles(string Dockerfile, string? Ignore)
{
    private const string IgnoreSuffix = ".dockerignore";

    /// <summary>Whether Docker finds the ignore file without being told.</summary>
    /// <param name="contextPath">The build context.</param>
    /// <param name="isBuildKit">Whether BuildKit builds, which prefers one named after the Dockerfile.</param>
    public bool IsFoundByDocker(string contextPath, bool isBuildKit) =>
        Ignore is null
        || (isBuildKit && Ignore == Dockerfile + IgnoreSuffix)
        || (Ignore == Path.Combine(contextPath, IgnoreSuffix) && !(isBuildKit && File.Exists(Dockerfile + IgnoreSuffix)));

    /// <summary>The files that are on disk, or copies in the job's folder of those that are not.</summary>
    public static async Task<BuildFiles> PrepareAsync(BuildJob job, CancellationToken cancel)
    {
        var source = job.Request.Dockerfile;
        CacheFile.MakeFolder(job.WorkFolder);
        var dockerfile = source.Path;
        if (!await SaysAsync(dockerfile, source.Text, cancel)) dockerfile = await WriteAsync(job, "Dockerfile", source.Text, cancel);
        var ignore = source.IgnoreText is null ? null : source.IgnorePath;
        if (source.IgnoreText is { } text && !await SaysAsync(ignore, text, cancel))
        {
            ignore = await WriteAsync(job, "Dockerfile" + IgnoreSuffix, text, cancel);
        }

        return new BuildFiles(dockerfile!, ignore);
    }

    /// <summary>Copies of both, side by side, where BuildKit finds the ignore file.</summary>
    public static async Task<BuildFiles> CopyAsync(BuildJob job, CancellationToken cancel) => new(
        await WriteAsync(job, "Dockerfile", job.Request.Dockerfile.Text, cancel),
        await WriteAsync(job, "Dockerfile" + IgnoreSuffix, job.Request.Dockerfile.IgnoreText ?? "", cancel));

    private static async Task<bool> SaysAsync(string? path, string text, CancellationToken cancel) =>
        path is not null && File.Exists(path) && await File.ReadAllTextAsync(path, cancel) == text;

    private static async Task<string> WriteAsync(BuildJob job, string name, string text, CancellationToken cancel)
    {
        var path = Path.Combine(job.WorkFolder, name);
        try
        {
            await File.WriteAllTextAsync(path, text, cancel);
            return path;
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            throw OutputErrors.CacheNotWritable(path, problem);
        }
    }
}
