using LambdaImage.Engine.Dockerfiles;
using LambdaImage.Engine.Lint.Shell;
using LambdaImage.Engine.Oci.Layers;

namespace LambdaImage.Engine.Lint;

/// <summary>Follows files of the build context to their place in the image.</summary>
internal sealed class ImageFiles
{
    /// <summary>More than any function has; a mistaken context such as a home folder must not take minutes.</summary>
    private const int Most = 50_000;

    /// <summary>Commands that install, look or tidy up: they make no code of the project.</summary>
    private static readonly HashSet<string> Harmless = new(StringComparer.Ordinal)
    {
        "apk", "apt-get", "apt", "bundle", "chmod", "chown", "dnf", "echo", "gem", "ls", "microdnf", "mkdir", "pip", "pip3", "rm", "set", "test", "true", "yum",
    };

    private readonly Dictionary<string, string> _files = new(StringComparer.Ordinal);
    private readonly ContextView? _context;
    private string? _folder;

    public ImageFiles(LintSubject subject)
    {
        _context = subject.Context;
        _folder = subject.Base.WorkDir;
        if (_context is null) return;
        IsComplete = true;
        foreach (var stage in subject.Chain.Reverse())
        {
            foreach (var instruction in stage.Instructions) Follow(stage, instruction);
            if (stage.Commands.Any(command => !IsHarmless(command.Command))) IsComplete = false;
        }

        WorkDir = _folder;
    }

    /// <summary>Paths in the image with the path in the context that each comes from.</summary>
    public IReadOnlyDictionary<string, string> All => _files;

    /// <summary>Whether all of the project's code in the image comes straight from the context, so that what is not
    /// here is nowhere.</summary>
    public bool IsComplete { get; private set; }

    /// <summary>Folder that the program starts in; null when not known.</summary>
    public string? WorkDir { get; }

    /// <summary>Absolute path of what an instruction names; null when a variable or the folder is not known.</summary>
    public static string? Absolute(StageView stage, string path, string? folder)
    {
        if (stage.Expand(path) is not { Length: > 0 } expanded) return null;
        if (expanded.StartsWith('/')) return Clean(expanded);
        return folder is null ? null : Clean($"{folder}/{expanded}");
    }

    private static string Clean(string path)
    {
        var parts = new List<string>();
        foreach (var part in path.Split('/'))
        {
            if (part == ".." && parts.Count > 0) parts.RemoveAt(parts.Count - 1);
            else if (part is not ("" or "." or "..")) parts.Add(part);
        }

        return "/" + string.Join('/', parts);
    }

    private void Follow(StageView stage, Instruction instruction)
    {
        switch (instruction)
        {
            case WorkDir workDir:
                _folder = Absolute(stage, workDir.Path, _folder);
                break;
            case Copy { From: not null } copy:
                // An extension or a library from elsewhere is no code of the project.
                if (Absolute(stage, copy.Destination, _folder) is not { } place || !place.StartsWith("/opt", StringComparison.Ordinal)) IsComplete = false;
                break;
            case Add add when add.Unpack == true || add.Sources.Any(source => source.Contains(':', StringComparison.Ordinal) || source.Contains(".t", StringComparison.Ordinal)):
                IsComplete = false;
                break;
            case Transfer transfer:
                Put(stage, transfer);
                break;
        }
    }

    private void Put(StageView stage, Transfer transfer)
    {
        if (Absolute(stage, transfer.Destination, _folder) is not { } destination || transfer.Documents.Count > 0 || transfer is Copy { Parents: true })
        {
            IsComplete = false;
            return;
        }

        foreach (var source in transfer.Sources)
        {
            if (stage.Expand(source) is not { } expanded || _context!.Match(transfer, expanded) is not { } matches)
            {
                IsComplete = false;
                continue;
            }

            foreach (var match in matches) Put(match, destination, transfer.Destination.EndsWith('/') || transfer.Destination.EndsWith('.') || matches.Count + transfer.Sources.Count > 2);
        }
    }

    private void Put(string source, string destination, bool isFolder)
    {
        if (_context!.Sent.Find(source) is not { } node) return;
        if (node.Kind != EntryKind.Directory)
        {
            isFolder = isFolder || _files.Keys.Any(path => path.StartsWith(destination + "/", StringComparison.Ordinal)) || destination == _folder;
            _files[isFolder ? Clean($"{destination}/{node.Name}") : destination] = source;
            return;
        }

        var start = node.Path.Length == 0 ? 0 : node.Path.Length + 1;
        foreach (var below in node.Walk())
        {
            if (below.Kind == EntryKind.Directory) continue;
            if (_files.Count >= Most)
            {
                IsComplete = false;
                return;
            }

            _files[Clean($"{destination}/{below.Path[start..]}")] = below.Path;
        }
    }

    private static bool IsHarmless(ShellCommand command) => command.Redirects.All(redirect => redirect.Target.StartsWith("/dev/", StringComparison.Ordinal))
        && (Harmless.Contains(command.Name)
            || (command.Name is "npm" or "yarn" or "pnpm" or "composer" or "uv" or "poetry" && command.Arguments.FirstOrDefault(word => !word.IsFlag)?.Text is "ci" or "install" or "sync" or "pip"));
}
