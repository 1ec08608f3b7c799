using LambdaImage.Engine.Errors;

namespace LambdaImage.Engine.Dockerfiles;

/// <summary>Which files of a folder are left out of the build context. The last pattern that matches decides.
/// <see href="https://docs.docker.com/build/concepts/context/#dockerignore-files"/></summary>
internal sealed class DockerIgnore
{
    /// <summary>Both the name of the shared file and the ending of one that belongs to a single Dockerfile.</summary>
    private const string FileName = ".dockerignore";

    /// <summary>Leaves nothing out.</summary>
    public static readonly DockerIgnore Nothing = new(null, []);

    private readonly IReadOnlyList<DockerIgnorePattern> _patterns;

    private DockerIgnore(string? path, IReadOnlyList<DockerIgnorePattern> patterns)
    {
        Path = path;
        _patterns = patterns;
    }

    /// <summary>File it was read from; null when there is none.</summary>
    public string? Path { get; }

    /// <summary>Path of the ignore file that applies: one named after the Dockerfile wins over
    /// <c>.dockerignore</c>.</summary>
    /// <param name="contextPath">The build context.</param>
    /// <param name="dockerfilePath">The Dockerfile; null when it is not on disk.</param>
    /// <returns>The path, or null when neither exists.</returns>
    public static string? Locate(string contextPath, string? dockerfilePath)
    {
        if (dockerfilePath is not null && File.Exists(dockerfilePath + FileName)) return dockerfilePath + FileName;
        var shared = System.IO.Path.Combine(contextPath, FileName);
        return File.Exists(shared) ? shared : null;
    }

    /// <summary>Text of an ignore file.</summary>
    /// <exception cref="LambdaImageException">It cannot be read.</exception>
    public static string TextOf(string path)
    {
        try
        {
            return File.ReadAllText(path);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            throw DockerfileErrors.ContextFileUnreadable(path, problem);
        }
    }

    /// <summary>Reads the patterns.</summary>
    /// <param name="text">Text of the ignore file.</param>
    /// <param name="path">Its path, for locations; null when it is not on disk.</param>
    /// <returns>The patterns in order.</returns>
    /// <exception cref="LambdaImageException">A pattern breaks the grammar.</exception>
    public static DockerIgnore Parse(string text, string? path = null)
    {
        var patterns = new List<DockerIgnorePattern>();
        var number = 0;
        foreach (var line in text.TrimStart('\uFEFF').Split('\n'))
        {
            number++;
            // Only a # in the first column starts a comment.
            var pattern = line.StartsWith('#') ? "" : line.Trim();
            if (pattern.Length == 0) continue;
            try
            {
                patterns.Add(DockerIgnorePattern.Parse(pattern, number));
            }
            catch (FormatException problem)
            {
                throw DockerfileErrors.IgnorePattern(
                    new SourceLocation(path ?? FileName, number), pattern, problem.Message);
            }
        }

        return new DockerIgnore(path, patterns);
    }

    /// <summary>Patterns given one by one, as <c>--exclude</c> flags are.</summary>
    /// <exception cref="FormatException">A pattern breaks the grammar.</exception>
    public static DockerIgnore Of(IEnumerable<string> patterns) =>
        new(null, [.. patterns.Select((pattern, index) => DockerIgnorePattern.Parse(pattern.Trim(), index + 1))]);

    /// <summary>Whether a file or folder is left out.</summary>
    /// <param name="path">Path relative to the context, with forward slashes.</param>
    public bool Excludes(string path) => Decider(path) is { IsException: false };

    /// <summary>The pattern that decides about a path; null when none matches it.</summary>
    public DockerIgnorePattern? Decider(string path)
    {
        for (var i = _patterns.Count - 1; i >= 0; i--)
        {
            if (_patterns[i].MatchesPathOrParent(path)) return _patterns[i];
        }

        return null;
    }

    /// <summary>Whether anything below a folder that is left out may be taken in again by a <c>!</c> pattern. When not,
    /// nobody needs to look inside.</summary>
    /// <param name="folder">Path relative to the context, with forward slashes.</param>
    public bool MayReincludeBelow(string folder) =>
        _patterns.Any(pattern => pattern.IsException && pattern.MayMatchBelow(folder));
}
