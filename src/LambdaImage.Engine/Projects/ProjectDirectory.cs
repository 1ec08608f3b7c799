using System.Text.Json;
using System.Text.Json.Nodes;
using LambdaImage.Engine.Errors;

namespace LambdaImage.Engine.Projects;

/// <summary>The only way to read a project folder: it never leaves the folder, never writes, and reads each file
/// once.</summary>
internal sealed class ProjectDirectory(string path)
{
    private readonly Dictionary<string, string?> _texts = new(StringComparer.Ordinal);
    private readonly Dictionary<string, JsonObject?> _documents = new(StringComparer.Ordinal);
    private IReadOnlyList<string>? _files;

    /// <summary>Absolute path of the folder.</summary>
    public string Path { get; } = System.IO.Path.GetFullPath(path);

    /// <summary>Name of the folder itself.</summary>
    public string Name => System.IO.Path.GetFileName(Path.TrimEnd('/', '\\'));

    public bool IsEmpty => Files("*").Count == 0 && Files("**/*").Count == 0;

    /// <summary>Absolute path of a file inside the folder.</summary>
    public string FullPath(string relative) =>
        System.IO.Path.Combine(Path, relative.Replace('/', System.IO.Path.DirectorySeparatorChar));

    public bool Exists(string relative) => Inside(relative) is { } file && File.Exists(file);

    public bool HasFolder(string relative) => Inside(relative) is { } folder && Directory.Exists(folder);

    /// <summary>The first of the files that exists; null when none does.</summary>
    public string? FirstOf(params IEnumerable<string> candidates) => candidates.FirstOrDefault(Exists);

    /// <summary>Text with LF line ends and without a byte order mark; null when there is no such file.</summary>
    public string? ReadText(string relative)
    {
        if (_texts.TryGetValue(relative, out var known)) return known;
        string? text = null;
        if (Exists(relative))
        {
            try
            {
                text = File.ReadAllText(FullPath(relative)).TrimStart('\uFEFF').Replace("\r\n", "\n", StringComparison.Ordinal);
            }
            catch (Exception error) when (error is IOException or UnauthorizedAccessException)
            {
                throw ProjectErrors.FileUnreadable(FullPath(relative), error);
            }
        }

        return _texts[relative] = text;
    }

    /// <summary>Lines with their numbers; none when there is no such file.</summary>
    public IReadOnlyList<ProjectLine> Lines(string relative) =>
        ReadText(relative) is { } text ? [.. text.Split('\n').Select((line, index) => new ProjectLine(index + 1, line))] : [];

    /// <summary>A JSON object; null when there is no such file. Comments and trailing commas are forgiven, as
    /// tsconfig.json has them.</summary>
    public JsonObject? Json(string relative)
    {
        if (_documents.TryGetValue(relative, out var known)) return known;
        if (ReadText(relative) is not { } text) return _documents[relative] = null;
        try
        {
            var options = new JsonDocumentOptions { AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip };
            // Deserialising walks the whole text, so duplicates and garbage at the end are found here and not later.
            return _documents[relative] = JsonNode.Parse(text, documentOptions: options) as JsonObject
                ?? throw ProjectErrors.FileInvalid(FullPath(relative), 1, null, "a JSON object was expected");
        }
        catch (JsonException error)
        {
            throw ProjectErrors.FileInvalid(FullPath(relative), (int)(error.LineNumber ?? 0) + 1, (int)(error.BytePositionInLine ?? 0) + 1, "it is not valid JSON");
        }
    }

    /// <summary>Files whose relative path matches, in ordinal order: <c>*</c> stays inside a folder, <c>**/</c>
    /// crosses folders.
    /// Folders of packages and build results are not searched.</summary>
    public IReadOnlyList<string> Files(string glob)
    {
        var pattern = FileGlob.ToRegex(glob);
        return [.. (_files ??= FileGlob.Walk(Path)).Where(file => pattern.IsMatch(file))];
    }

    /// <summary>The first bytes of a file, to recognise executables.</summary>
    public byte[] Head(string relative, int count)
    {
        using var stream = File.OpenRead(FullPath(relative));
        var buffer = new byte[count];
        var read = stream.ReadAtLeast(buffer, count, throwOnEndOfStream: false);
        return buffer[..read];
    }

    private string? Inside(string relative)
    {
        if (relative.Length == 0 || System.IO.Path.IsPathRooted(relative)) return null;
        var full = System.IO.Path.GetFullPath(FullPath(relative));
        if (!IsBelow(full)) return null;
        var link = new FileInfo(full).LinkTarget is null ? null : File.ResolveLinkTarget(full, returnFinalTarget: true)?.FullName;
        return link is null || IsBelow(link) ? full : null;
    }

    private bool IsBelow(string full) =>
        full.StartsWith(Path.TrimEnd('/', '\\') + System.IO.Path.DirectorySeparatorChar, StringComparison.Ordinal);
}
