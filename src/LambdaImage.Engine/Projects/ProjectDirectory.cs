using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Nodes;
using LambdaImage.Engine.Errors;
using LambdaImage.Engine.Projects.Manifests;

namespace LambdaImage.Engine.Projects;

/// <summary>The only way to read a project folder: it never leaves the folder, never writes, reads each file once and
/// only so much of all files together.</summary>
internal sealed class ProjectDirectory
{
    /// <summary>No manifest or source comes near; a larger file is not what its name says.</summary>
    private const long TextLimit = 4 * 1024 * 1024;

    /// <summary>Ten times the largest lock file that is known of.</summary>
    private const long LockLimit = 128 * 1024 * 1024;

    /// <summary>What detection needs of all files together is a small part of this.</summary>
    private const long TotalLimit = 64 * 1024 * 1024;

    private readonly ProjectTree _tree;
    private readonly Dictionary<string, string?> _texts = new(StringComparer.Ordinal);
    private readonly Dictionary<string, JsonObject?> _documents = new(StringComparer.Ordinal);
    private readonly Dictionary<string, IReadOnlyList<ProjectLine>> _lines = new(StringComparer.Ordinal);
    private readonly Dictionary<string, IReadOnlyList<string>> _globs = new(StringComparer.Ordinal);
    private readonly Dictionary<string, object?> _remembered = new(StringComparer.Ordinal);
    private readonly long _textLimit;
    private readonly long _totalLimit;
    private long _total;
    private (Stopwatch Watch, TimeSpan Limit)? _time;

    public ProjectDirectory(string path) : this(path, TextLimit, TotalLimit)
    {
    }

    private ProjectDirectory(string path, long textLimit, long totalLimit)
    {
        (_textLimit, _totalLimit) = (textLimit, totalLimit);
        Path = System.IO.Path.GetFullPath(path);
        _tree = new ProjectTree(Path);
    }

    /// <summary>The same folder for readers that need the whole of its lock files: those of large workspaces are beyond what detection reads.</summary>
    public static ProjectDirectory OfLocks(string path) => new(path, LockLimit, 2 * LockLimit);

    /// <summary>Absolute path of the folder.</summary>
    public string Path { get; }

    /// <summary>Name of the folder itself.</summary>
    public string Name => System.IO.Path.GetFileName(Path.TrimEnd('/', '\\'));

    public bool IsEmpty => Files("*").Count == 0 && _tree.Below("").All(folder => _tree.List(folder).All(name => name.Value));

    /// <summary>Whether there was more to search than is searched.</summary>
    public bool IsCutShort => _tree.IsCutShort;

    /// <summary>The file that was read last, for messages about what went wrong after that.</summary>
    public string? LastRead { get; private set; }

    /// <summary>Absolute path of a file inside the folder.</summary>
    public string FullPath(string relative) =>
        System.IO.Path.Combine(Path, relative.Replace('/', System.IO.Path.DirectorySeparatorChar));

    public bool Exists(string relative) => relative.Length > 0 && _tree.IsFile(relative);

    public bool HasFolder(string relative) => relative.Length > 0 && _tree.IsFolder(relative);

    /// <summary>Folders in a folder, without those of packages and results; <c>""</c> is the project itself.</summary>
    public IEnumerable<string> Folders(string relative) => _tree.Folders(relative);

    /// <summary>The first of the files that exists; null when none does.</summary>
    public string? FirstOf(params IEnumerable<string> candidates) => candidates.FirstOrDefault(Exists);

    /// <summary>Text with LF line ends and without a byte order mark; null when there is no such file.</summary>
    public string? ReadText(string relative)
    {
        RequireTime();
        if (_texts.TryGetValue(relative, out var known)) return known;
        if (!Exists(relative)) return _texts[relative] = null;
        try
        {
            LastRead = relative;
            var text = ProjectText.Read(_tree.Resolve(relative)!, _textLimit) ?? throw ProjectErrors.FileTooLarge(FullPath(relative), _textLimit);
            _total += text.Length;
            if (_total > _totalLimit) throw ProjectErrors.ProjectTooLarge(Path, _totalLimit);
            if (text.Contains('\0', StringComparison.Ordinal)) throw ProjectErrors.FileInvalid(FullPath(relative), 1, null, "it is no text in UTF-8");
            return _texts[relative] = text;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw ProjectErrors.FileUnreadable(FullPath(relative), error);
        }
    }

