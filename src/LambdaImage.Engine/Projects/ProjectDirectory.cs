using System.Text.Json;
using System.Text.Json.Nodes;
using LambdaImage.Engine.Errors;

namespace LambdaImage.Engine.Projects;

/// <summary>The only way to read a project folder: it never leaves the folder, never writes, and reads each file
/// once.</summary>
internal sealed class ProjectDirectory(string path)
{
    /// <summary>No manifest or source comes near; a larger file is not what its name says.</summary>
    private const long TextLimit = 4 * 1024 * 1024;
    private const int LinkLimit = 16;
    private readonly Dictionary<string, Dictionary<string, string?>> _names = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string?> _texts = new(StringComparer.Ordinal);
    private readonly Dictionary<string, JsonObject?> _documents = new(StringComparer.Ordinal);
    private readonly Dictionary<string, IReadOnlyList<ProjectLine>> _lines = new(StringComparer.Ordinal);
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
        if (Inside(relative) is { } file && File.Exists(file))
        {
            try
            {
                if (new FileInfo(file).Length > TextLimit) throw ProjectErrors.FileTooLarge(FullPath(relative), TextLimit);
                text = File.ReadAllText(file).TrimStart('\uFEFF').Replace("\r\n", "\n", StringComparison.Ordinal);
            }
            catch (Exception error) when (error is IOException or UnauthorizedAccessException)
            {
                throw ProjectErrors.FileUnreadable(FullPath(relative), error);
            }
        }

        return _texts[relative] = text;
    }

    /// <summary>A source to search: null also when it is too large, because bundles may be.</summary>
    public string? ReadSource(string relative) =>
        Inside(relative) is { } file && File.Exists(file) && new FileInfo(file).Length <= TextLimit ? ReadText(relative) : null;

    /// <summary>Whether everybody may run a file; false on Windows, which does not know.</summary>
    public bool IsExecutable(string relative)
    {
        const UnixFileMode needed = UnixFileMode.OtherRead | UnixFileMode.OtherExecute;
        return !OperatingSystem.IsWindows() && Inside(relative) is { } file && (File.GetUnixFileMode(file) & needed) == needed;
    }

    /// <summary>Whether a program holds some text.</summary>
    public bool Holds(string relative, ReadOnlySpan<byte> text)
    {
        if (Inside(relative) is not { } file) return false;
        using var stream = File.OpenRead(file);
        var buffer = new byte[64 * 1024];
        var kept = 0;
        while (stream.Read(buffer, kept, buffer.Length - kept) is > 0 and var read)
        {
            var seen = buffer.AsSpan(0, kept + read);
            if (seen.IndexOf(text) >= 0) return true;
            // The text may begin at the end of one part and go on in the next.
            kept = Math.Min(text.Length - 1, seen.Length);
            seen[^kept..].CopyTo(buffer);
        }

        return false;
    }

    /// <summary>Lines with their numbers; none when there is no such file.</summary>
    public IReadOnlyList<ProjectLine> Lines(string relative) =>
        _lines.TryGetValue(relative, out var known) ? known : _lines[relative] =
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
        return [.. (_files ??= FileGlob.Walk(Path)).Where(file => pattern.IsMatch(file) && Exists(file))];
    }

    /// <summary>The first bytes of a file, to recognise executables.</summary>
    public byte[] Head(string relative, int count)
    {
        using var stream = File.OpenRead(FullPath(relative));
        var buffer = new byte[count];
        var read = stream.ReadAtLeast(buffer, count, throwOnEndOfStream: false);
        return buffer[..read];
    }

    /// <summary>The file behind a path, when all of it lies in the folder: a link may lead elsewhere in it, not out of it.</summary>
    private string? Inside(string relative, int links = 0)
    {
        if (relative.Length == 0 || links > LinkLimit || System.IO.Path.IsPathRooted(relative)) return null;
        var wanted = System.IO.Path.GetFullPath(FullPath(relative));
        if (!IsBelow(wanted)) return null;
        var parts = System.IO.Path.GetRelativePath(Path, wanted).Split(System.IO.Path.DirectorySeparatorChar);
        var current = Path;
        for (var index = 0; index < parts.Length; index++)
        {
            if (!Names(current).TryGetValue(parts[index], out var link)) return null;
            if (link is null)
            {
                current = System.IO.Path.Combine(current, parts[index]);
                continue;
            }

            var target = System.IO.Path.GetFullPath(link, current);
            return IsBelow(target)
                ? Inside(System.IO.Path.GetRelativePath(Path, System.IO.Path.Combine([target, .. parts[(index + 1)..]])), links + 1)
                : null;
        }

        return current;
    }

    /// <summary>Names in a folder with the targets of links. Listing instead of asking for a name: Windows and macOS
    /// would find <c>Package.json</c>, which Linux will not.</summary>
    private Dictionary<string, string?> Names(string folder)
    {
        if (_names.TryGetValue(folder, out var known)) return known;
        var options = new EnumerationOptions { IgnoreInaccessible = true, AttributesToSkip = FileAttributes.None };
        return _names[folder] = Directory.Exists(folder)
            ? new DirectoryInfo(folder).EnumerateFileSystemInfos("*", options).ToDictionary(entry => entry.Name, entry => entry.LinkTarget, StringComparer.Ordinal)
            : [];
    }

    private bool IsBelow(string full) =>
        full.StartsWith(Path.TrimEnd('/', '\\') + System.IO.Path.DirectorySeparatorChar, StringComparison.Ordinal);
}
