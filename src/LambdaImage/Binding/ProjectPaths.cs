using System.Collections.ObjectModel;
using System.Management.Automation;
using LambdaImage.Errors;

namespace LambdaImage.Binding;

/// <summary>Turns what -Path and -LiteralPath hold into folders of the file system, through PowerShell's own drives
/// and location.</summary>
internal sealed class ProjectPaths(PSCmdlet cmdlet, Action<Exception> fail)
{
    private const string FileSystem = "FileSystem";

    /// <summary>Every project, with its Dockerfile where the path named one. A path that cannot be used is reported
    /// and left out.</summary>
    public IEnumerable<(string Folder, string? Dockerfile)> Find(IProjectParameters parameters) =>
        Find(parameters.Path, parameters.LiteralPath);

    /// <inheritdoc cref="Find(IProjectParameters)"/>
    public IEnumerable<(string Folder, string? Dockerfile)> Find(string[]? paths, string[]? literalPaths) =>
        Places(paths, literalPaths, CommandErrors.NothingMatches).Select(Split);

    /// <summary>Every file or folder, as it is; the current folder where nothing is named. A path that cannot be used is reported and left out.</summary>
    /// <param name="paths">With wildcards.</param>
    /// <param name="literalPaths">Exactly as written.</param>
    /// <param name="none">What to say of a pattern that nothing matches.</param>
    // A piped file binds to both; its PSPath is the exact one.
    public IEnumerable<string> Places(string[]? paths, string[]? literalPaths, Func<string, LambdaImageException> none) =>
        literalPaths is { Length: > 0 } literal
            ? literal.SelectMany(path => Try(() => [Exact(path)]))
            : (paths is { Length: > 0 } given ? given : ["."]).SelectMany(path => Try(() => Matching(path, none)));

    /// <summary>Every file with an event. A pattern that matches nothing is reported and left out.</summary>
    public IEnumerable<string> Events(IEnumerable<string> patterns) =>
        patterns.SelectMany(pattern => Try(() => Matching(pattern, CommandErrors.NoEventMatches)));

    /// <summary>Absolute path of a file or folder that need not exist.</summary>
    public string Exact(string path)
    {
        try
        {
            var absolute = cmdlet.SessionState.Path.GetUnresolvedProviderPathFromPSPath(path, out var provider, out _);
            return provider.Name == FileSystem ? absolute : throw CommandErrors.PathElsewhere(path, provider.Name);
        }
        catch (SessionStateException unusable)
        {
            throw CommandErrors.PathUnusable(path, unusable.Message);
        }
    }

    /// <summary>A path that begins at a drive of PowerShell or at home, made absolute. Any other is left as it is: it is relative to a project.</summary>
    public string? Anchored(string? path) => path is not null && IsAnchored(path, cmdlet.SessionState.Path) ? Exact(path) : path;

    /// <summary>Whether only PowerShell can say where a path begins.</summary>
    public static bool IsAnchored(string path, PathIntrinsics paths) =>
        path is "~" or ['~', '/' or '\\', ..] || paths.IsProviderQualified(path) || (!System.IO.Path.IsPathRooted(path) && paths.IsPSAbsolute(path, out _));

    /// <summary>Absolute path of what exists on disk; null for a text that is something else, as a reference
    /// <c>shop:1.2</c> is.</summary>
    public string? Existing(string text)
    {
        try
        {
            return Exact(text) is var path && System.IO.Path.Exists(path) ? path : null;
        }
        catch (LambdaImageException)
        {
            return null;
        }
    }

    private IEnumerable<string> Matching(string path, Func<string, LambdaImageException> none)
    {
        if (!WildcardPattern.ContainsWildcardCharacters(path)) return [Exact(path)];

        // A folder whose name merely looks like a pattern is meant as it is.
        if (Existing(path) is { } exact) return [exact];

        var matches = Resolve(path);
        return matches.Count > 0 ? matches : throw none(path);
    }

    private Collection<string> Resolve(string path)
    {
        try
        {
            var matches = cmdlet.GetResolvedProviderPathFromPSPath(path, out var provider);
            return provider.Name == FileSystem ? matches : throw CommandErrors.PathElsewhere(path, provider.Name);
        }
        catch (ItemNotFoundException)
        {
            return [];
        }
        catch (SessionStateException unusable)
        {
            throw CommandErrors.PathUnusable(path, unusable.Message);
        }
    }

    private IReadOnlyList<string> Try(Func<IEnumerable<string>> find)
    {
        try
        {
            return [.. find()];
        }
        catch (LambdaImageException unusable)
        {
            fail(unusable);
        }

        return [];
    }

    /// <summary>A file stands for its folder, a Dockerfile for itself too.</summary>
    internal static (string Folder, string? Dockerfile) Split(string path) =>
        !File.Exists(path) ? (path, null)
        : IsDockerfile(System.IO.Path.GetFileName(path)) ? (System.IO.Path.GetDirectoryName(path)!, path)
        : (System.IO.Path.GetDirectoryName(path)!, null);

    private static bool IsDockerfile(string name) =>
        name.StartsWith(ProjectRequest.DefaultDockerfile, StringComparison.OrdinalIgnoreCase)
        || name.EndsWith('.' + ProjectRequest.DefaultDockerfile, StringComparison.OrdinalIgnoreCase)
        || name.Equals("Containerfile", StringComparison.OrdinalIgnoreCase);
}