    /// <summary>A source to search: null also when it is too large or no text, because bundles may be.</summary>
    public string? ReadSource(string relative)
    {
        if (_texts.TryGetValue(relative, out var known)) return known;
        if (!Exists(relative) || new FileInfo(_tree.Resolve(relative)!).Length is var length && (length > _textLimit || _total + length > _totalLimit)) return null;
        try
        {
            return ReadText(relative);
        }
        catch (LambdaImageException error) when (error.Kind == ErrorKind.ProjectFileInvalid && error.Location is not null)
        {
            return _texts[relative] = null;
        }
    }

    /// <summary>Whether everybody may run a file; false on Windows, which does not know.</summary>
    public bool IsExecutable(string relative)
    {
        const UnixFileMode needed = UnixFileMode.OtherRead | UnixFileMode.OtherExecute;
        return !OperatingSystem.IsWindows() && Exists(relative) && (File.GetUnixFileMode(_tree.Resolve(relative)!) & needed) == needed;
    }

    /// <summary>Whether a program holds some text.</summary>
    public bool Holds(string relative, ReadOnlySpan<byte> text)
    {
        if (Open(relative) is not { } stream) return false;
        using var closing = stream;
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
    /// tsconfig.json has them; of members with the same name the last counts, as in Node.js.</summary>
    public JsonObject? Json(string relative)
    {
        if (_documents.TryGetValue(relative, out var known)) return known;
        if (ReadText(relative) is not { } text) return _documents[relative] = null;
        try
        {
            using var document = JsonDocument.Parse(text, new JsonDocumentOptions { AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip });
            return _documents[relative] = JsonManifest.Copy(document.RootElement.Clone()) as JsonObject
                ?? throw ProjectErrors.FileInvalid(FullPath(relative), 1, null, "a JSON object was expected");
        }
        catch (InvalidOperationException)
        {
            throw ProjectErrors.FileInvalid(FullPath(relative), 1, null, "a text in it is half a letter (a lone surrogate)");
        }
        catch (JsonException error)
        {
            var problem = text.AsSpan().IsWhiteSpace() ? "it is empty" : "it is not valid JSON, or nested too deeply";
            throw ProjectErrors.FileInvalid(FullPath(relative), (int)(error.LineNumber ?? 0) + 1, (int)(error.BytePositionInLine ?? 0) + 1, problem);
        }
    }

    /// <summary>Files whose relative path matches, in ordinal order: <c>*</c> stays inside a folder, <c>**/</c>
    /// crosses folders.
    /// Folders of packages and build results are not searched unless the pattern names them.</summary>
    public IReadOnlyList<string> Files(string glob)
    {
        RequireTime();
        return _globs.TryGetValue(glob, out var known) ? known : _globs[glob] = FileGlob.Find(_tree, glob);
    }

    /// <summary>The first bytes of a file, to recognise executables.</summary>
    public byte[] Head(string relative, int count)
    {
        if (Open(relative) is not { } stream) return [];
        using var closing = stream;
        var buffer = new byte[count];
        var read = stream.ReadAtLeast(buffer, count, throwOnEndOfStream: false);
        return buffer[..read];
    }

    /// <summary>What was made of a file before, or else what is made of it now: every framework asks for the same
    /// manifests.</summary>
    /// <param name="what">Name of what is made, with its file where there can be several.</param>
    /// <param name="make">Makes it.</param>
    public T Remember<T>(string what, Func<T> make)
    {
        if (_remembered.TryGetValue(what, out var known)) return (T)known!;
        var made = make();
        _remembered[what] = made;
        return made;
    }

    /// <summary>Makes reading fail once so much time has passed; null: no limit.</summary>
    public void LimitTime(TimeSpan? limit) => _time = limit is { } most ? (Stopwatch.StartNew(), most) : null;

    /// <summary>Null when there is nothing to read. Pipes and devices have no length; opening them could wait for
    /// ever.</summary>
    private FileStream? Open(string relative)
    {
        if (!Exists(relative)) return null;
        try
        {
            var file = _tree.Resolve(relative)!;
            return new FileInfo(file).Length == 0 ? null : File.OpenRead(file);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw ProjectErrors.FileUnreadable(FullPath(relative), error);
        }
    }

    private void RequireTime()
    {
        if (_time is var (watch, limit) && watch.Elapsed > limit) throw ProjectErrors.TookTooLong(Path, LastRead, limit);
    }
}
